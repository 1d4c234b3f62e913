-- SPDX-License-Identifier: Apache-2.0
-- Which nodes may say hello: those whose key is known, and new ones with a token. Every gateway asks here.

CREATE TABLE node_key (
    tenant_id text NOT NULL,
    node text NOT NULL,
    environment text NOT NULL,
    public_key bytea NOT NULL CHECK (octet_length(public_key) = 32),
    enrolled_at bigint NOT NULL,
    revoked boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, node)
);
-- Tokens are kept as hashes: who reads the database enrols nothing.
CREATE TABLE enrolment_token (
    tenant_id text NOT NULL,
    hash text NOT NULL,
    environment text NOT NULL,
    made_by text NOT NULL,
    expires_at bigint NOT NULL,
    uses_left integer NOT NULL CHECK (uses_left >= 0),
    labels jsonb NOT NULL DEFAULT '{}', -- that a node must have
    PRIMARY KEY (tenant_id, hash)
);

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['node_key', 'enrolment_token'] LOOP
        EXECUTE format('ALTER TABLE hotswap.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE hotswap.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_tenant ON hotswap.%I USING (tenant_id = ANY '
                       '((SELECT hotswap.visible_tenants())::text[]))', name);
    END LOOP;
END
$$;
GRANT SELECT ON node_key TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin,
    hotswap_orchestrator;

-- Lets a node in, or refuses it; a node that comes with a token makes its key known. The first key counts.
CREATE FUNCTION admit_node(of_tenant text, of_node text, of_environment text, with_key bytea, token_hash text)
    RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        stamp CONSTANT bigint := hotswap.store_now();
        known hotswap.node_key;
    BEGIN
        PERFORM hotswap.program_caller(of_tenant);
        SELECT * INTO known FROM hotswap.node_key k WHERE k.tenant_id = of_tenant AND k.node = of_node;
        IF known.node IS NOT NULL THEN
            RETURN NOT known.revoked AND known.public_key = with_key AND known.environment = of_environment;
        END IF;
        IF EXISTS (SELECT 1 FROM hotswap.node n WHERE n.tenant_id = of_tenant AND n.id = of_node
                   AND n.environment <> of_environment) THEN
            RETURN false; -- it is expected elsewhere
        END IF;
        UPDATE hotswap.enrolment_token t SET uses_left = t.uses_left - 1
        WHERE t.tenant_id = of_tenant AND t.hash = token_hash AND t.uses_left > 0 AND t.expires_at > stamp
          AND t.environment = of_environment AND t.labels = '{}';
        IF NOT FOUND THEN
            RETURN false;
        END IF;
        INSERT INTO hotswap.node_key VALUES (of_tenant, of_node, of_environment, with_key, stamp)
        ON CONFLICT DO NOTHING;
        SELECT * INTO known FROM hotswap.node_key k WHERE k.tenant_id = of_tenant AND k.node = of_node;
        RETURN known.public_key = with_key;
    END
    $$;
GRANT EXECUTE ON FUNCTION admit_node(text, text, text, bytea, text) TO hotswap_orchestrator;

-- A token for nodes of one environment, by an administrator.
CREATE FUNCTION make_token(of_tenant text, of_environment text, token_hash text, valid bigint, uses integer)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
    BEGIN
        IF NOT 'admin' = ANY (me.roles) THEN
            PERFORM hotswap.refuse('permissionDenied', 'admin');
        ELSIF valid NOT BETWEEN 1 AND 30::bigint * 24 * 3600 * 1000 OR uses NOT BETWEEN 1 AND 10000 THEN
            PERFORM hotswap.refuse('invalidArgument', 'at most 30 days and 10,000 uses', 'token');
        END IF;
        INSERT INTO hotswap.enrolment_token
        VALUES (of_tenant, token_hash, of_environment, me.user_id, hotswap.store_now() + valid, uses);
        INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search)
        VALUES (of_tenant, hotswap.store_now(), me.user_id, me.user_id, 'node.token', of_environment,
                jsonb_build_object('uses', uses::text),
                lower(concat_ws(E'\n', me.user_id, 'node.token', of_environment)));
        PERFORM hotswap.hint(7, of_tenant, '', '', '', '', 0);
    END
    $$;
GRANT EXECUTE ON FUNCTION make_token(text, text, text, bigint, integer) TO hotswap_admin;

-- A node that is to come in no more, by an administrator: its key stays known as revoked, so that no token
-- helps, and its row is retired under a session beyond any that a gateway may have given it meanwhile. The
-- gateway that holds its session reads that and ends it. False: it was revoked before.
CREATE FUNCTION revoke_node(of_tenant text, of_node text, because text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
        session_gap CONSTANT bigint := 1000;
        known hotswap.node_key;
        place text;
        next bigint;
    BEGIN
        IF NOT 'admin' = ANY (me.roles) THEN
            PERFORM hotswap.refuse('permissionDenied', 'admin');
        END IF;
        SELECT * INTO known FROM hotswap.node_key k WHERE k.tenant_id = of_tenant AND k.node = of_node
        FOR UPDATE;
        IF known.node IS NULL THEN
            PERFORM hotswap.refuse('notFound', of_node);
        ELSIF known.revoked THEN
            RETURN false;
        END IF;
        UPDATE hotswap.node_key k SET revoked = true WHERE k.tenant_id = of_tenant AND k.node = of_node;
        INSERT INTO hotswap.fleet AS f VALUES (of_tenant, 1)
        ON CONFLICT (tenant_id) DO UPDATE SET version = f.version + 1 RETURNING f.version INTO next;
        UPDATE hotswap.node n
        SET serving = true, session = n.session + session_gap, version = next,
            body = n.body || jsonb_build_object('state', 'retired', 'gateway', '',
                                                'session', n.session + session_gap)
        WHERE n.tenant_id = of_tenant AND n.id = of_node RETURNING n.environment INTO place;
        IF place IS NOT NULL THEN
            PERFORM hotswap.hint(3, of_tenant, place, '', '', '', next);
            PERFORM hotswap.hint(3, of_tenant, '', '', '', '', next); -- every gateway looks at once
        END IF;
        INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search)
        VALUES (of_tenant, hotswap.store_now(), me.user_id, me.user_id, 'node.revoke', of_node,
                jsonb_build_object('environment', known.environment, 'reason', because),
                lower(concat_ws(E'\n', me.user_id, 'node.revoke', of_node, because)));
        PERFORM hotswap.hint(7, of_tenant, '', '', '', '', 0);
        RETURN true;
    END
    $$;
GRANT EXECUTE ON FUNCTION revoke_node(text, text, text) TO hotswap_admin;
