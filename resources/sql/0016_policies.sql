-- SPDX-License-Identifier: Apache-2.0
-- Policies that administrators have set, by environment and module, every version of them. Versions count per
-- environment over all modules; 1 is the product's own default. Programs check the documents when they are
-- set and again when they are taken; here it is seen to who may, that nothing is overwritten and how much.

CREATE TABLE policy (
    tenant_id text NOT NULL,
    environment text NOT NULL CHECK (environment <> ''),
    module text NOT NULL, -- '': every module of the environment
    version integer NOT NULL CHECK (version > 1),
    document jsonb NOT NULL
        CHECK (jsonb_typeof(document) = 'object' AND octet_length(document::text) <= 1048576),
    author text NOT NULL,
    reason text NOT NULL CHECK (length(reason) BETWEEN 1 AND 1000),
    at bigint NOT NULL,
    PRIMARY KEY (tenant_id, environment, version)
);
CREATE INDEX policy_newest ON policy (tenant_id, environment, module, version DESC);
ALTER TABLE policy ENABLE ROW LEVEL SECURITY;
ALTER TABLE policy FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON policy
    USING (tenant_id = ANY ((SELECT hotswap.visible_tenants())::text[]));
GRANT SELECT ON policy TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin,
    hotswap_orchestrator;

-- Sets a policy, by an administrator, and gives its version; the newest one's when that says the same.
-- `known`: the newest version that the author knew, 0 for none, below that for whatever there is.
CREATE FUNCTION set_policy(of_tenant text, of_environment text, of_module text, known integer, said jsonb,
                           because text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        versions_max CONSTANT integer := 10000; -- ports::kPolicyVersionsMax
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
        newest hotswap.policy;
        latest integer;
    BEGIN
        IF NOT 'admin' = ANY (me.roles) THEN
            PERFORM hotswap.refuse('permissionDenied', 'admin');
        END IF;
        PERFORM pg_advisory_xact_lock(
            hashtextextended('hotswap.policy.' || of_tenant || '.' || of_environment, 0));
        SELECT coalesce(max(p.version), 1) INTO latest FROM hotswap.policy p
        WHERE p.tenant_id = of_tenant AND p.environment = of_environment;
        SELECT * INTO newest FROM hotswap.policy p
        WHERE p.tenant_id = of_tenant AND p.environment = of_environment AND p.module = of_module
        ORDER BY p.version DESC LIMIT 1;
        IF newest.document = said THEN
            RETURN newest.version;
        ELSIF known >= 0 AND known <> coalesce(newest.version, 0) THEN
            PERFORM hotswap.refuse('versionConflict', coalesce(newest.version, 0)::text);
        ELSIF latest > versions_max THEN
            PERFORM hotswap.refuse('limitExceeded', versions_max::text);
        END IF;
        INSERT INTO hotswap.policy (tenant_id, environment, module, version, document, author, reason, at)
        VALUES (of_tenant, of_environment, of_module, latest + 1, said, me.user_id, because,
                hotswap.store_now());
        INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search)
        VALUES (of_tenant, hotswap.store_now(), me.user_id, me.user_id, 'policy.set', of_environment,
                jsonb_build_object('environment', of_environment, 'module', of_module,
                                   'version', (latest + 1)::text, 'reason', because),
                lower(concat_ws(E'\n', me.user_id, 'policy.set', of_environment, of_module, because)));
        PERFORM hotswap.hint(7, of_tenant, '', '', '', '', 0);
        RETURN latest + 1;
    END
    $$;
GRANT EXECUTE ON FUNCTION set_policy(text, text, text, integer, jsonb, text) TO hotswap_admin;
