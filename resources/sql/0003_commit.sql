-- SPDX-License-Identifier: Apache-2.0
-- hotswap.commit(): one transaction of core/ports/store.h as one statement. Everything is checked and written
-- in the caller's one transaction, so that an error has changed nothing. Rows are locked in the order of
-- their names; what is counted is counted after the lock.

-- Remembers the key, or answers its first use.
CREATE FUNCTION claim_key(tx jsonb, stamp bigint) RETURNS jsonb LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        kept CONSTANT bigint := 24 * 3600 * 1000;
        of_tenant CONSTANT text := tx->>'tenant';
        whose CONSTANT text := tx->>'user';
        name CONSTANT text := tx->>'key';
        question CONSTANT boolean := coalesce((tx->>'question')::boolean, false);
        first hotswap.idempotency_key;
    BEGIN
        IF NOT question THEN
            DELETE FROM hotswap.idempotency_key k
            WHERE k.tenant_id = of_tenant AND k.user_id = whose AND k.key = name AND k.at <= stamp - kept;
            INSERT INTO hotswap.idempotency_key (tenant_id, user_id, key, digest, result, at)
            VALUES (of_tenant, whose, name, tx->>'requestDigest', tx->>'keyResult', stamp)
            ON CONFLICT DO NOTHING;
            IF FOUND THEN
                RETURN NULL;
            END IF;
        END IF;
        SELECT * INTO first FROM hotswap.idempotency_key k
        WHERE k.tenant_id = of_tenant AND k.user_id = whose AND k.key = name AND k.at > stamp - kept;
        IF first.key IS NULL THEN
            PERFORM hotswap.refuse('notFound', name);
        ELSIF first.digest <> tx->>'requestDigest' THEN
            PERFORM hotswap.refuse('keyReused', name);
        END IF;
        RETURN jsonb_build_object('repeated', true, 'keyResult', first.result);
    END
    $$;

-- The leader's proof under a row lock: a takeover waits for this transaction, or this one sees the takeover.
-- A server that nobody has compared with the one before (0010_tail.sql) takes no proof, nor one that has lost
-- its latest commits.
CREATE FUNCTION prove(of_tenant text, proof jsonb) RETURNS void LANGUAGE plpgsql
    AS $$
    BEGIN
        PERFORM 1 FROM hotswap.lease l, hotswap.store_info i
        WHERE l.tenant_id = of_tenant AND l.environment = proof->>'environment'
          AND l.module = proof->>'module' AND l.holder = proof->>'holder' AND l.login = session_user
          AND l.generation = (proof->>'generation')::bigint AND l.epoch = (proof->>'epoch')::bigint
          AND l.generation = i.generation
          AND coalesce(i.server_started, pg_postmaster_start_time()) = pg_postmaster_start_time()
          AND NOT EXISTS (SELECT 1 FROM hotswap.lost_tail t
                          WHERE t.tenant_id = of_tenant AND t.confirmed_at = 0)
        FOR SHARE OF l;
        IF NOT FOUND THEN
            PERFORM hotswap.refuse('epochStale', of_tenant || '/' || (proof->>'environment') || '/' ||
                                                 (proof->>'module'));
        END IF;
    END
    $$;

-- Whether a program may append these events: with a proof what leaders may, without one what people may, for
-- whom it acts as an interface.
CREATE FUNCTION check_events(proven boolean, events jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $$
    DECLARE
        wrong text;
    BEGIN
        SELECT e.value->>0 INTO wrong
        FROM jsonb_array_elements(events) e LEFT JOIN hotswap.event_rule r ON r.event_type = e.value->>0
        WHERE NOT coalesce(CASE WHEN proven THEN r.leader ELSE r.person IS NOT NULL END, false)
           OR r.event_type IS NULL
        LIMIT 1;
        IF FOUND THEN
            PERFORM hotswap.refuse('permissionDenied', coalesce(wrong, 'events'));
        END IF;
    END
    $$;

-- Appends to one stream; the new version.
CREATE FUNCTION append(of_tenant text, append jsonb) RETURNS bigint LANGUAGE plpgsql
    AS $$
    DECLARE
        events_max CONSTANT bigint := 1000000;
        name CONSTANT text := append->>'deployment';
        expected CONSTANT bigint := (append->>'expectedVersion')::bigint;
        added CONSTANT bigint := jsonb_array_length(append->'events');
        next CONSTANT jsonb := append->'summary';
        place CONSTANT jsonb := next->'scope';
        next_state CONSTANT text := next->>'state';
        ends CONSTANT boolean := next_state IN ('succeeded', 'failed', 'aborted', 'rolledBack');
        works CONSTANT boolean := NOT ends AND next_state <> 'queued';
        stored hotswap.deployment;
    BEGIN
        IF next->>'id' IS DISTINCT FROM name OR place->>'tenant' IS DISTINCT FROM of_tenant THEN
            PERFORM hotswap.refuse('invalidArgument', 'of this deployment and tenant', 'appends.summary');
        END IF;
        IF expected = 0 THEN
            INSERT INTO hotswap.deployment (tenant_id, id, environment, module, state, active, terminal,
                                            version, summary, search, ended_at)
            VALUES (of_tenant, name, place->>'environment', place->>'module', next_state, works, ends, added,
                    next, append->>'search', CASE WHEN ends THEN (append->>'at')::bigint ELSE 0 END)
            ON CONFLICT DO NOTHING;
            IF NOT FOUND THEN
                PERFORM hotswap.refuse('alreadyExists', name);
            END IF;
        ELSE
            UPDATE hotswap.deployment d
            SET state = next_state, active = works, terminal = ends, version = d.version + added,
                summary = next, ended_at = CASE WHEN ends THEN (append->>'at')::bigint ELSE 0 END
            WHERE d.tenant_id = of_tenant AND d.id = name AND d.version = expected
              AND d.environment = place->>'environment' AND d.module = place->>'module'
              AND expected + added <= events_max;
            IF NOT FOUND THEN
                SELECT * INTO stored FROM hotswap.deployment d WHERE d.tenant_id = of_tenant AND d.id = name;
                IF stored.id IS NULL THEN
                    PERFORM hotswap.refuse('notFound', name);
                ELSIF stored.version <> expected THEN
                    PERFORM hotswap.refuse('versionConflict', stored.version::text);
                ELSIF expected + added > events_max THEN
                    PERFORM hotswap.refuse('limitExceeded', 'events of ' || name);
                END IF;
                PERFORM hotswap.refuse('invalidArgument', of_tenant || '/' || stored.environment || '/' ||
                                       stored.module, 'appends.summary.scope');
            END IF;
        END IF;
        INSERT INTO hotswap.event (tenant_id, deployment, version, at, type, body)
        SELECT of_tenant, name, expected + e.ordinality, (append->>'at')::bigint, e.value->>0, e.value->1
        FROM jsonb_array_elements(append->'events') WITH ORDINALITY e;
        IF next#>>'{stableChange,kind}' <> 'unchanged' THEN
            INSERT INTO hotswap.scope_state (tenant_id, environment, module, stable)
            VALUES (of_tenant, place->>'environment', place->>'module',
                    CASE WHEN next#>>'{stableChange,kind}' = 'set' THEN next#>'{stableChange,release}' END)
            ON CONFLICT (tenant_id, environment, module) DO UPDATE SET stable = EXCLUDED.stable;
        END IF;
        IF ends THEN
            DELETE FROM hotswap.capacity c WHERE c.tenant_id = of_tenant AND c.deployment = name;
        END IF;
        PERFORM hotswap.hint(0, of_tenant, place->>'environment', place->>'module', name, '',
                             expected + added);
        RETURN expected + added;
    END
    $$;

-- All appends, in the order of the streams' names; versions in the order given.
CREATE FUNCTION apply_appends(me member, proven boolean, tx jsonb) RETURNS bigint[] LANGUAGE plpgsql
    AS $$
    DECLARE
        of_tenant CONSTANT text := tx->>'tenant';
        versions bigint[] := array_fill(0::bigint, ARRAY[jsonb_array_length(tx->'appends')]);
        one record;
        old record;
        queued_more integer := 0;
        active_more integer := 0;
        counts record;
        begins text[] := '{}';
    BEGIN
        IF tx->'queuedMax' IS NOT NULL OR tx->'runningMax' IS NOT NULL THEN
            -- Two submits must not share the last place.
            PERFORM 1 FROM hotswap.tenant t WHERE t.tenant_id = of_tenant FOR NO KEY UPDATE;
        END IF;
        FOR one IN SELECT a.value AS append, a.ordinality AS place, a.value->'summary'->>'state' AS state
                   FROM jsonb_array_elements(tx->'appends') WITH ORDINALITY a
                   ORDER BY a.value->>'deployment'
        LOOP
            IF me.program THEN
                PERFORM hotswap.check_events(proven, one.append->'events');
                IF proven AND (one.append#>>'{summary,scope,environment}' <> tx#>>'{proof,environment}'
                               OR one.append#>>'{summary,scope,module}' <> tx#>>'{proof,module}') THEN
                    PERFORM hotswap.refuse('invalidArgument', 'the scope of the proof',
                        'appends.summary.scope');
                END IF;
            ELSE
                PERFORM hotswap.check_person(me, tx, one.append);
            END IF;
            SELECT d.state, d.active INTO old FROM hotswap.deployment d
            WHERE d.tenant_id = of_tenant AND d.id = one.append->>'deployment';
            versions[one.place] := hotswap.append(of_tenant, one.append);
            queued_more := queued_more + (one.state = 'queued')::integer
                           - coalesce((old.state = 'queued')::integer, 0);
            IF one.state NOT IN ('queued', 'succeeded', 'failed', 'aborted', 'rolledBack') THEN
                IF NOT coalesce(old.active, false) THEN
                    begins := begins || (one.append->>'deployment');
                    active_more := active_more + 1;
                END IF;
            ELSIF coalesce(old.active, false) THEN
                active_more := active_more - 1;
            END IF;
        END LOOP;
        IF cardinality(begins) > 0 THEN
            PERFORM hotswap.check_scopes(of_tenant, begins);
        END IF;
        IF tx->'queuedMax' IS NOT NULL AND queued_more > 0
           OR tx->'runningMax' IS NOT NULL AND active_more > 0 THEN
            SELECT count(*) FILTER (WHERE d.state = 'queued') AS queued,
                   count(*) FILTER (WHERE d.active) AS active
            INTO counts FROM hotswap.deployment d WHERE d.tenant_id = of_tenant AND NOT d.terminal;
            IF queued_more > 0 AND counts.queued > (tx->>'queuedMax')::bigint THEN
                PERFORM hotswap.refuse('queueFull', tx->>'queuedMax');
            ELSIF active_more > 0 AND counts.active > (tx->>'runningMax')::bigint THEN
                PERFORM hotswap.refuse('limitExceeded', tx->>'runningMax');
            END IF;
        END IF;
        RETURN versions;
    END
    $$;

-- At most one deployment of a scope is active.
CREATE FUNCTION check_scopes(of_tenant text, begins text[]) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        place record;
        other text;
    BEGIN
        FOR place IN SELECT d.environment, d.module, d.id FROM hotswap.deployment d
                     WHERE d.tenant_id = of_tenant AND d.id = ANY (begins) ORDER BY 1, 2, 3
        LOOP
            INSERT INTO hotswap.scope_state (tenant_id, environment, module)
            VALUES (of_tenant, place.environment, place.module) ON CONFLICT DO NOTHING;
            PERFORM 1 FROM hotswap.scope_state s
            WHERE s.tenant_id = of_tenant AND s.environment = place.environment AND s.module = place.module
            FOR NO KEY UPDATE;
            SELECT d.id INTO other FROM hotswap.deployment d
            WHERE d.tenant_id = of_tenant AND d.environment = place.environment AND d.module = place.module
              AND NOT d.terminal AND d.active AND d.id <> place.id LIMIT 1;
            IF other IS NOT NULL THEN
                PERFORM hotswap.refuse('transitionRefused', other);
            END IF;
        END LOOP;
    END
    $$;

CREATE FUNCTION enqueue(me member, tx jsonb, ids text[], nodes text[], bodies bytea[], keys text[],
                        signatures bytea[]) RETURNS void LANGUAGE plpgsql
    AS $$
    DECLARE
        of_tenant CONSTANT text := tx->>'tenant';
        proof CONSTANT jsonb := tx->'proof';
        stream CONSTANT text := tx->>'commandsFor';
        place CONSTANT text := proof->>'environment';
        scope_module CONSTANT text := proof->>'module';
        of_generation CONSTANT bigint := (proof->>'generation')::bigint;
        of_epoch CONSTANT bigint := (proof->>'epoch')::bigint;
        stamp CONSTANT bigint := hotswap.store_now();
        touched bigint;
    BEGIN
        INSERT INTO hotswap.command AS c (tenant_id, id, node, deployment, environment, module, generation,
                                          epoch, bytes, key, signature, queued_at, action)
        SELECT of_tenant, u.id, u.node, stream, place, scope_module, of_generation, of_epoch, u.bytes, u.key,
               u.signature, stamp,
               coalesce(substring(encode(substring(u.bytes FROM 1 FOR 64), 'escape')
                                  FROM '"action":"([a-z]+)"'), '')
        FROM unnest(ids, nodes, bodies, keys, signatures) AS u (id, node, bytes, key, signature)
        ON CONFLICT (tenant_id, id) DO UPDATE
            SET bytes = CASE WHEN c.state IN ('answered', 'void') THEN c.bytes ELSE EXCLUDED.bytes END,
                key = EXCLUDED.key, signature = EXCLUDED.signature, generation = EXCLUDED.generation,
                epoch = EXCLUDED.epoch, queued_at = EXCLUDED.queued_at,
                state = CASE WHEN c.state IN ('answered', 'void') THEN c.state ELSE 'pending' END
            WHERE c.node = EXCLUDED.node AND c.deployment = EXCLUDED.deployment;
        GET DIAGNOSTICS touched = ROW_COUNT;
        IF touched <> cardinality(ids) THEN
            PERFORM hotswap.refuse('invalidArgument', 'one id for one command', 'commands');
        END IF;
        PERFORM hotswap.hint(2, of_tenant, place, scope_module, stream, '', touched);
    END
    $$;

-- `tell`: says so in this transaction. That takes a lock over the flush of all who do the same: only for who
-- is alone. Everybody else says it once for many, afterwards (core/store/postgres/notifier.h).
CREATE FUNCTION commit(tx jsonb, ids text[], nodes text[], bodies bytea[], keys text[], signatures bytea[],
                       tell boolean DEFAULT false)
    RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        of_tenant CONSTANT text := tx->>'tenant';
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
        stamp CONSTANT bigint := hotswap.store_now();
        proven CONSTANT boolean := tx->'proof' IS NOT NULL;
        answer jsonb;
        versions bigint[];
        change jsonb;
    BEGIN
        IF NOT me.program THEN
            IF proven OR tx->'capacity' IS NOT NULL OR tx->'voidCommands' IS NOT NULL THEN
                PERFORM hotswap.refuse('permissionDenied', 'orchestrator');
            ELSIF tx->>'user' IS DISTINCT FROM me.user_id THEN
                PERFORM hotswap.refuse('permissionDenied', 'user');
            ELSIF NOT me.roles && ARRAY['deployer', 'approver', 'admin'] THEN
                PERFORM hotswap.refuse('permissionDenied', 'deployer');
            END IF;
            PERFORM hotswap.check_records(me, tx);
        END IF;
        IF tx->>'key' IS NOT NULL THEN
            answer := hotswap.claim_key(tx, stamp);
            IF answer IS NOT NULL THEN
                RETURN answer;
            END IF;
        END IF;
        IF proven THEN
            PERFORM hotswap.prove(of_tenant, tx->'proof');
        END IF;
        IF tx->'appends' IS NOT NULL THEN
            versions := hotswap.apply_appends(me, proven, tx);
        END IF;
        IF tx->'evidence' IS NOT NULL THEN
            PERFORM hotswap.keep_evidence(me, proven, tx);
        END IF;
        IF tx->'voidCommands' IS NOT NULL THEN
            UPDATE hotswap.command c SET state = 'void', bytes = ''
            WHERE c.tenant_id = of_tenant AND c.state = 'pending' AND c.attempts = 0
              AND c.id IN (SELECT jsonb_array_elements_text(tx->'voidCommands'));
        END IF;
        IF cardinality(ids) > 0 THEN
            IF NOT proven THEN
                PERFORM hotswap.refuse('invalidArgument', 'the lease the commands were made under', 'proof');
            END IF;
            PERFORM hotswap.enqueue(me, tx, ids, nodes, bodies, keys, signatures);
        END IF;
        IF tx->'approvals' IS NOT NULL THEN
            FOR change IN SELECT value FROM jsonb_array_elements(tx->'approvals')
                          ORDER BY value->'approval'->>'id'
            LOOP
                PERFORM hotswap.change_approval(me, of_tenant, tx, change, stamp);
            END LOOP;
        END IF;
        IF tx->'capacity' IS NOT NULL THEN
            PERFORM hotswap.change_capacity(of_tenant, tx->'capacity');
        END IF;
        IF tx->'orders' IS NOT NULL THEN
            PERFORM hotswap.change_orders(me, proven, tx, stamp);
        END IF;
        IF tx->'audit' IS NOT NULL THEN
            PERFORM hotswap.write_audit(me, tx, stamp);
        END IF;
        IF tell THEN
            PERFORM pg_notify('hotswap', '');
        END IF;
        RETURN jsonb_build_object('repeated', false, 'keyResult', tx->>'keyResult', 'versions', versions);
    END
    $$;
GRANT EXECUTE ON FUNCTION commit(jsonb, text[], text[], bytea[], text[], bytea[], boolean)
    TO hotswap_deployer, hotswap_approver, hotswap_admin, hotswap_orchestrator;
