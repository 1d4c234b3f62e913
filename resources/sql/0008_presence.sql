-- SPDX-License-Identifier: Apache-2.0
-- Who is present, and how everything stands, for people.

-- Said every few seconds. A program only ever says something about itself: its login is stamped, and a row of
-- another login is not touched. Whoever was not seen for `kept` milliseconds is gone; not
-- sooner than everybody agrees to, so that nobody is sent away.
CREATE FUNCTION announce(of_tenant text, by_holder text, said jsonb, kept bigint, most bigint) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
        at CONSTANT bigint := hotswap.store_now();
        kept_min CONSTANT bigint := 15 * 1000; -- limits::kPresenceKept
        words CONSTANT jsonb := said || jsonb_build_object('user', me.user_id);
        stored hotswap.participant;
        dropped bigint;
        news boolean;
    BEGIN
        DELETE FROM hotswap.participant p WHERE p.tenant_id = of_tenant AND p.seen_at <= at - greatest(kept,
            kept_min);
        GET DIAGNOSTICS dropped = ROW_COUNT;
        SELECT * INTO stored FROM hotswap.participant p WHERE p.tenant_id = of_tenant AND p.holder =
            by_holder;
        IF stored.holder IS NOT NULL AND stored.login <> session_user THEN
            PERFORM hotswap.refuse('permissionDenied', by_holder);
        ELSIF stored.holder IS NULL
              AND (SELECT count(*) FROM hotswap.participant p WHERE p.tenant_id = of_tenant) >= most THEN
            PERFORM hotswap.refuse('limitExceeded', 'programs');
        END IF;
        INSERT INTO hotswap.participant AS p (tenant_id, holder, login, since, seen_at, body)
        VALUES (of_tenant, by_holder, session_user, at, at, words)
        ON CONFLICT (tenant_id, holder) DO UPDATE SET seen_at = EXCLUDED.seen_at, body = EXCLUDED.body
            WHERE p.login = session_user;
        news := dropped > 0 OR stored.holder IS NULL OR stored.body <> words;
        IF news THEN
            PERFORM hotswap.hint(8, of_tenant, '', '', '', '', 0);
        END IF;
        RETURN news;
    END
    $$;

CREATE FUNCTION leave(of_tenant text, by_holder text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        PERFORM hotswap.caller(of_tenant);
        DELETE FROM hotswap.participant p
        WHERE p.tenant_id = of_tenant AND p.holder = by_holder AND p.login = session_user;
        IF FOUND THEN
            PERFORM hotswap.hint(8, of_tenant, '', '', '', '', 0);
        END IF;
        RETURN FOUND;
    END
    $$;

-- Locks on scopes of the tenant: who has them as leases, how many sessions wait.
CREATE FUNCTION scope_locks(of_tenant text)
    RETURNS TABLE (name text, holder text, since bigint, waiters bigint) LANGUAGE plpgsql STABLE SECURITY
        DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        PERFORM hotswap.caller(of_tenant);
        RETURN QUERY
        SELECT l.tenant_id || '/' || l.environment || '/' || l.module, l.holder, l.acquired_at,
               (SELECT count(*) FROM pg_locks k WHERE k.locktype = 'advisory' AND NOT k.granted
                AND (k.classid::bigint << 32 | k.objid::bigint)
                    = hotswap.lease_key(l.tenant_id, l.environment, l.module))
        FROM hotswap.lease l JOIN hotswap.lease_expiry e USING (tenant_id, environment, module)
        WHERE l.tenant_id = of_tenant AND l.holder <> '' AND e.expires_at > hotswap.store_now()
        ORDER BY 1;
    END
    $$;

-- The server as it is now.
CREATE FUNCTION server_state()
    RETURNS TABLE (version text, recovers boolean, synchronous boolean, used bigint, most bigint,
                   generation bigint) LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
        SELECT split_part(current_setting('server_version'), ' ', 1), pg_is_in_recovery(),
               EXISTS (SELECT 1 FROM pg_stat_replication r WHERE r.sync_state IN ('sync', 'quorum')),
               (SELECT count(*) FROM pg_stat_activity a WHERE a.backend_type = 'client backend'),
               current_setting('max_connections')::bigint, i.generation
        FROM hotswap.store_info i
    $$;

GRANT EXECUTE ON FUNCTION announce(text, text, jsonb, bigint, bigint), leave(text, text), scope_locks(text),
    server_state() TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin, hotswap_orchestrator;
