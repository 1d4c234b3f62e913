-- SPDX-License-Identifier: Apache-2.0
-- House-keeping, keys of voters, packages, members and the server's identity.

-- One batch of everything that is older than it has to be; how many rows of results went. Events are moved to
-- the archive, not lost.
CREATE FUNCTION tend(results_kept bigint, feed_kept bigint, participants_kept bigint, batch integer)
    RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        stamp CONSTANT bigint := hotswap.store_now();
        old record;
        removed bigint := 0;
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM hotswap.member m WHERE m.login = session_user AND m.program) THEN
            PERFORM hotswap.refuse('permissionDenied', 'orchestrator');
        END IF;
        PERFORM 1 FROM hotswap.chore c WHERE c.name = 'tend' FOR UPDATE SKIP LOCKED;
        IF NOT FOUND THEN
            RETURN 0;
        END IF;
        DELETE FROM hotswap.idempotency_key k WHERE k.at <= stamp - 24 * 3600 * 1000;
        -- Never what a reader behind a running transaction may still have to read.
        UPDATE hotswap.tenant t SET feed_from = stamp - feed_kept
        WHERE t.tenant_id = ANY (hotswap.visible_tenants()) AND t.feed_from < stamp - feed_kept;
        DELETE FROM hotswap.feed f
        WHERE f.at < stamp - feed_kept AND f.xid < pg_snapshot_xmin(pg_current_snapshot());
        DELETE FROM hotswap.participant p WHERE p.seen_at < stamp - participants_kept;
        FOR old IN SELECT d.tenant_id, d.id FROM hotswap.deployment d
                   WHERE d.terminal AND d.ended_at < stamp - results_kept
                   ORDER BY d.ended_at LIMIT batch FOR UPDATE SKIP LOCKED
        LOOP
            WITH gone AS (
                DELETE FROM hotswap.event e WHERE e.tenant_id = old.tenant_id AND e.deployment = old.id
                    RETURNING e.*
            )
            INSERT INTO hotswap.event_archive SELECT * FROM gone;
            DELETE FROM hotswap.look_evidence l
            WHERE l.tenant_id = old.tenant_id AND l.deployment = old.id;
            DELETE FROM hotswap.command c WHERE c.tenant_id = old.tenant_id AND c.deployment = old.id;
            DELETE FROM hotswap.receipt r WHERE r.tenant_id = old.tenant_id AND r.deployment = old.id;
            DELETE FROM hotswap.receipt_counter r WHERE r.tenant_id = old.tenant_id AND r.deployment = old.id;
            DELETE FROM hotswap.vote v WHERE v.tenant_id = old.tenant_id AND v.approval IN
                (SELECT a.id FROM hotswap.approval a
                 WHERE a.tenant_id = old.tenant_id AND a.deployment = old.id);
            DELETE FROM hotswap.approval a WHERE a.tenant_id = old.tenant_id AND a.deployment = old.id;
            DELETE FROM hotswap.deployment d WHERE d.tenant_id = old.tenant_id AND d.id = old.id;
            removed := removed + 1;
        END LOOP;
        PERFORM hotswap.tend_orders(stamp - results_kept, batch);
        RETURN removed;
    END
    $$;
GRANT EXECUTE ON FUNCTION tend(bigint, bigint, bigint, integer) TO hotswap_orchestrator;

-- Public keys of the tenant's voters: what votes are checked against.
CREATE FUNCTION voting_keys(of_tenant text) RETURNS TABLE (user_id text, public_key bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        PERFORM hotswap.caller(of_tenant);
        RETURN QUERY SELECT m.user_id, m.public_key FROM hotswap.member m
            WHERE m.tenant_id = of_tenant AND m.public_key IS NOT NULL;
    END
    $$;
GRANT EXECUTE ON FUNCTION voting_keys(text)
    TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin, hotswap_orchestrator;

-- A package, piece by piece; the last call makes it visible. The same bytes again change nothing.
CREATE FUNCTION push_package(of_tenant text, info jsonb, of_digest text, of_module text, of_version text,
                             of_size bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
        stored hotswap.package;
    BEGIN
        IF NOT me.program AND NOT me.roles && ARRAY['deployer', 'admin'] THEN
            PERFORM hotswap.refuse('permissionDenied', 'deployer');
        END IF;
        INSERT INTO hotswap.package (tenant_id, digest, module, version, size, info, pushed_by, pushed_at)
        VALUES (of_tenant, of_digest, of_module, of_version, of_size, info, me.user_id, hotswap.store_now())
        ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            SELECT * INTO stored FROM hotswap.package p
            WHERE p.tenant_id = of_tenant AND p.module = of_module AND p.version = of_version;
            IF stored.digest IS DISTINCT FROM of_digest OR stored.size <> of_size THEN
                PERFORM hotswap.refuse('alreadyExists', of_module || ' ' || of_version);
            END IF;
        END IF;
    END
    $$;

CREATE FUNCTION push_piece(of_tenant text, of_digest text, of_number integer, of_bytes bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM hotswap.package p WHERE p.tenant_id = of_tenant AND p.digest = of_digest
                       AND NOT p.whole AND p.pushed_by = me.user_id) THEN
            PERFORM hotswap.refuse('notFound', of_digest);
        END IF;
        INSERT INTO hotswap.package_piece VALUES (of_tenant, of_digest, of_number, of_bytes)
        ON CONFLICT DO NOTHING;
    END
    $$;

CREATE FUNCTION finish_package(of_tenant text, of_digest text) RETURNS boolean LANGUAGE plpgsql SECURITY
    DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
        there bigint;
    BEGIN
        SELECT coalesce(sum(octet_length(i.bytes)), 0) INTO there FROM hotswap.package_piece i
        WHERE i.tenant_id = of_tenant AND i.digest = of_digest;
        UPDATE hotswap.package p SET whole = true
        WHERE p.tenant_id = of_tenant AND p.digest = of_digest AND p.size = there AND NOT p.whole
          AND p.pushed_by = me.user_id;
        RETURN EXISTS (SELECT 1 FROM hotswap.package p
                       WHERE p.tenant_id = of_tenant AND p.digest = of_digest AND p.whole);
    END
    $$;
GRANT EXECUTE ON FUNCTION push_package(text, jsonb, text, text, text, bigint),
    push_piece(text, text, integer, bytea), finish_package(text, text)
    TO hotswap_deployer, hotswap_admin, hotswap_orchestrator;
