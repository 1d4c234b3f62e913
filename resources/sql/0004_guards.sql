-- SPDX-License-Identifier: Apache-2.0
-- The parts of hotswap.commit() that guard approvals, capacity and audit; and the sealer.

-- One change to one approval, under its row's lock. What a person may change of it is a vote of their own.
CREATE FUNCTION change_approval(me member, of_tenant text, tx jsonb, change jsonb, stamp bigint)
    RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        kind CONSTANT text := change->>'kind';
        next CONSTANT jsonb := change->'approval';
        name CONSTANT text := next->>'id';
        stored hotswap.approval;
        before jsonb;
        votes CONSTANT jsonb := next->'votes';
        voter text;
    BEGIN
        IF kind = 'put' THEN
            IF NOT me.program THEN
                PERFORM hotswap.refuse('permissionDenied', 'orchestrator');
            END IF;
            INSERT INTO hotswap.approval AS a (tenant_id, id, deployment, environment, module, state,
                                               requested_by, expires_at, body)
            VALUES (of_tenant, name, next->>'deployment', next#>>'{scope,environment}',
                    next#>>'{scope,module}', next->>'state', next->>'requestedBy',
                    (next->>'expiresAt')::bigint, next)
            ON CONFLICT DO NOTHING RETURNING a.* INTO stored;
            IF stored.id IS NULL THEN
                PERFORM hotswap.refuse('alreadyExists', name);
            END IF;
        ELSE
            SELECT * INTO stored FROM hotswap.approval a WHERE a.tenant_id = of_tenant AND a.id = name
            FOR NO KEY UPDATE;
            before := stored.body->'votes';
            IF stored.id IS NULL THEN
                PERFORM hotswap.refuse('notFound', name);
            ELSIF stored.state <> 'pending' THEN
                PERFORM hotswap.refuse('alreadyDecided', name);
            ELSIF coalesce(kind, '') NOT IN ('vote', 'decide')
                  OR (next->>'state' = 'pending') <> (kind = 'vote') THEN
                PERFORM hotswap.refuse('invalidArgument', 'pending for a vote, decided for a decision',
                                       'approvals.state');
            ELSIF next->>'state' NOT IN ('expired', 'void') AND stamp >= stored.expires_at THEN
                PERFORM hotswap.refuse('expired', name);
            ELSIF jsonb_array_length(votes) NOT BETWEEN jsonb_array_length(before)
                                                    AND jsonb_array_length(before) + 1
                  OR EXISTS (SELECT 1 FROM jsonb_array_elements(before) WITH ORDINALITY b
                             WHERE votes->(b.ordinality - 1)::integer IS DISTINCT FROM b.value) THEN
                PERFORM hotswap.refuse('versionConflict', name);
            END IF;
            IF NOT me.program THEN
                PERFORM hotswap.check_vote(me, tx, stored, next);
            END IF;
            IF jsonb_array_length(votes) > jsonb_array_length(before) THEN
                voter := votes->-1->>'voter';
                INSERT INTO hotswap.vote (tenant_id, approval, position, voter, actor, via, at, body)
                VALUES (of_tenant, name, jsonb_array_length(votes), voter,
                        CASE WHEN me.program THEN voter ELSE me.user_id END, me.user_id, stamp, votes->-1)
                ON CONFLICT DO NOTHING;
                IF NOT FOUND THEN
                    PERFORM hotswap.refuse('alreadyDecided', name);
                END IF;
            END IF;
            UPDATE hotswap.approval a
            SET state = next->>'state',
                body = a.body || jsonb_build_object(
                    'state', next->'state', 'votes', votes,
                    'decidedAt', CASE WHEN me.program OR kind = 'vote' THEN next->'decidedAt'
                                      ELSE to_jsonb(stamp) END)
            WHERE a.tenant_id = of_tenant AND a.id = name;
        END IF;
        PERFORM hotswap.hint(4, of_tenant, stored.environment, stored.module, stored.deployment, name,
                             jsonb_array_length(votes));
    END
    $$;

-- What the votes decide: one rejection rejects; quorum and every group named by the policy agree.
CREATE FUNCTION decided_state(votes jsonb, policy jsonb) RETURNS text LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT CASE
            WHEN EXISTS (SELECT 1 FROM jsonb_array_elements(votes) v WHERE v.value->>'decision' = 'reject')
                THEN 'rejected'
            WHEN jsonb_array_length(votes) >= greatest(coalesce((policy->>'quorum')::integer, 1), 1)
                 AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(policy->'groups') g
                                 WHERE NOT EXISTS (SELECT 1 FROM jsonb_array_elements(votes) v
                                                   WHERE v.value->'groups' @> g.value))
                THEN 'approved'
            ELSE 'pending' END
    $$;

-- A person's vote is their own, of an approver, on somebody else's request, signed with their key, about this
-- very plan; and it decides what it decides.
CREATE FUNCTION check_vote(me member, tx jsonb, stored approval, next jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        votes CONSTANT jsonb := next->'votes';
        own CONSTANT jsonb := votes->-1;
    BEGIN
        IF NOT 'approver' = ANY (me.roles)
           OR jsonb_array_length(votes) = jsonb_array_length(stored.body->'votes') THEN
            PERFORM hotswap.refuse('permissionDenied', 'approver');
        ELSIF own->>'voter' IS DISTINCT FROM me.user_id THEN
            PERFORM hotswap.refuse('permissionDenied', 'voter');
        ELSIF stored.requested_by = me.user_id
              AND coalesce((stored.body#>>'{policy,fourEyes}')::boolean, true) THEN
            PERFORM hotswap.refuse('fourEyes', stored.id);
        ELSIF me.key_id = '' OR own#>>'{signedVote,key}' IS DISTINCT FROM me.key_id THEN
            PERFORM hotswap.refuse('keyUntrusted', me.user_id);
        ELSIF own->>'approval' IS DISTINCT FROM stored.id OR own->>'tenant' IS DISTINCT FROM stored.tenant_id
              OR own->>'deployment' IS DISTINCT FROM stored.deployment
              OR own->'planDigest' IS DISTINCT FROM stored.body->'planDigest'
              OR coalesce(own->>'decision', '') NOT IN ('approve', 'reject')
              OR NOT coalesce(ARRAY(SELECT jsonb_array_elements_text(own->'groups')) <@ me.groups, false) THEN
            PERFORM hotswap.refuse('permissionDenied', 'vote');
        ELSIF next->>'state' IS DISTINCT FROM hotswap.decided_state(votes, stored.body->'policy') THEN
            PERFORM hotswap.refuse('permissionDenied', 'quorum');
        ELSIF next->>'deployment' IS DISTINCT FROM stored.deployment
              OR next->>'state' <> 'pending'
                 AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(tx->'appends') a,
                                      jsonb_array_elements(a.value->'events') e
                                 WHERE a.value->>'deployment' = stored.deployment
                                   AND e.value->>0 = 'approvalDecided'
                                   AND e.value#>>'{1,approval}' = stored.id) THEN
            PERFORM hotswap.refuse('invalidArgument', 'with the event of the decision', 'approvals');
        END IF;
    END
    $$;

-- Claims and frees nodes, in the order given, one transaction at a time in each environment.
CREATE FUNCTION change_capacity(of_tenant text, changes jsonb) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        place text;
        change jsonb;
        name text;
        held hotswap.capacity;
        missing boolean;
        lowers boolean;
        was boolean;
        out_now bigint;
    BEGIN
        FOR place IN SELECT DISTINCT value->>'environment' FROM jsonb_array_elements(changes) ORDER BY 1 LOOP
            INSERT INTO hotswap.environment_lock VALUES (of_tenant, place) ON CONFLICT DO NOTHING;
            PERFORM 1 FROM hotswap.environment_lock l
            WHERE l.tenant_id = of_tenant AND l.environment = place FOR NO KEY UPDATE;
            out_now := NULL;
            FOR change IN SELECT value FROM jsonb_array_elements(changes) WITH ORDINALITY
                          WHERE value->>'environment' = place ORDER BY ordinality
            LOOP
                DELETE FROM hotswap.capacity c
                WHERE c.tenant_id = of_tenant AND c.environment = place
                  AND c.deployment = change->>'deployment'
                  AND c.node IN (SELECT jsonb_array_elements_text(change->'release'));
                IF FOUND THEN
                    out_now := NULL;
                END IF;
                lowers := (change->>'lowers')::boolean;
                FOR name IN SELECT jsonb_array_elements_text(change->'claim') LOOP
                    IF out_now IS NULL THEN
                        out_now := hotswap.out_of_service(of_tenant, place);
                    END IF;
                    SELECT * INTO held FROM hotswap.capacity c
                    WHERE c.tenant_id = of_tenant AND c.environment = place AND c.node = name;
                    missing := EXISTS (SELECT 1 FROM hotswap.node n WHERE n.tenant_id = of_tenant
                                       AND n.id = name AND n.environment = place AND NOT n.serving);
                    was := coalesce(held.lowers, false) AND NOT missing;
                    IF held.deployment <> change->>'deployment'
                       OR lowers AND NOT missing AND NOT was AND out_now <> 0
                          AND out_now + 1 > (change->>'outOfServiceMax')::bigint THEN
                        PERFORM hotswap.refuse('capacityRefused', name);
                    END IF;
                    out_now := out_now + (lowers AND NOT missing)::integer - was::integer;
                    INSERT INTO hotswap.capacity AS c (tenant_id, environment, node, deployment, lowers)
                    VALUES (of_tenant, place, name, change->>'deployment', lowers)
                    ON CONFLICT (tenant_id, environment, node) DO UPDATE SET lowers = EXCLUDED.lowers;
                END LOOP;
            END LOOP;
        END LOOP;
    END
    $$;

-- Nodes that do not serve, and those that a claim takes out of service.
CREATE FUNCTION out_of_service(of_tenant text, place text) RETURNS bigint LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT (SELECT count(*) FROM hotswap.node n
                WHERE n.tenant_id = of_tenant AND n.environment = place AND NOT n.serving)
             + (SELECT count(*) FROM hotswap.capacity c
                WHERE c.tenant_id = of_tenant AND c.environment = place AND c.lowers
                  AND NOT EXISTS (SELECT 1 FROM hotswap.node n WHERE n.tenant_id = of_tenant AND n.id = c.node
                                  AND n.environment = place AND NOT n.serving))
    $$;

-- Actor and via are the database's word: a person is themselves, a program says whom it acts for.
CREATE FUNCTION write_audit(me member, tx jsonb, stamp bigint) RETURNS void LANGUAGE plpgsql
    AS $$
    BEGIN
        INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search)
        SELECT tx->>'tenant', stamp, CASE WHEN me.program THEN a.value->>'actor' ELSE me.user_id END,
               CASE WHEN NOT me.program THEN me.user_id
                    WHEN tx->'proof' IS NOT NULL THEN tx#>>'{proof,holder}'
                    WHEN coalesce(a.value->>'via', '') <> '' THEN a.value->>'via'
                    ELSE a.value->>'actor' END,
               a.value->>'action', a.value->>'subject', a.value->'details',
               lower(concat_ws(E'\n', CASE WHEN me.program THEN a.value->>'actor' ELSE me.user_id END,
                               a.value->>'action', a.value->>'subject', a.value->>'details'))
        FROM jsonb_array_elements(tx->'audit') WITH ORDINALITY a ORDER BY a.ordinality;
        PERFORM hotswap.hint(7, tx->>'tenant', '', '', '', '', 0);
    END
    $$;

-- Records that wait for the sealer, in the order in which they will stand, numbered behind the chain's head.
CREATE FUNCTION unsealed(of_tenant text, most bigint)
    RETURNS TABLE (id bigint, sequence bigint, settled boolean) LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT a.id, coalesce(h.sequence, 0) + row_number() OVER (ORDER BY a.xid, a.id),
               a.xid < pg_snapshot_xmin(pg_current_snapshot())
        FROM hotswap.audit a LEFT JOIN hotswap.audit_head h ON h.tenant_id = a.tenant_id
        WHERE a.tenant_id = of_tenant AND a.sequence IS NULL ORDER BY a.xid, a.id LIMIT most
    $$;

-- Seals the records `ids` behind the head that the sealer saw; false when another sealer was faster.
CREATE FUNCTION seal(of_tenant text, seen_sequence bigint, ids bigint[], previous text[], hashes text[])
    RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        head hotswap.audit_head;
    BEGIN
        PERFORM hotswap.program_caller(of_tenant);
        INSERT INTO hotswap.audit_head (tenant_id) VALUES (of_tenant) ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM hotswap.audit_head h WHERE h.tenant_id = of_tenant FOR NO KEY UPDATE;
        IF head.sequence <> seen_sequence OR previous[1] <> head.hash THEN
            RETURN false;
        END IF;
        UPDATE hotswap.audit a
        SET sequence = seen_sequence + u.place, previous_hash = u.previous, hash = u.hash
        FROM unnest(ids, previous, hashes) WITH ORDINALITY AS u (id, previous, hash, place)
        WHERE a.tenant_id = of_tenant AND a.id = u.id AND a.sequence IS NULL;
        UPDATE hotswap.audit_head h
        SET sequence = seen_sequence + cardinality(ids), hash = hashes[cardinality(hashes)]
        WHERE h.tenant_id = of_tenant;
        PERFORM hotswap.hint(7, of_tenant, '', '', '', '', seen_sequence + cardinality(ids));
        RETURN true;
    END
    $$;
GRANT EXECUTE ON FUNCTION seal(text, bigint, bigint[], text[], text[]) TO hotswap_orchestrator;
GRANT EXECUTE ON FUNCTION unsealed(text, bigint)
    TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin, hotswap_orchestrator;

-- Whether a person may append this to a stream: the role, that they speak for themselves, and that the
-- summary beside the events says no more than those can cause (core/domain/deployment_fold.cpp).
CREATE FUNCTION check_person(me member, tx jsonb, append jsonb) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        -- Clocks may differ by that; a time to come would end every bake.
        ahead_max CONSTANT bigint := 60 * 1000;
        next CONSTANT jsonb := append->'summary';
        expected CONSTANT bigint := (append->>'expectedVersion')::bigint;
        stored hotswap.deployment;
        before text;
        one record;
        caused boolean := false;
    BEGIN
        SELECT * INTO stored FROM hotswap.deployment d
        WHERE d.tenant_id = me.tenant_id AND d.id = append->>'deployment' FOR NO KEY UPDATE;
        IF stored.id IS NULL AND expected <> 0 THEN
            PERFORM hotswap.refuse('notFound', append->>'deployment');
        ELSIF stored.id IS NOT NULL AND expected = 0 THEN
            PERFORM hotswap.refuse('alreadyExists', stored.id);
        ELSIF stored.version <> expected THEN
            PERFORM hotswap.refuse('versionConflict', stored.version::text);
        END IF;
        before := coalesce(stored.state, '') || '>';
        FOR one IN SELECT e.value->>0 AS type, e.value->1 AS body, r.person, r.moves
                   FROM jsonb_array_elements(append->'events') e
                   LEFT JOIN hotswap.event_rule r ON r.event_type = e.value->>0
        LOOP
            IF one.person IS NULL OR NOT (one.person = ANY (me.roles)
                                          OR one.person = 'deployer' AND 'admin' = ANY (me.roles)) THEN
                PERFORM hotswap.refuse('permissionDenied', coalesce(one.person, one.type, 'events'));
            ELSIF hotswap.is_own_word(me, tx, append, one.type, one.body) IS NOT TRUE THEN
                PERFORM hotswap.refuse('permissionDenied', one.type);
            ELSIF NOT EXISTS (SELECT 1 FROM unnest(one.moves) m WHERE starts_with(m, before)) THEN
                PERFORM hotswap.refuse('transitionRefused', stored.state);
            END IF;
            caused := caused OR coalesce(before || (next->>'state') = ANY (one.moves), false);
        END LOOP;
        IF NOT caused OR stored.id IS NULL AND jsonb_array_length(append->'events') <> 1
           OR next#>>'{stableChange,kind}' IS DISTINCT FROM 'unchanged'
           OR stored.id IS NOT NULL AND EXISTS (
               SELECT 1 FROM unnest(ARRAY['id', 'scope', 'release', 'stable', 'strategy', 'description',
                                          'requestedBy', 'requestedAt', 'startedAt', 'endedAt', 'wave',
                                          'waves', 'nodesTotal']) AS f (name)
               WHERE next->f.name IS DISTINCT FROM stored.summary->f.name) THEN
            PERFORM hotswap.refuse('permissionDenied', 'summary');
        ELSIF ((append->>'at')::bigint <= hotswap.store_now() + ahead_max) IS NOT TRUE THEN
            PERFORM hotswap.refuse('invalidArgument', 'a time that has come', 'appends.at');
        END IF;
    END
    $$;

-- Whether an event says only what its author may say of themselves and this deployment.
CREATE FUNCTION is_own_word(me member, tx jsonb, append jsonb, type text, body jsonb) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT CASE type
            WHEN 'submitted' THEN
                body#>>'{spec,id}' = append->>'deployment'
                AND body#>'{spec,scope}' = append#>'{summary,scope}'
                AND body#>>'{spec,requestedBy}' = me.user_id AND append#>>'{summary,requestedBy}' = me.user_id
                AND body#>'{spec,release,release}' = append#>'{summary,release}'
                AND ('admin' = ANY (me.roles)
                     OR hotswap.is_policy_enough(body#>>'{spec,scope,environment}', body#>'{spec,policy}'))
            WHEN 'superseded' THEN EXISTS (
                SELECT 1 FROM jsonb_array_elements(tx->'appends') a
                WHERE a.value->>'deployment' = body->>'deployment' AND a.value->>'expectedVersion' = '0'
                  AND a.value#>'{summary,scope}' = append#>'{summary,scope}')
            WHEN 'approvalDecided' THEN body->>'by' = me.user_id AND EXISTS (
                SELECT 1 FROM jsonb_array_elements(tx->'approvals') c
                WHERE c.value->>'kind' = 'decide' AND c.value#>>'{approval,id}' = body->>'approval'
                  AND c.value#>>'{approval,deployment}' = append->>'deployment'
                  AND c.value#>'{approval,state}' = body->'state'
                  AND body->'votes' = (SELECT jsonb_agg(v.value->'signedVote' ORDER BY v.ordinality)
                                       FROM jsonb_array_elements(c.value#>'{approval,votes}')
                                            WITH ORDINALITY v))
            WHEN 'paused' THEN body->>'by' = me.user_id AND body->>'reason' = 'operator'
            WHEN 'pauseEnded' THEN
                body->>'by' = me.user_id AND body->>'reason' NOT IN ('metricSource', 'capacity', 'freeze')
            WHEN 'nodeSkipped' THEN body->>'by' = me.user_id AND body->>'why' = 'operator'
            ELSE body->>'by' = me.user_id END
    $$;

-- Whether a policy asks for at least what the environment's does (core/service/policy_guard.cpp).
CREATE FUNCTION is_policy_enough(of_environment text, policy jsonb) RETURNS boolean LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT (policy#>>'{gate,availabilityFloorPercent}')::integer >= f.availability_percent
           AND (policy#>>'{strategy,kind}' NOT IN ('canary', 'blueGreen')
                OR (policy#>>'{judge,judged}')::boolean)
           AND (NOT f.approval
                OR (policy#>>'{approval,required}')::boolean AND (policy#>>'{approval,fourEyes}')::boolean
                   AND (policy#>>'{approval,quorum}')::integer >= 1
                   AND (policy#>>'{approval,expiresAfter}')::bigint <= 24 * 3600 * 1000)
        FROM hotswap.policy_floor f WHERE f.environment IN (of_environment, '')
        ORDER BY f.environment DESC LIMIT 1
    $$;

-- What a person changes stands in the audit, and what stands there they changed: each event, vote and order
-- has a record with its action and subject, and each record has such an event or vote. Beside that, what an
-- administrator asks of a lease is recorded before it is asked.
CREATE FUNCTION check_records(me member, tx jsonb) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        wrong text;
    BEGIN
        WITH record AS (
            SELECT r.value->>'action' AS action, r.value->>'subject' AS subject
            FROM jsonb_array_elements(tx->'audit') r
        ), change AS (
            SELECT coalesce(u.actions, '{}') AS actions,
                   CASE e.value->>0 WHEN 'superseded' THEN e.value#>>'{1,deployment}'
                                    WHEN 'approvalDecided' THEN e.value#>>'{1,approval}'
                                    ELSE a.value->>'deployment' END AS subject
            FROM jsonb_array_elements(tx->'appends') a, jsonb_array_elements(a.value->'events') e
            LEFT JOIN hotswap.event_rule u ON u.event_type = e.value->>0
            UNION ALL
            SELECT '{approval.vote}', c.value#>>'{approval,id}' FROM jsonb_array_elements(tx->'approvals') c
            UNION ALL
            SELECT ARRAY['fleet.' || coalesce(o.value#>>'{order,kind}', '')], o.value#>>'{order,id}'
            FROM jsonb_array_elements(tx->'orders') o WHERE o.value->>'kind' = 'put'
        ), odd AS (
            SELECT c.subject FROM change c
            WHERE NOT EXISTS (SELECT 1 FROM record r
                              WHERE r.subject = c.subject AND r.action = ANY (c.actions))
            UNION ALL
            SELECT r.subject FROM record r
            WHERE NOT EXISTS (SELECT 1 FROM change c
                              WHERE r.subject = c.subject AND r.action = ANY (c.actions))
              AND (r.action = 'lease.handOver' AND 'admin' = ANY (me.roles)) IS NOT TRUE
        )
        SELECT coalesce(o.subject, '') INTO wrong FROM odd o LIMIT 1;
        IF FOUND THEN
            PERFORM hotswap.refuse('invalidArgument', 'one record for each change', 'audit');
        END IF;
    END
    $$;
