-- SPDX-License-Identifier: Apache-2.0
-- What verdicts rest on: the looks that a deployment's leader decided by, in the transaction that decided.

CREATE TABLE look_evidence (
    tenant_id text NOT NULL,
    deployment text NOT NULL,
    number bigint NOT NULL, -- of the look within the deployment
    wave integer NOT NULL,
    at bigint NOT NULL,
    document bytea NOT NULL, -- core/codec/look_codec.h
    bytes integer NOT NULL,
    total bigint NOT NULL, -- bytes of this deployment up to this look
    truncated boolean NOT NULL DEFAULT false, -- later looks would have been too much: none is kept after this
    PRIMARY KEY (tenant_id, deployment, number)
);
ALTER TABLE look_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE look_evidence FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON look_evidence
    USING (tenant_id = ANY ((SELECT hotswap.visible_tenants())::text[]));
GRANT SELECT ON look_evidence TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin,
    hotswap_orchestrator;

-- What hotswap.commit() keeps of looks. Their numbers go up; one that is not above the last was kept before.
CREATE FUNCTION keep_evidence(me member, proven boolean, tx jsonb) RETURNS void LANGUAGE plpgsql
    AS $$
    DECLARE
        look_bytes_max CONSTANT integer := 64 * 1024;       -- limits::kEvidenceBytesPerLookMax
        bytes_max CONSTANT bigint := 50 * 1024 * 1024;      -- limits::kEvidenceBytesPerDeploymentMax
        of_tenant CONSTANT text := tx->>'tenant';
        stream CONSTANT text := tx#>>'{appends,0,deployment}';
        one record;
        latest record;
    BEGIN
        IF NOT me.program OR NOT proven THEN
            PERFORM hotswap.refuse('permissionDenied', 'orchestrator', 'evidence');
        ELSIF jsonb_array_length(tx->'appends') IS DISTINCT FROM 1 THEN
            PERFORM hotswap.refuse('invalidArgument', 'the one append that is decided by it', 'evidence');
        END IF;
        FOR one IN SELECT (e.value->>'number')::bigint AS number, (e.value->>'wave')::integer AS wave,
                          (e.value->>'at')::bigint AS at, decode(e.value->>'document', 'base64') AS document
                   FROM jsonb_array_elements(tx->'evidence') e ORDER BY 1
        LOOP
            IF octet_length(one.document) > look_bytes_max THEN
                PERFORM hotswap.refuse('limitExceeded', look_bytes_max::text, 'evidence');
            END IF;
            SELECT l.number, l.total, l.truncated INTO latest FROM hotswap.look_evidence l
            WHERE l.tenant_id = of_tenant AND l.deployment = stream ORDER BY l.number DESC LIMIT 1;
            CONTINUE WHEN latest.truncated OR one.number <= latest.number;
            IF coalesce(latest.total, 0) + octet_length(one.document) > bytes_max THEN
                UPDATE hotswap.look_evidence l SET truncated = true
                WHERE l.tenant_id = of_tenant AND l.deployment = stream AND l.number = latest.number;
                RETURN;
            END IF;
            INSERT INTO hotswap.look_evidence
                (tenant_id, deployment, number, wave, at, document, bytes, total)
            VALUES (of_tenant, stream, one.number, one.wave, one.at, one.document,
                    octet_length(one.document), coalesce(latest.total, 0) + octet_length(one.document));
        END LOOP;
    END
    $$;
