-- SPDX-License-Identifier: Apache-2.0
-- Orders of people to fleets: drain, undrain, stop a line and release it. Their commands and receipts stand
-- under the order's id (core/ports/fleet_orders.h).

CREATE TABLE fleet_order (
    tenant_id text NOT NULL,
    id text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    environment text NOT NULL,
    module text NOT NULL, -- '*': the nodes themselves
    kind text NOT NULL CHECK (kind IN ('drain', 'undrain', 'stop', 'release')),
    open boolean NOT NULL,
    requested_at bigint NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (id, tenant_id),
    CHECK ((kind IN ('drain', 'undrain')) = (module = '*'))
);
CREATE INDEX fleet_order_newest ON fleet_order (tenant_id, sequence DESC);
CREATE INDEX fleet_order_open ON fleet_order (tenant_id, environment, module, sequence) WHERE open;
CREATE UNIQUE INDEX fleet_order_stop ON fleet_order (tenant_id, environment, module)
    WHERE open AND kind = 'stop';

ALTER TABLE fleet_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE fleet_order FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON fleet_order TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin,
    hotswap_orchestrator, hotswap_owner USING (tenant_id = ANY ((SELECT hotswap.visible_tenants())::text[]));
GRANT SELECT ON fleet_order TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin,
    hotswap_orchestrator;

-- A person gives an order in their own name, or releases a line. What became of an order is a leader's word.
CREATE FUNCTION put_order(me member, proven boolean, next jsonb, stamp bigint) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        open_max CONSTANT bigint := 100; -- limits::kOpenOrdersMax
        place CONSTANT text := next#>>'{scope,environment}';
        scope_module CONSTANT text := next#>>'{scope,module}';
        is_open CONSTANT boolean := next->>'kind' <> 'release';
    BEGIN
        IF proven OR NOT me.program AND next->>'requestedBy' IS DISTINCT FROM me.user_id THEN
            PERFORM hotswap.refuse('permissionDenied', 'order');
        ELSIF next#>>'{scope,tenant}' IS DISTINCT FROM me.tenant_id THEN
            PERFORM hotswap.refuse('invalidArgument', 'a scope of the tenant', 'orders.scope');
        ELSIF (next->>'open')::boolean IS DISTINCT FROM is_open THEN
            PERFORM hotswap.refuse('invalidArgument', 'open until it is done', 'orders.open');
        ELSIF is_open AND (SELECT count(*) FROM hotswap.fleet_order o
                           WHERE o.tenant_id = me.tenant_id AND o.environment = place
                             AND o.module = scope_module AND o.open) >= open_max THEN
            PERFORM hotswap.refuse('queueFull', open_max::text);
        END IF;
        INSERT INTO hotswap.fleet_order (tenant_id, id, environment, module, kind, open, requested_at, body)
        VALUES (me.tenant_id, next->>'id', place, scope_module, next->>'kind', is_open, stamp,
                next || jsonb_build_object('requestedAt', stamp))
        ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            IF EXISTS (SELECT 1 FROM hotswap.fleet_order o
                       WHERE o.tenant_id = me.tenant_id AND o.id = next->>'id') THEN
                PERFORM hotswap.refuse('alreadyExists', next->>'id');
            END IF;
            PERFORM hotswap.refuse('transitionRefused', 'the line is stopped');
        END IF;
    END
    $$;

CREATE FUNCTION update_order(me member, proven boolean, tx jsonb, next jsonb) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        stored hotswap.fleet_order;
    BEGIN
        SELECT * INTO stored FROM hotswap.fleet_order o
        WHERE o.tenant_id = me.tenant_id AND o.id = next->>'id' FOR NO KEY UPDATE;
        IF stored.id IS NULL OR stored.kind <> next->>'kind'
           OR stored.environment <> next#>>'{scope,environment}'
           OR stored.module <> next#>>'{scope,module}' THEN
            PERFORM hotswap.refuse('notFound', next->>'id');
        ELSIF NOT stored.open THEN
            PERFORM hotswap.refuse('alreadyDecided', next->>'id');
        ELSIF proven AND (tx#>>'{proof,environment}' <> stored.environment
                          OR tx#>>'{proof,module}' <> stored.module) THEN
            PERFORM hotswap.refuse('invalidArgument', 'the scope of the proof', 'orders.scope');
        ELSIF NOT proven AND NOT (stored.kind = 'stop' AND NOT (next->>'open')::boolean AND EXISTS (
                  SELECT 1 FROM jsonb_array_elements(tx->'orders') c
                  WHERE c.value->>'kind' = 'put' AND c.value#>>'{order,kind}' = 'release'
                    AND c.value#>'{order,scope}' = next->'scope')) THEN
            PERFORM hotswap.refuse('permissionDenied', 'orchestrator');
        END IF;
        UPDATE hotswap.fleet_order o
        SET open = (next->>'open')::boolean,
            body = o.body || CASE WHEN proven
                THEN jsonb_build_object('open', next->'open', 'fence', next->'fence',
                                        'givenUp', next->'givenUp')
                ELSE jsonb_build_object('open', next->'open') END
        WHERE o.tenant_id = me.tenant_id AND o.id = stored.id;
    END
    $$;

-- What hotswap.commit() changes of orders: those that are there first, in the order of their ids.
CREATE FUNCTION change_orders(me member, proven boolean, tx jsonb, stamp bigint) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        change jsonb;
        next jsonb;
    BEGIN
        IF NOT me.program AND NOT me.roles && ARRAY['deployer', 'admin'] THEN
            PERFORM hotswap.refuse('permissionDenied', 'deployer');
        END IF;
        FOR change IN SELECT value FROM jsonb_array_elements(tx->'orders')
                      ORDER BY value->>'kind' DESC, value#>>'{order,id}'
        LOOP
            next := change->'order';
            IF change->>'kind' = 'update' THEN
                PERFORM hotswap.update_order(me, proven, tx, next);
            ELSE
                PERFORM hotswap.put_order(me, proven, next, stamp);
            END IF;
            PERFORM hotswap.hint(9, me.tenant_id, next#>>'{scope,environment}', next#>>'{scope,module}',
                                 next->>'id', '', 0);
        END LOOP;
    END
    $$;

-- Orders that ended longer ago than results are kept, with their commands and receipts; part of
-- hotswap.tend().
CREATE FUNCTION tend_orders(older_than bigint, batch integer) RETURNS void LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        old record;
    BEGIN
        FOR old IN SELECT o.tenant_id, o.id FROM hotswap.fleet_order o
                   WHERE NOT o.open AND o.requested_at < older_than
                   ORDER BY o.requested_at LIMIT batch FOR UPDATE SKIP LOCKED
        LOOP
            DELETE FROM hotswap.command c WHERE c.tenant_id = old.tenant_id AND c.deployment = old.id;
            DELETE FROM hotswap.receipt r WHERE r.tenant_id = old.tenant_id AND r.deployment = old.id;
            DELETE FROM hotswap.receipt_counter r WHERE r.tenant_id = old.tenant_id AND r.deployment = old.id;
            DELETE FROM hotswap.fleet_order o WHERE o.tenant_id = old.tenant_id AND o.id = old.id;
        END LOOP;
    END
    $$;
