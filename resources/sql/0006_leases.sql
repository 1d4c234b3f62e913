-- SPDX-License-Identifier: Apache-2.0
-- Leases: an advisory lock as the fast path and the sign of life, a row with a fencing token as the authority
-- (design: reliability.md, Lease and fencing token). Called on the connection that holds the process's locks.
-- These transactions are few and short: they tell by themselves.

CREATE FUNCTION lease_key(of_tenant text, environment text, module text) RETURNS bigint
    LANGUAGE sql IMMUTABLE RETURN hashtextextended(of_tenant || '/' || environment || '/' || module, 7);

-- Ends the session that still holds the lock of an expired lease: a stopped or hanging process. The backend
-- that the lease row names, while it is the one that wrote it; and anybody who holds the lock without being a
-- program of this tenant, since every login can take any advisory lock.
CREATE FUNCTION end_holder(stored lease, k bigint) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        PERFORM pg_terminate_backend(a.pid, 200) FROM pg_stat_activity a
        WHERE a.pid = stored.backend_pid AND a.backend_start = stored.backend_start
          AND a.pid <> pg_backend_pid();
        PERFORM pg_terminate_backend(a.pid, 200)
        FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid JOIN pg_roles r ON r.oid = a.usesysid
        WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
          AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
          AND (l.classid::bigint << 32 | l.objid::bigint) = k
          AND a.pid <> pg_backend_pid() AND NOT r.rolsuper
          AND NOT EXISTS (SELECT 1 FROM hotswap.member m
                          WHERE m.login = r.rolname AND m.tenant_id = stored.tenant_id AND m.program);
    END
    $$;

-- Minor versions in which row-level security has holes (and SERIALIZABLE lets a write skew through).
CREATE FUNCTION server_is_unsafe() RETURNS boolean LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
    AS $$ BEGIN RETURN current_setting('server_version_num')::integer < 150020; END $$;

-- Takes or renews. `mine`: this session holds the advisory lock of the scope already.
CREATE FUNCTION lease_acquire(of_tenant text, of_environment text, of_module text, by_holder text,
                              length bigint, mine boolean)
    RETURNS TABLE (locked boolean, refused_by text, generation bigint, epoch bigint, acquired_at bigint,
                   expires_at bigint, stamp bigint, lock_key bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    #variable_conflict use_column
    DECLARE
        k CONSTANT bigint := hotswap.lease_key(of_tenant, of_environment, of_module);
        at CONSTANT bigint := hotswap.store_now();
        stored hotswap.lease;
        until bigint;
        live boolean;
        has_lock boolean := mine;
        taken boolean := false;
        info hotswap.store_info;
    BEGIN
        PERFORM hotswap.program_caller(of_tenant);
        IF by_holder = '' OR length <= 0 THEN
            PERFORM hotswap.refuse('invalidArgument', 'the id of a program', 'holder');
        END IF;
        IF NOT mine AND hotswap.server_is_unsafe() AND
           (SELECT count(DISTINCT m.tenant_id) > 1 FROM hotswap.member m) THEN
            PERFORM hotswap.refuse('unsupported',
                                   'to lead for more than one tenant takes PostgreSQL 15.20 or later');
        END IF;
        PERFORM hotswap.may_lead(of_tenant, at);
        IF NOT has_lock THEN
            has_lock := pg_try_advisory_lock(k);
        END IF;
        LOOP
            SELECT * INTO stored FROM hotswap.lease l
            WHERE l.tenant_id = of_tenant AND l.environment = of_environment AND l.module = of_module
            FOR NO KEY UPDATE;
            EXIT WHEN FOUND;
            INSERT INTO hotswap.lease (tenant_id, environment, module)
            VALUES (of_tenant, of_environment, of_module)
            ON CONFLICT DO NOTHING;
        END LOOP;
        SELECT e.expires_at INTO until FROM hotswap.lease_expiry e
        WHERE e.tenant_id = of_tenant AND e.environment = of_environment AND e.module = of_module;
        live := stored.holder <> '' AND coalesce(until, 0) > at;
        IF NOT has_lock AND NOT live THEN
            PERFORM hotswap.end_holder(stored, k);
            has_lock := pg_try_advisory_lock(k);
        END IF;
        -- With the lock of somebody else's unexpired lease in our hands, its session is gone.
        IF NOT has_lock OR mine AND live AND (stored.holder <> by_holder OR stored.login <> session_user) THEN
            RETURN QUERY SELECT has_lock, CASE WHEN stored.holder = '' THEN '?' ELSE stored.holder END,
                                0::bigint, 0::bigint, 0::bigint, 0::bigint, at, k;
            RETURN;
        END IF;
        SELECT * INTO info FROM hotswap.store_info;
        IF NOT (live AND mine AND stored.holder = by_holder AND stored.generation = info.generation) THEN
            UPDATE hotswap.lease l
            SET generation = info.generation, epoch = l.epoch + 1, holder = by_holder, login = session_user,
                backend_pid = pg_backend_pid(), acquired_at = at,
                backend_start = (SELECT a.backend_start FROM pg_stat_get_activity(pg_backend_pid()) a)
            WHERE l.tenant_id = of_tenant AND l.environment = of_environment AND l.module = of_module
            RETURNING * INTO stored;
            taken := true;
            PERFORM hotswap.hint(6, of_tenant, of_environment, of_module, '', '', stored.epoch);
            PERFORM pg_notify('hotswap', '');
        END IF;
        INSERT INTO hotswap.lease_expiry (tenant_id, environment, module, expires_at)
        VALUES (of_tenant, of_environment, of_module, at + length)
        ON CONFLICT (tenant_id, environment, module) DO UPDATE SET expires_at = EXCLUDED.expires_at,
            hand_over = NOT taken AND lease_expiry.hand_over AND lease_expiry.expires_at > at;
        RETURN QUERY SELECT true, NULL::text, stored.generation, stored.epoch, stored.acquired_at,
                            at + length, at, k;
    END
    $$;

-- Renews everything unexpired that the holder has, and answers it. One row each, plus one with only the time.
CREATE FUNCTION lease_renew(by_holder text, length bigint)
    RETURNS TABLE (tenant_id text, environment text, module text, generation bigint, epoch bigint,
                   acquired_at bigint, expires_at bigint, hand_over boolean, stamp bigint)
    LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
        WITH clock AS MATERIALIZED (SELECT hotswap.store_now() AS at), renewed AS (
            UPDATE hotswap.lease_expiry e SET expires_at = c.at + length
            FROM clock c, hotswap.lease l, hotswap.store_info i
            WHERE l.holder = by_holder AND l.login = session_user AND l.generation = i.generation
              AND coalesce(i.server_started, pg_postmaster_start_time()) = pg_postmaster_start_time()
              AND NOT EXISTS (SELECT 1 FROM hotswap.lost_tail t
                              WHERE t.tenant_id = l.tenant_id AND t.confirmed_at = 0)
              AND e.tenant_id = l.tenant_id AND e.environment = l.environment AND e.module = l.module
              AND e.expires_at > c.at
            RETURNING l.tenant_id, l.environment, l.module, l.generation, l.epoch, l.acquired_at,
                e.expires_at,
                      e.hand_over
        )
        SELECT r.*, c.at FROM clock c LEFT JOIN renewed r ON true
    $$;

-- Gives up lease and lock, and tells those who wait for it by its key. The lock goes within the statement, so
-- that nobody who learns of the free lease still meets the lock and takes its session for a stopped one. Not
-- flushed on its own, so that nobody waits for the disk: a release that a crash undoes leaves a lease whose
-- session is gone, and whoever takes it next flushes both. What the feed says must be on disk when it is
-- read: that comes afterwards (lease_released).
CREATE FUNCTION lease_release(of_tenant text, of_environment text, of_module text, by_holder text,
                              locked boolean)
    RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        k CONSTANT bigint := hotswap.lease_key(of_tenant, of_environment, of_module);
        me CONSTANT hotswap.member := hotswap.program_caller(of_tenant);
        unflushed CONSTANT text := set_config('synchronous_commit', 'off', true);
        last bigint;
    BEGIN
        UPDATE hotswap.lease l SET holder = '', backend_pid = 0
        WHERE l.tenant_id = of_tenant AND l.environment = of_environment AND l.module = of_module
          AND l.holder = by_holder AND l.login = session_user RETURNING l.epoch INTO last;
        IF last IS NULL THEN
            RETURN false;
        END IF;
        PERFORM pg_notify('hotswap', k::text), CASE WHEN locked THEN pg_advisory_unlock(k) END;
        RETURN true;
    END
    $$;

-- The feed's word of a release.
CREATE FUNCTION lease_released(of_tenant text, of_environment text, of_module text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        PERFORM hotswap.program_caller(of_tenant);
        PERFORM hotswap.hint(6, of_tenant, of_environment, of_module, '', '', 0);
        PERFORM pg_notify('hotswap', '');
    END
    $$;

-- Of the scopes that somebody waits for, those that can be had now: released, expired, or their holder's
-- session is gone. One query for all waiters.
CREATE FUNCTION leases_to_be_had(tenants text[], environments text[], modules text[])
    RETURNS TABLE (tenant_id text, environment text, module text) LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    #variable_conflict use_column
    BEGIN
        RETURN QUERY
        SELECT w.tenant_id, w.environment, w.module
        FROM unnest(tenants, environments, modules) AS w (tenant_id, environment, module)
        LEFT JOIN hotswap.lease l ON l.tenant_id = w.tenant_id AND l.environment = w.environment
             AND l.module = w.module
        LEFT JOIN hotswap.lease_expiry e ON e.tenant_id = w.tenant_id AND e.environment = w.environment
             AND e.module = w.module
        WHERE w.tenant_id = ANY (hotswap.visible_tenants())
          AND (coalesce(l.holder, '') = '' OR coalesce(e.expires_at, 0) <= hotswap.store_now()
               OR (l.backend_pid, l.backend_start) NOT IN (
                   SELECT a.pid, a.backend_start FROM pg_stat_get_activity(NULL) a
                   WHERE a.backend_start IS NOT NULL));
    END
    $$;

-- An administrator asks the holder to give a lease up.
CREATE FUNCTION lease_hand_over(of_tenant text, of_environment text, of_module text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
    BEGIN
        IF NOT me.program AND NOT 'admin' = ANY (me.roles) THEN
            PERFORM hotswap.refuse('permissionDenied', 'admin');
        END IF;
        UPDATE hotswap.lease_expiry e SET hand_over = true FROM hotswap.lease l
        WHERE e.tenant_id = of_tenant AND e.environment = of_environment AND e.module = of_module
          AND l.tenant_id = of_tenant AND l.environment = of_environment AND l.module = of_module
          AND l.holder <> '' AND e.expires_at > hotswap.store_now();
        IF NOT FOUND THEN
            PERFORM hotswap.refuse('notFound', of_tenant || '/' || of_environment || '/' || of_module);
        END IF;
        PERFORM hotswap.hint(6, of_tenant, of_environment, of_module, '', '', 0);
        RETURN true;
    END
    $$;

GRANT EXECUTE ON FUNCTION lease_acquire(text, text, text, text, bigint, boolean), lease_renew(text, bigint),
    lease_release(text, text, text, text, boolean), lease_released(text, text, text),
    leases_to_be_had(text[], text[], text[]) TO hotswap_orchestrator;
GRANT EXECUTE ON FUNCTION lease_hand_over(text, text, text) TO hotswap_admin, hotswap_orchestrator;
GRANT EXECUTE ON FUNCTION lease_key(text, text, text)
    TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin, hotswap_orchestrator;
