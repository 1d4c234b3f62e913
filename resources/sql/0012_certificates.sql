-- SPDX-License-Identifier: Apache-2.0
-- The installation's certificate authority, who gets certificates from it, and nodes that are expected.

-- The public half; its key is with the orchestrators.
CREATE TABLE authority (
    tenant_id text PRIMARY KEY,
    certificate text NOT NULL CHECK (length(certificate) < 16384),
    fingerprint text NOT NULL CHECK (fingerprint ~ '^[0-9a-f]{64}$'),
    made_by text NOT NULL,
    made_at bigint NOT NULL
);
ALTER TABLE authority ENABLE ROW LEVEL SECURITY;
ALTER TABLE authority FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON authority USING (tenant_id = ANY ((SELECT hotswap.visible_tenants())::text[]));
GRANT SELECT ON authority TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin,
    hotswap_orchestrator;

-- The key of a node's links, by its fingerprint: the first one that was certified counts.
ALTER TABLE node_key ADD COLUMN link_key text NOT NULL DEFAULT '';
ALTER TABLE node_key ADD COLUMN certified_until bigint NOT NULL DEFAULT 0;

-- Makes the authority known, by an administrator. There is one for good: nodes go by it.
CREATE FUNCTION put_authority(of_tenant text, with_certificate text, with_fingerprint text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
    BEGIN
        IF NOT 'admin' = ANY (me.roles) THEN
            PERFORM hotswap.refuse('permissionDenied', 'admin');
        END IF;
        INSERT INTO hotswap.authority
        VALUES (of_tenant, with_certificate, with_fingerprint, me.user_id, hotswap.store_now())
        ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            PERFORM hotswap.refuse('alreadyExists', 'authority');
        END IF;
        INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search)
        VALUES (of_tenant, hotswap.store_now(), me.user_id, me.user_id, 'node.authority', with_fingerprint,
                '{}'::jsonb, lower(concat_ws(E'\n', me.user_id, 'node.authority', with_fingerprint)));
        PERFORM hotswap.hint(7, of_tenant, '', '', '', '', 0);
    END
    $$;
GRANT EXECUTE ON FUNCTION put_authority(text, text, text) TO hotswap_admin;

-- Narrows a token that the same administrator has just made to nodes with these labels.
CREATE FUNCTION label_token(of_tenant text, token_hash text, with_labels jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
    BEGIN
        IF NOT 'admin' = ANY (me.roles) THEN
            PERFORM hotswap.refuse('permissionDenied', 'admin');
        ELSIF jsonb_typeof(with_labels) <> 'object' OR length(with_labels::text) > 8192 THEN
            PERFORM hotswap.refuse('invalidArgument', 'an object of texts', 'labels');
        END IF;
        UPDATE hotswap.enrolment_token t SET labels = with_labels
        WHERE t.tenant_id = of_tenant AND t.hash = token_hash AND t.made_by = me.user_id;
        IF NOT FOUND THEN
            PERFORM hotswap.refuse('notFound', 'token');
        END IF;
    END
    $$;
GRANT EXECUTE ON FUNCTION label_token(text, text, jsonb) TO hotswap_admin;

-- Whether a node may have a certificate for this key of its links. One that is known keeps both its keys; a
-- new one needs a token for its environment and labels. Both keys have signed what it asked.
CREATE FUNCTION certify_node(of_tenant text, of_node text, of_environment text, with_labels jsonb,
                             with_key bytea, with_link_key text, token_hash text, until bigint)
    RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        stamp CONSTANT bigint := hotswap.store_now();
        known hotswap.node_key;
        maker text;
    BEGIN
        PERFORM hotswap.program_caller(of_tenant);
        SELECT * INTO known FROM hotswap.node_key k WHERE k.tenant_id = of_tenant AND k.node = of_node
        FOR UPDATE;
        IF known.node IS NULL THEN
            -- One that is expected comes where it is expected.
            IF EXISTS (SELECT 1 FROM hotswap.node n WHERE n.tenant_id = of_tenant AND n.id = of_node
                       AND n.environment <> of_environment) THEN
                RETURN false;
            END IF;
            UPDATE hotswap.enrolment_token t SET uses_left = t.uses_left - 1
            WHERE t.tenant_id = of_tenant AND t.hash = token_hash AND t.uses_left > 0
              AND t.expires_at > stamp AND t.environment = of_environment AND with_labels @> t.labels
            RETURNING t.made_by INTO maker;
            IF maker IS NULL THEN
                RETURN false;
            END IF;
            INSERT INTO hotswap.node_key VALUES (of_tenant, of_node, of_environment, with_key, stamp)
            ON CONFLICT DO NOTHING;
            IF FOUND THEN
                INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search)
                VALUES (of_tenant, stamp, maker, 'token', 'node.enrol', of_node,
                        jsonb_build_object('environment', of_environment, 'key', left(with_link_key, 16)),
                        lower(concat_ws(E'\n', maker, 'node.enrol', of_node)));
                PERFORM hotswap.hint(7, of_tenant, '', '', '', '', 0);
            END IF;
        END IF;
        UPDATE hotswap.node_key k SET link_key = with_link_key, certified_until = until
        WHERE k.tenant_id = of_tenant AND k.node = of_node AND NOT k.revoked AND k.public_key = with_key
          AND k.environment = of_environment AND k.link_key IN ('', with_link_key);
        RETURN FOUND;
    END
    $$;
GRANT EXECUTE ON FUNCTION certify_node(text, text, text, jsonb, bytea, text, text, bigint)
    TO hotswap_orchestrator;

-- Nodes that are expected, [{"id", "environment", "labels", "body"}, …], by an administrator: rows of nodes
-- that never said hello. Those that did are as they say they are; only rows that are still expected change.
CREATE FUNCTION expect_nodes(of_tenant text, nodes jsonb)
    RETURNS TABLE (added bigint, changed bigint, unchanged bigint, enrolled bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
        nodes_max CONSTANT bigint := 10000; -- in one environment
        entry jsonb;
        stored hotswap.node;
        next bigint;
        place text;
    BEGIN
        added := 0; changed := 0; unchanged := 0; enrolled := 0;
        IF NOT 'admin' = ANY (me.roles) THEN
            PERFORM hotswap.refuse('permissionDenied', 'admin');
        ELSIF jsonb_array_length(nodes) > nodes_max THEN
            PERFORM hotswap.refuse('limitExceeded', 'nodes');
        END IF;
        INSERT INTO hotswap.fleet AS f VALUES (of_tenant, 0)
        ON CONFLICT (tenant_id) DO UPDATE SET version = f.version RETURNING f.version INTO next;
        FOR entry IN SELECT e.value FROM jsonb_array_elements(nodes) e ORDER BY e.value->>'id' LOOP
            SELECT * INTO stored FROM hotswap.node n
            WHERE n.tenant_id = of_tenant AND n.id = entry->>'id' FOR UPDATE;
            IF stored.session > 0 OR EXISTS (SELECT 1 FROM hotswap.node_key k WHERE k.tenant_id = of_tenant
                                             AND k.node = entry->>'id') THEN
                enrolled := enrolled + 1;
            ELSIF stored.id IS NULL THEN
                next := next + 1;
                added := added + 1;
                INSERT INTO hotswap.node VALUES (of_tenant, entry->>'id', entry->>'environment', false, 0,
                                                 next, entry->'body');
            ELSIF stored.body = entry->'body' AND stored.environment = entry->>'environment' THEN
                unchanged := unchanged + 1;
            ELSE
                next := next + 1;
                changed := changed + 1;
                UPDATE hotswap.node n SET environment = entry->>'environment', version = next,
                                          body = entry->'body'
                WHERE n.tenant_id = of_tenant AND n.id = entry->>'id';
            END IF;
        END LOOP;
        FOR place IN SELECT n.environment FROM hotswap.node n WHERE n.tenant_id = of_tenant
                     GROUP BY n.environment HAVING count(*) > nodes_max LOOP
            PERFORM hotswap.refuse('limitExceeded', 'nodes of ' || place);
        END LOOP;
        IF added + changed > 0 THEN
            UPDATE hotswap.fleet f SET version = next WHERE f.tenant_id = of_tenant;
            PERFORM hotswap.hint(3, of_tenant, '', '', '', '', next);
            FOR place IN SELECT DISTINCT e.value->>'environment' FROM jsonb_array_elements(nodes) e LOOP
                PERFORM hotswap.hint(3, of_tenant, place, '', '', '', next);
            END LOOP;
            INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search)
            VALUES (of_tenant, hotswap.store_now(), me.user_id, me.user_id, 'fleet.import', 'nodes',
                    jsonb_build_object('added', added::text, 'changed', changed::text),
                    lower(concat_ws(E'\n', me.user_id, 'fleet.import')));
            PERFORM hotswap.hint(7, of_tenant, '', '', '', '', 0);
        END IF;
        RETURN NEXT;
    END
    $$;
GRANT EXECUTE ON FUNCTION expect_nodes(text, jsonb) TO hotswap_admin;
