-- SPDX-License-Identifier: Apache-2.0
-- What is kept of single nodes for people: the lines they log, and their commands with the answers.

-- A ring of lines per node. Like telemetry it is not worth a log record.
CREATE UNLOGGED TABLE node_log (
    tenant_id text NOT NULL,
    node text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    at bigint NOT NULL,
    module text NOT NULL, -- empty: the agent itself
    line text NOT NULL,
    PRIMARY KEY (node, tenant_id, sequence)
);
ALTER TABLE node_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE node_log FORCE ROW LEVEL SECURITY;
CREATE POLICY own_tenant ON node_log USING (tenant_id = ANY ((SELECT hotswap.visible_tenants())::text[]));
GRANT SELECT ON node_log TO hotswap_viewer, hotswap_deployer, hotswap_approver, hotswap_admin,
    hotswap_orchestrator;

CREATE INDEX command_node ON command (node, tenant_id, sequence);
CREATE INDEX receipt_command ON receipt (command, tenant_id);

-- Lines of one tenant's nodes as arrays of equal length, in the order they were logged. What is beyond the
-- ring of its node, or older than a day, goes.
CREATE FUNCTION put_node_lines(of_tenant text, nodes text[], modules text[], times bigint[], texts text[])
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    DECLARE
        lines_max CONSTANT bigint := 1000;            -- limits::kNodeLogLinesMax
        kept CONSTANT bigint := 24 * 3600 * 1000;     -- limits::kNodeLogKept
        line_bytes_max CONSTANT integer := 8 * 1024;  -- limits::kLogLineBytesMax
    BEGIN
        PERFORM hotswap.program_caller(of_tenant);
        INSERT INTO hotswap.node_log (tenant_id, node, at, module, line)
        SELECT of_tenant, u.node, u.at, u.module, left(u.line, line_bytes_max)
        FROM unnest(nodes, modules, times, texts) WITH ORDINALITY AS u (node, module, at, line, place)
        WHERE u.node <> '' ORDER BY u.place;
        DELETE FROM hotswap.node_log l
        USING (SELECT g.node, max(g.at) AS latest FROM unnest(nodes, times) AS g (node, at) GROUP BY g.node) n
        WHERE l.tenant_id = of_tenant AND l.node = n.node
          AND (l.at < n.latest - kept OR l.sequence <= (
               SELECT b.sequence FROM hotswap.node_log b WHERE b.tenant_id = of_tenant AND b.node = n.node
               ORDER BY b.sequence DESC OFFSET lines_max LIMIT 1));
    END
    $$;
GRANT EXECUTE ON FUNCTION put_node_lines(text, text[], text[], bigint[], text[]) TO hotswap_orchestrator;

-- Tokens that still count, for administrators. Of the hash only what names it.
CREATE FUNCTION open_tokens(of_tenant text)
    RETURNS TABLE (id text, environment text, made_by text, expires_at bigint, uses_left integer)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
    AS $$
    #variable_conflict use_column
    DECLARE
        me CONSTANT hotswap.member := hotswap.caller(of_tenant);
    BEGIN
        IF NOT 'admin' = ANY (me.roles) THEN
            PERFORM hotswap.refuse('permissionDenied', 'admin');
        END IF;
        RETURN QUERY SELECT left(t.hash, 12), t.environment, t.made_by, t.expires_at, t.uses_left
            FROM hotswap.enrolment_token t
            WHERE t.tenant_id = of_tenant AND t.uses_left > 0 AND t.expires_at > hotswap.store_now()
            ORDER BY t.expires_at, t.hash LIMIT 10000;
    END
    $$;
GRANT EXECUTE ON FUNCTION open_tokens(text) TO hotswap_admin;
