-- SPDX-License-Identifier: Apache-2.0
-- What gateways do: take commands, store receipts, nodes and telemetry. All in batches.

-- Commands of these nodes that are to be sent, marked delivered. Checked at this moment: not void, and
-- written under the scope's latest term, or so long ago that a node can only answer what it knows of them
-- (limits::kCommandLifetimeMax and kCommandGrace). Whoever takes at the same time gets others.
CREATE FUNCTION take_commands(of_tenant text, nodes text[], again text[], most integer)
    RETURNS TABLE (id text, node text, bytes bytea, key text, signature bytea)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    #variable_conflict use_column
    DECLARE
        me CONSTANT hotswap.member := hotswap.program_caller(of_tenant);
        dead_since CONSTANT bigint := hotswap.store_now() - 32 * 1000;
    BEGIN
        RETURN QUERY
        WITH wanted AS MATERIALIZED (
            SELECT u.node FROM unnest(nodes) AS u (node) GROUP BY u.node ORDER BY u.node COLLATE "C"
        ), picked AS MATERIALIZED (
            -- Each node's by the index of what is open, and each one's lease looked up: whatever the planner
            -- believes, this costs neither all that is open nor the product of open commands and scopes.
            SELECT o.id, o.node, o.sequence FROM wanted w CROSS JOIN LATERAL (
                SELECT c.id, c.node, c.sequence FROM hotswap.command c
                WHERE c.tenant_id = of_tenant AND c.node = w.node AND c.state IN ('pending', 'delivered')
                  AND (c.state = 'pending' OR c.node = ANY (again))
                  AND ((SELECT l.generation = c.generation AND l.epoch = c.epoch FROM hotswap.lease l
                        WHERE l.tenant_id = of_tenant AND l.environment = c.environment
                          AND l.module = c.module)
                       AND EXISTS (SELECT 1 FROM hotswap.store_info i WHERE i.generation = c.generation)
                       OR c.state = 'delivered' AND c.queued_at < dead_since)
                  AND EXISTS (SELECT 1 FROM hotswap.store_info i
                              WHERE coalesce(i.server_started = pg_postmaster_start_time(), true))
                  AND NOT EXISTS (SELECT 1 FROM hotswap.lost_tail t
                                  WHERE t.tenant_id = of_tenant AND t.confirmed_at = 0)
                ORDER BY c.sequence LIMIT most FOR NO KEY UPDATE OF c SKIP LOCKED
            ) o LIMIT most
        ), taken AS (
            UPDATE hotswap.command c SET state = 'delivered', attempts = c.attempts + 1
            FROM picked p WHERE c.tenant_id = of_tenant AND c.id = p.id
            RETURNING c.id, c.node, c.bytes, c.key, c.signature, c.sequence
        )
        SELECT t.id, t.node, t.bytes, t.key, t.signature FROM taken t
        ORDER BY t.node COLLATE "C", t.sequence;
    END
    $$;
GRANT EXECUTE ON FUNCTION take_commands(text, text[], text[], integer) TO hotswap_orchestrator;

-- Receipts of one tenant as objects with command, node, scope and the whole receipt. What is known already,
-- or fits no command, is passed over. How many were new.
CREATE FUNCTION store_receipts(of_tenant text, receipts jsonb) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.program_caller(of_tenant);
        new_ones bigint;
    BEGIN
        -- Commands are closed in the order of their ids, and then the counters in that of their deployments,
        -- so that two of these transactions wait for each other in one direction only.
        WITH given AS MATERIALIZED (
            SELECT DISTINCT ON (r.value->>'command') r.value->>'command' AS command, r.value->>'node' AS node,
                   r.value->'scope' AS scope, r.value AS body, r.ordinality AS place
            FROM jsonb_array_elements(receipts) WITH ORDINALITY r
            ORDER BY r.value->>'command', r.ordinality
        ), closed AS (
            UPDATE hotswap.command c SET state = 'answered', bytes = '' FROM given g
            WHERE c.tenant_id = of_tenant AND c.id = g.command AND c.node = g.node
              AND c.environment = g.scope->>'environment' AND c.module = g.scope->>'module'
              AND c.state <> 'answered'
            RETURNING c.deployment, c.environment, c.module, g.command, g.body, g.place
        ), streams AS (
            SELECT c.deployment, min(c.environment) AS environment, min(c.module) AS module, count(*) AS added
            FROM closed c GROUP BY c.deployment
        ), counters AS (
            INSERT INTO hotswap.receipt_counter AS k (tenant_id, deployment, last)
            SELECT of_tenant, t.deployment, t.added FROM streams t ORDER BY t.deployment
            ON CONFLICT (tenant_id, deployment) DO UPDATE SET last = k.last + EXCLUDED.last
            RETURNING k.deployment, k.last
        ), stored AS (
            INSERT INTO hotswap.receipt (tenant_id, deployment, sequence, command, body)
            SELECT of_tenant, c.deployment,
                   k.last - t.added + row_number() OVER (PARTITION BY c.deployment ORDER BY c.place),
                   c.command, c.body
            FROM closed c JOIN streams t USING (deployment) JOIN counters k USING (deployment)
        ), hints AS (
            INSERT INTO hotswap.feed (at, kind, tenant_id, environment, module, deployment, version)
            SELECT hotswap.store_now(), 1, of_tenant, t.environment, t.module, t.deployment, k.last
            FROM streams t JOIN counters k USING (deployment)
        )
        SELECT coalesce(sum(t.added), 0) INTO new_ones FROM streams t;
        RETURN new_ones;
    END
    $$;
GRANT EXECUTE ON FUNCTION store_receipts(text, jsonb) TO hotswap_orchestrator;

-- Inserts or replaces whole rows of one tenant's nodes: objects with id, environment, session, serving and
-- body. Rows of an older session, and rows that say nothing new, change nothing.
CREATE FUNCTION put_nodes(of_tenant text, nodes jsonb) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        nodes_max CONSTANT bigint := 10000; -- in one environment
        base bigint;
        wrong record;
        place text;
        changed bigint;
    BEGIN
        PERFORM hotswap.program_caller(of_tenant);
        INSERT INTO hotswap.fleet AS f VALUES (of_tenant, 0)
        ON CONFLICT (tenant_id) DO UPDATE SET version = f.version RETURNING f.version INTO base;
        SELECT n.id, n.environment INTO wrong FROM jsonb_array_elements(nodes) r
        JOIN hotswap.node n ON n.tenant_id = of_tenant AND n.id = r.value->>'id'
             AND n.environment <> r.value->>'environment' LIMIT 1;
        IF wrong.id IS NOT NULL THEN
            PERFORM hotswap.refuse('invalidArgument', wrong.environment || ', where node ' || wrong.id ||
                                   ' is enrolled', 'environment');
        END IF;
        FOR place IN
            WITH added AS (
                SELECT r.value->>'environment' AS environment, count(*) AS count
                FROM jsonb_array_elements(nodes) r
                WHERE NOT EXISTS (SELECT 1 FROM hotswap.node n
                                  WHERE n.tenant_id = of_tenant AND n.id = r.value->>'id')
                GROUP BY 1
            )
            SELECT a.environment FROM added a
            WHERE a.count + (SELECT count(*) FROM hotswap.node n WHERE n.tenant_id = of_tenant
                             AND n.environment = a.environment) > nodes_max
        LOOP
            PERFORM hotswap.refuse('limitExceeded', 'nodes of ' || place);
        END LOOP;
        WITH input AS (
            SELECT r.value, r.ordinality FROM jsonb_array_elements(nodes) WITH ORDINALITY r
        ), changed_rows AS (
            INSERT INTO hotswap.node AS n (tenant_id, id, environment, serving, session, version, body)
            SELECT of_tenant, i.value->>'id', i.value->>'environment', (i.value->>'serving')::boolean,
                   (i.value->>'session')::bigint, base + i.ordinality, i.value->'body'
            FROM input i ORDER BY i.value->>'id'
            ON CONFLICT (tenant_id, id) DO UPDATE
                SET serving = EXCLUDED.serving, session = EXCLUDED.session, version = EXCLUDED.version,
                    body = EXCLUDED.body
                WHERE EXCLUDED.session >= n.session AND n.body IS DISTINCT FROM EXCLUDED.body
            RETURNING n.environment, n.version
        ), hints AS (
            INSERT INTO hotswap.feed (at, kind, tenant_id, environment, version)
            SELECT hotswap.store_now(), 3, of_tenant, c.environment, max(c.version)
            FROM changed_rows c GROUP BY 2, 3, 4 RETURNING version
        )
        SELECT max(h.version) INTO changed FROM hints h;
        IF changed IS NOT NULL THEN
            UPDATE hotswap.fleet f SET version = changed WHERE f.tenant_id = of_tenant;
        END IF;
        RETURN coalesce(changed, base);
    END
    $$;
GRANT EXECUTE ON FUNCTION put_nodes(text, jsonb) TO hotswap_orchestrator;

-- Telemetry of one environment, as arrays of equal length; `latencies` are the pairs of each sample as text.
CREATE FUNCTION put_samples(of_tenant text, of_environment text, samples jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        PERFORM hotswap.program_caller(of_tenant);
        INSERT INTO hotswap.sample (tenant_id, environment, module, start, node, release, length, requests,
            errors,
                                    cpu, memory, latency_sum, latency, named)
        SELECT of_tenant, of_environment, s.module, s.start, s.node, s.release, s.length, s.requests,
            s.errors,
               coalesce(s.cpu, 'NaN'), coalesce(s.memory, 'NaN'), s.sum, s.latency, s.named
        FROM jsonb_to_recordset(samples) AS s (module text, start bigint, node text, release text, length
            bigint,
             requests bigint, errors bigint, cpu float8, memory float8, sum float8, latency integer[],
             named jsonb);
        PERFORM hotswap.hint(5, of_tenant, of_environment, '', '', '', 0);
    END
    $$;
GRANT EXECUTE ON FUNCTION put_samples(text, text, jsonb) TO hotswap_orchestrator;

-- Makes the partitions of the next hours and drops those older than `kept` milliseconds. They hold every
-- tenant's rows, so no program may have them sooner than the longest look at a wave needs them.
CREATE FUNCTION tend_samples(kept bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        hour CONSTANT bigint := 3600 * 1000;
        stamp CONSTANT bigint := hotswap.store_now();
        oldest CONSTANT bigint := stamp - greatest(kept, 6 * hour);
        first bigint;
        name text;
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM hotswap.member m WHERE m.login = session_user AND m.program) THEN
            PERFORM hotswap.refuse('permissionDenied', 'orchestrator');
        END IF;
        PERFORM 1 FROM hotswap.chore c WHERE c.name = 'tend_samples' FOR UPDATE SKIP LOCKED;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        FOR ahead IN 1..2 LOOP
            first := (stamp / hour + ahead) * hour;
            name := 'sample_' || (first / hour)::text;
            IF to_regclass('hotswap.' || name) IS NULL THEN
                EXECUTE format('CREATE UNLOGGED TABLE hotswap.%I PARTITION OF hotswap.sample '
                               'FOR VALUES FROM (%s) TO (%s)', name, first, first + hour);
                EXECUTE format('ALTER TABLE hotswap.%I ENABLE ROW LEVEL SECURITY', name);
                EXECUTE format('ALTER TABLE hotswap.%I FORCE ROW LEVEL SECURITY', name);
                EXECUTE format('CREATE POLICY own_tenant ON hotswap.%I USING (tenant_id = ANY '
                               '((SELECT hotswap.visible_tenants())::text[]))', name);
            END IF;
        END LOOP;
        FOR name IN
            SELECT c.relname FROM pg_class c JOIN pg_inherits i ON i.inhrelid = c.oid
            WHERE i.inhparent = 'hotswap.sample'::regclass AND c.relname ~ '^sample_[0-9]+$'
              AND (substr(c.relname, 8)::bigint + 1) * hour < oldest
        LOOP
            EXECUTE format('DROP TABLE hotswap.%I', name);
        END LOOP;
        DELETE FROM hotswap.sample_other o WHERE o.start < oldest;
    END
    $$;
GRANT EXECUTE ON FUNCTION tend_samples(bigint) TO hotswap_orchestrator;
