-- SPDX-License-Identifier: Apache-2.0
-- Who sees what. Logins may read rows of their own tenant and nothing else; every change goes through the
-- functions of the files that follow, which look the caller up by session_user: no setting can change that.

-- Functions are granted one by one, never to everybody. (Not IN SCHEMA: that could only add to what everybody
-- has.)
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Functions of every statement are in plpgsql: it keeps their plans, where a function in SQL that is not
-- inlined is planned at each call (measured: 4 times the cost). Those that logins may call have a search path
-- of their own; those that only these call have theirs, since setting it costs more than a short function.

-- Store time. The one place that reads a clock, so that tests can put another in its place.
-- Inlined; its names were looked up when it was made.
CREATE FUNCTION store_now() RETURNS bigint LANGUAGE sql VOLATILE
    RETURN (extract(epoch FROM clock_timestamp()) * 1000)::bigint;

-- Tenants whose rows this session may see: a person's one, named by the setting hotswap.tenant and only if
-- the login is a member there; all of a program's, or the named one.
CREATE FUNCTION visible_tenants() RETURNS text[] LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        chosen CONSTANT text := coalesce(current_setting('hotswap.tenant', true), '');
    BEGIN
        RETURN ARRAY(SELECT m.tenant_id FROM hotswap.member m
                     WHERE m.login = session_user
                       AND CASE WHEN chosen = '' THEN m.program ELSE m.tenant_id = chosen END);
    END
    $$;

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['deployment', 'scope_state', 'event', 'event_archive', 'approval', 'vote',
        'environment_lock', 'capacity', 'command', 'receipt_counter', 'receipt', 'idempotency_key', 'audit',
        'audit_head', 'lease', 'lease_expiry', 'fleet', 'node', 'sample', 'sample_other', 'feed',
        'participant', 'package', 'package_piece', 'tenant', 'lost_tail']
    LOOP
        EXECUTE format('ALTER TABLE hotswap.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE hotswap.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_tenant ON hotswap.%I TO hotswap_viewer, hotswap_deployer, '
                       'hotswap_approver, hotswap_admin, hotswap_orchestrator USING (tenant_id = ANY '
                       '((SELECT hotswap.visible_tenants())::text[]))', name);
        -- The same for the owner, as whom every change is made: it may read the members itself and need not
        -- make the call that a login needs for each of its statements (a lease's cycle: a quarter of it).
        EXECUTE format('CREATE POLICY own_tenant_too ON hotswap.%I TO hotswap_owner USING (tenant_id = ANY '
                       '(ARRAY(SELECT m.tenant_id FROM hotswap.member m WHERE m.login = session_user AND '
                       'CASE WHEN coalesce(current_setting(''hotswap.tenant'', true), '''') = '''' '
                       'THEN m.program '
                       'ELSE m.tenant_id = current_setting(''hotswap.tenant'', true) END)))', name);
    END LOOP;
END
$$;

-- A login sees its own memberships; the owner, as whom visible_tenants() runs, sees all.
ALTER TABLE member ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_login ON member USING (login = session_user);

GRANT USAGE ON SCHEMA hotswap TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin,
    hotswap_orchestrator;
GRANT SELECT ON store_info, member, event_rule, policy_floor, tenant, deployment, scope_state, event,
    event_archive, approval, vote, capacity, command, receipt, audit, audit_head, lease, lease_expiry, fleet,
        node, sample, feed,
    participant, package, package_piece, lost_tail, migration
    TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin, hotswap_orchestrator;

GRANT EXECUTE ON FUNCTION store_now(), visible_tenants()
    TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin, hotswap_orchestrator;

-- Ends the transaction with an error of the program's closed set (core/domain/error.h).
CREATE FUNCTION refuse(code text, detail text, field text DEFAULT NULL) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'HS001',
            MESSAGE = jsonb_build_object('code', code, 'detail', detail, 'field', field)::text;
    END
    $$;

-- The caller's membership; refused when the login has none in that tenant or another one is set.
CREATE FUNCTION caller(of_tenant text) RETURNS member LANGUAGE plpgsql STABLE
    AS $$
    DECLARE
        chosen CONSTANT text := coalesce(current_setting('hotswap.tenant', true), '');
        found hotswap.member;
    BEGIN
        SELECT * INTO found FROM hotswap.member m WHERE m.login = session_user AND m.tenant_id = of_tenant;
        IF found.login IS NULL OR chosen <> of_tenant AND (chosen <> '' OR NOT found.program) THEN
            PERFORM hotswap.refuse('permissionDenied', 'tenant');
        END IF;
        RETURN found;
    END
    $$;

-- As caller(), for what only programs do.
CREATE FUNCTION program_caller(of_tenant text) RETURNS member LANGUAGE plpgsql STABLE
    AS $$
    DECLARE
        found hotswap.member := hotswap.caller(of_tenant);
    BEGIN
        IF NOT found.program THEN
            PERFORM hotswap.refuse('permissionDenied', 'orchestrator');
        END IF;
        RETURN found;
    END
    $$;

-- Says what changed, for hotswap.feed. Kinds as in core/ports/event_feed.h, in that order from 0.
CREATE FUNCTION hint(kind integer, of_tenant text, environment text, module text, deployment text,
                     approval text, version bigint) RETURNS void LANGUAGE plpgsql
    AS $$
    BEGIN
        INSERT INTO hotswap.feed (at, kind, tenant_id, environment, module, deployment, approval, version)
        VALUES (hotswap.store_now(), kind, of_tenant, environment, module, deployment, approval, version);
    END
    $$;

INSERT INTO event_rule (event_type, person, leader, actions, moves) VALUES
    ('submitted', 'deployer', false, '{deployment.submit}', '{>queued}'),
    ('promoted', 'deployer', false, '{deployment.promote,deployment.promoteFully}',
     '{running>running,paused>paused}'),
    ('abortRequested', 'deployer', false, '{deployment.abort}',
     '{queued>queued,running>running,paused>paused,waitingForApproval>waitingForApproval,'
     'rollingBack>rollingBack,needsIntervention>rollingBack}'),
    ('retryRequested', 'deployer', false, '{deployment.retryFailed}',
     '{paused>paused,needsIntervention>rollingBack}'),
    ('rollbackRequested', 'deployer', false, '{deployment.rollback}',
     '{succeeded>rollingBack,needsIntervention>rollingBack}'),
    ('acceptedAsItIs', 'admin', false, '{deployment.acceptAsIs}', '{needsIntervention>needsIntervention}'),
    ('superseded', 'deployer', true, '{deployment.submit}', '{queued>queued}'),
    ('paused', 'deployer', true, '{deployment.pause}', '{running>paused,paused>paused}'),
    ('pauseEnded', 'deployer', true, '{deployment.resume,deployment.promote,deployment.promoteFully}',
     '{paused>paused,paused>running}'),
    ('nodeSkipped', 'deployer', true, '{deployment.skipNode}', '{running>running,paused>paused}'),
    ('approvalDecided', 'approver', true, '{approval.vote}',
     '{waitingForApproval>waitingForApproval,waitingForApproval>running,waitingForApproval>paused}');
INSERT INTO event_rule (event_type, person, leader)
    SELECT name, NULL, true
    FROM unnest(ARRAY['started', 'stageChanged', 'checkFinished', 'approvalRequested', 'waveStarted',
        'nodeCommanded', 'nodeAnswered', 'nodeBecameHealthy', 'nodeFailed', 'bakeStarted', 'waveJudged',
        'wavePassed', 'rollbackStarted', 'nodeStuck', 'interventionNeeded', 'finished', 'nodeReturned',
        'nodesJoined']) AS name;

INSERT INTO policy_floor (environment, approval, availability_percent) VALUES
    ('Development', false, 0), ('QA', false, 50), ('Staging', true, 80), ('Production', true, 80),
    ('', true, 80);
