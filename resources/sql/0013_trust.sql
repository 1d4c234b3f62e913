-- SPDX-License-Identifier: Apache-2.0
-- Signed trust documents on their way to nodes. Nothing here is believed: nodes check signatures, versions
-- and dates for themselves. Every root is kept, because nodes walk through them; of the others the latest.

CREATE TABLE trust_document (
    tenant_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('root', 'releases', 'timestamp')),
    environment text NOT NULL CHECK ((kind = 'root') = (environment = '')),
    version bigint NOT NULL CHECK (version > 0),
    body text NOT NULL CHECK (octet_length(body) BETWEEN 1 AND 524288),
    PRIMARY KEY (tenant_id, kind, environment, version)
);
ALTER TABLE trust_document ENABLE ROW LEVEL SECURITY;
ALTER TABLE trust_document FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON trust_document
    USING (tenant_id = ANY ((SELECT hotswap.visible_tenants())::text[]));
GRANT SELECT ON trust_document TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin,
    hotswap_orchestrator;

-- Publishes a document, by an administrator. The same one again changes nothing. Gateways are told by a word
-- about the fleet that names no environment.
CREATE FUNCTION put_trust(of_tenant text, of_kind text, of_environment text, of_version bigint, of_body text)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
        latest bigint;
    BEGIN
        IF NOT 'admin' = ANY (me.roles) THEN
            PERFORM hotswap.refuse('permissionDenied', 'admin');
        END IF;
        PERFORM pg_advisory_xact_lock(hashtextextended('hotswap.trust.' || of_tenant, 0));
        SELECT coalesce(max(d.version), 0) INTO latest FROM hotswap.trust_document d
        WHERE d.tenant_id = of_tenant AND d.kind = of_kind AND d.environment = of_environment;
        IF EXISTS (SELECT 1 FROM hotswap.trust_document d
                   WHERE d.tenant_id = of_tenant AND d.kind = of_kind AND d.environment = of_environment
                     AND d.version = of_version AND d.body = of_body) THEN
            RETURN;
        ELSIF of_version <= latest OR of_kind = 'root' AND of_version <> latest + 1 AND latest > 0 THEN
            PERFORM hotswap.refuse('versionConflict', of_kind || ' ' || latest);
        END IF;
        INSERT INTO hotswap.trust_document VALUES (of_tenant, of_kind, of_environment, of_version, of_body);
        IF of_kind <> 'root' THEN
            DELETE FROM hotswap.trust_document d
            WHERE d.tenant_id = of_tenant AND d.kind = of_kind AND d.environment = of_environment
              AND d.version < of_version;
        END IF;
        INSERT INTO hotswap.audit (tenant_id, at, actor, via, action, subject, details, search)
        VALUES (of_tenant, hotswap.store_now(), me.user_id, me.user_id, 'trust.publish',
                of_kind || ' ' || of_version, jsonb_build_object('environment', of_environment),
                lower(concat_ws(E'\n', me.user_id, 'trust.publish', of_kind, of_environment)));
        PERFORM hotswap.hint(7, of_tenant, '', '', '', '', 0);
        PERFORM hotswap.hint(3, of_tenant, '', '', '', '', 0);
    END
    $$;
GRANT EXECUTE ON FUNCTION put_trust(text, text, text, bigint, text) TO hotswap_admin;
