-- SPDX-License-Identifier: Apache-2.0
-- Whether this server is the one it was, and whether it still knows what its programs have seen
-- (design: reliability.md, Lease and fencing token, Lost-tail detector). A failover or a restore gives
-- another generation. What programs remember is the latest row of hotswap.feed that they have read: when it
-- is not there, neither is what it was about.

-- Compares the server's identity with the one known and raises the generation when it is another, or when
-- somebody knows a higher one: the same epochs may have been given away before. The generation that holds.
CREATE FUNCTION compare_server(at_least bigint) RETURNS bigint LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        jump_max CONSTANT bigint := 1000;
        hearing CONSTANT bigint := 5000; -- longer than programs take to come back and say what they know
        identifier text;
        now_timeline bigint;
        known hotswap.store_info;
    BEGIN
        SELECT * INTO known FROM hotswap.store_info;
        IF known.server_started = pg_postmaster_start_time() AND known.generation >= at_least THEN
            RETURN known.generation;
        ELSIF at_least > known.generation + jump_max THEN
            PERFORM hotswap.refuse('limitExceeded', 'generation ' || at_least);
        END IF;
        identifier := (SELECT c.system_identifier::text FROM pg_control_system() c);
        now_timeline := ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::bigint;
        UPDATE hotswap.store_info i
        SET generation = CASE WHEN i.system_identifier = identifier AND i.timeline = now_timeline
                                   AND i.generation >= at_least
                              OR i.system_identifier = '' AND i.generation >= at_least THEN i.generation
                              ELSE greatest(i.generation, at_least) + 1 END,
            hearing_until = CASE WHEN i.system_identifier = '' OR i.system_identifier = identifier
                                      AND i.timeline = now_timeline THEN i.hearing_until
                                 ELSE hotswap.store_now() + hearing END,
            system_identifier = identifier, timeline = now_timeline,
            server_started = pg_postmaster_start_time()
        WHERE i.server_started IS DISTINCT FROM pg_postmaster_start_time() OR i.generation < at_least;
        SELECT * INTO known FROM hotswap.store_info;
        RETURN known.generation;
    END
    $$;

-- The same for programs. `at_least`: the highest generation that nodes report, within reason, since all
-- tenants share it.
CREATE FUNCTION confirm_generation(at_least bigint) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        IF NOT EXISTS (SELECT 1 FROM hotswap.member m WHERE m.login = session_user AND m.program) THEN
            PERFORM hotswap.refuse('permissionDenied', 'orchestrator');
        END IF;
        RETURN hotswap.compare_server(at_least);
    END
    $$;
GRANT EXECUTE ON FUNCTION confirm_generation(bigint) TO hotswap_orchestrator;

-- Refuses while nobody may lead for the tenant: commits are lost and nobody has confirmed it, or the server
-- is another one and programs may still come and tell that they remember more.
CREATE FUNCTION may_lead(of_tenant text, at bigint) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    BEGIN
        PERFORM hotswap.compare_server(0);
        IF EXISTS (SELECT 1 FROM hotswap.lost_tail t
                   WHERE t.tenant_id = of_tenant AND t.confirmed_at = 0) THEN
            PERFORM hotswap.refuse('unavailable', 'the latest commits are lost and nobody has confirmed it');
        ELSIF EXISTS (SELECT 1 FROM hotswap.store_info i WHERE i.hearing_until > at) THEN
            PERFORM hotswap.refuse('unavailable', 'another server: waiting for what programs remember');
        END IF;
    END
    $$;

-- What a program remembers is missing: written down for its tenant unless that is known already.
CREATE FUNCTION report_tail(me member, seen_generation bigint, seen_at bigint) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        at CONSTANT bigint := hotswap.store_now();
        now_generation bigint := (SELECT i.generation FROM hotswap.store_info i);
        held record;
    BEGIN
        IF me.program AND seen_generation = now_generation THEN
            now_generation := hotswap.compare_server(seen_generation + 1); -- epochs may come again
        END IF;
        INSERT INTO hotswap.lost_tail AS t (tenant_id, generation, found_at, found_by, seen_at)
        VALUES (me.tenant_id, now_generation, at, me.user_id, report_tail.seen_at)
        ON CONFLICT (tenant_id) DO UPDATE
            SET generation = EXCLUDED.generation, found_at = EXCLUDED.found_at, found_by = EXCLUDED.found_by,
                seen_at = EXCLUDED.seen_at, confirmed_at = 0, confirmed_by = ''
            WHERE t.confirmed_at > 0;
        IF NOT FOUND THEN
            UPDATE hotswap.lost_tail t SET seen_at = report_tail.seen_at
            WHERE t.tenant_id = me.tenant_id AND t.seen_at < report_tail.seen_at;
            RETURN;
        END IF;
        INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search)
        VALUES (me.tenant_id, at, me.user_id, me.user_id, 'database.lostTail', 'database',
                jsonb_build_object('seenAt', seen_at::text, 'generation', now_generation::text),
                lower(me.user_id || E'\ndatabase.losttail\ndatabase'));
        PERFORM hotswap.hint(7, me.tenant_id, '', '', '', '', 0);
        PERFORM hotswap.hint(8, me.tenant_id, '', '', '', '', 0);
        FOR held IN SELECT l.environment, l.module FROM hotswap.lease l
                    WHERE l.tenant_id = me.tenant_id AND l.holder <> '' LOOP
            PERFORM hotswap.hint(6, me.tenant_id, held.environment, held.module, '', '', 0);
        END LOOP;
    END
    $$;

-- Said by every program when it has connected: the latest row of the feed that it has read, and of which
-- installation; xid 0: it remembers none. Viewers cannot stop anything: theirs is only answered. `known`: it
-- is there, too old to be looked for, of another installation, or confirmed as lost.
CREATE FUNCTION attest(of_installation uuid, seen_generation bigint, seen_xid xid8, seen_id bigint,
                       seen_at bigint)
    RETURNS TABLE (installation uuid, generation bigint, known boolean) LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    #variable_conflict use_column
    DECLARE
        info hotswap.store_info;
        me hotswap.member;
        there boolean;
    BEGIN
        SELECT * INTO info FROM hotswap.store_info;
        there := seen_xid = '0'::xid8 OR of_installation IS DISTINCT FROM info.installation
                 OR attest.seen_at < (SELECT max(t.feed_from) FROM hotswap.tenant t
                                      WHERE t.tenant_id = ANY (hotswap.visible_tenants()))
                 OR EXISTS (SELECT 1 FROM hotswap.feed f
                            WHERE f.xid = seen_xid AND f.id = seen_id AND f.at = attest.seen_at);
        FOR me IN SELECT m.* FROM hotswap.member m
                  WHERE m.login = session_user AND m.tenant_id = ANY (hotswap.visible_tenants())
                  ORDER BY m.tenant_id
        LOOP
            IF me.program THEN
                PERFORM hotswap.compare_server(CASE WHEN there OR seen_generation > info.generation + 1000
                                                    THEN 0 ELSE seen_generation END);
            END IF;
            CONTINUE WHEN there;
            there := EXISTS (SELECT 1 FROM hotswap.lost_tail t WHERE t.tenant_id = me.tenant_id
                             AND t.confirmed_at > 0 AND (attest.seen_generation < t.generation
                                                         OR attest.seen_at <= t.confirmed_at));
            IF NOT there AND (me.program OR me.roles && ARRAY['deployer', 'approver', 'admin']) THEN
                PERFORM hotswap.report_tail(me, seen_generation, attest.seen_at);
            END IF;
        END LOOP;
        RETURN QUERY SELECT i.installation, i.generation, there FROM hotswap.store_info i;
    END
    $$;

-- An administrator has compared what is stored with what nodes run, and lets leaders go on.
CREATE FUNCTION confirm_tail(of_tenant text)
    RETURNS TABLE (found_at bigint, found_by text, seen_at bigint) LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    #variable_conflict use_column
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
        at CONSTANT bigint := hotswap.store_now();
        lost hotswap.lost_tail;
        scope record;
    BEGIN
        IF me.program OR NOT 'admin' = ANY (me.roles) THEN
            PERFORM hotswap.refuse('permissionDenied', 'admin');
        END IF;
        UPDATE hotswap.lost_tail t SET confirmed_at = at, confirmed_by = me.user_id
        WHERE t.tenant_id = of_tenant AND t.confirmed_at = 0 RETURNING * INTO lost;
        IF lost.tenant_id IS NULL THEN
            PERFORM hotswap.refuse('notFound', 'nothing is to be confirmed');
        END IF;
        INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search)
        VALUES (of_tenant, at, me.user_id, me.user_id, 'database.confirmTail', 'database',
                jsonb_build_object('seenAt', lost.seen_at::text, 'foundBy', lost.found_by),
                lower(me.user_id || E'\ndatabase.confirmtail\ndatabase'));
        PERFORM hotswap.hint(7, of_tenant, '', '', '', '', 0);
        PERFORM hotswap.hint(8, of_tenant, '', '', '', '', 0);
        FOR scope IN SELECT d.environment, d.module FROM hotswap.deployment d
                     WHERE d.tenant_id = of_tenant AND NOT d.terminal GROUP BY 1, 2 LOOP
            PERFORM hotswap.hint(6, of_tenant, scope.environment, scope.module, '', '', 0);
        END LOOP;
        RETURN QUERY SELECT lost.found_at, lost.found_by, lost.seen_at;
    END
    $$;

GRANT EXECUTE ON FUNCTION attest(uuid, bigint, xid8, bigint, bigint)
    TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin, hotswap_orchestrator;
GRANT EXECUTE ON FUNCTION confirm_tail(text) TO hotswap_admin;
