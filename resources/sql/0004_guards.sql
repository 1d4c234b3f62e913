-- SPDX-License-Identifier: Apache-2.0
-- The parts of hotswap.commit() that guard people and machines: approvals, capacity, audit; and the sealer.

-- One change to one approval, under its row's lock. What a person may change of it is a vote of their own.
CREATE FUNCTION change_approval(me member, proven boolean, of_tenant text, change jsonb, stamp bigint)
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
            INSERT INTO hotswap.approval (tenant_id, id, deployment, environment, module, state, requested_by,
                                          expires_at, body)
            VALUES (of_tenant, name, next->>'deployment', next#>>'{scope,environment}', next#>>'{scope,module}',
                    next->>'state', next->>'requestedBy', (next->>'expiresAt')::bigint, next)
            ON CONFLICT DO NOTHING;
            IF NOT FOUND THEN
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
            ELSIF (next->>'state' = 'pending') <> (kind = 'vote') THEN
                PERFORM hotswap.refuse('invalidArgument', CASE kind WHEN 'vote' THEN 'pending' ELSE 'a decision' END,
                                       'approvals.state');
            ELSIF next->>'state' NOT IN ('expired', 'void') AND stamp >= stored.expires_at THEN
                PERFORM hotswap.refuse('expired', name);
            ELSIF jsonb_array_length(votes) NOT BETWEEN jsonb_array_length(before)
                                                    AND jsonb_array_length(before) + 1
                  OR EXISTS (SELECT 1 FROM jsonb_array_elements(before) WITH ORDINALITY b
                             WHERE votes->(b.ordinality - 1)::integer IS DISTINCT FROM b.value) THEN
                PERFORM hotswap.refuse('versionConflict', name);
            END IF;
            PERFORM hotswap.check_vote(me, proven, stored, next);
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
                body = a.body || jsonb_build_object('state', next->'state', 'decidedAt', next->'decidedAt',
                                                    'votes', votes)
            WHERE a.tenant_id = of_tenant AND a.id = name;
        END IF;
        PERFORM hotswap.hint(4, of_tenant, next#>>'{scope,environment}', next#>>'{scope,module}',
                             next->>'deployment', name, jsonb_array_length(votes));
    END
    $$;

-- A vote is the caller's own, cast by an approver on somebody else's request.
CREATE FUNCTION check_vote(me member, proven boolean, stored approval, next jsonb) RETURNS void
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        adds CONSTANT boolean :=
            jsonb_array_length(next->'votes') > jsonb_array_length(stored.body->'votes');
    BEGIN
        IF NOT me.program THEN
            IF NOT 'approver' = ANY (me.roles) OR NOT adds
               OR next->>'state' NOT IN ('pending', 'approved', 'rejected') THEN
                PERFORM hotswap.refuse('permissionDenied', 'approver');
            ELSIF next->'votes'->-1->>'voter' IS DISTINCT FROM me.user_id THEN
                PERFORM hotswap.refuse('permissionDenied', 'voter');
            ELSIF stored.requested_by = me.user_id THEN
                PERFORM hotswap.refuse('fourEyes', stored.id);
            ELSIF next->>'state' = 'approved'
                  AND jsonb_array_length(next->'votes')
                      < coalesce((stored.body#>>'{policy,quorum}')::integer, 1) THEN
                PERFORM hotswap.refuse('permissionDenied', 'quorum');
            END IF;
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
                WHERE c.tenant_id = of_tenant AND c.environment = place AND c.deployment = change->>'deployment'
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
CREATE FUNCTION write_audit(me member, tx jsonb, stamp bigint) RETURNS void LANGUAGE sql
    SET search_path = pg_catalog, pg_temp
    AS $$
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
        SELECT hotswap.hint(7, tx->>'tenant', '', '', '', '', 0);
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
