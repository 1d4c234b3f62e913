-- SPDX-License-Identifier: Apache-2.0
-- Everything HotSwap keeps. Every row belongs to one tenant; bodies are the JSON of core/codec/row_codec.h
-- and event_codec.h, and what the database itself decides by stands beside them in columns. Times are
-- milliseconds since 1970 of store time, as in the program.

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA hotswap;

-- One row. The generation is part of every fencing token: it rises when this is another server than before.
CREATE TABLE store_info (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    generation bigint NOT NULL DEFAULT 1,
    system_identifier text NOT NULL DEFAULT '',
    timeline bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- Goes with every copy: what a program remembers of one installation says nothing about another.
    installation uuid NOT NULL DEFAULT gen_random_uuid(),
    server_started timestamptz,                -- of the server whose identity was compared last
    hearing_until bigint NOT NULL DEFAULT 0    -- nobody leads before: others may remember more
);
INSERT INTO store_info DEFAULT VALUES;

CREATE TABLE tenant (
    tenant_id text PRIMARY KEY CHECK (tenant_id ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
    feed_from bigint NOT NULL DEFAULT 0 -- changes before this may have left the feed
);

-- Who a login is within a tenant. A program (orchestrator) acts for others and leads; a person only for
-- themselves.
CREATE TABLE member (
    tenant_id text NOT NULL REFERENCES tenant,
    login name NOT NULL,
    user_id text NOT NULL CHECK (user_id <> ''),
    roles text[] NOT NULL DEFAULT '{}'
        CHECK (roles <@ ARRAY['viewer', 'deployer', 'approver', 'admin']),
    groups text[] NOT NULL DEFAULT '{}',
    key_id text NOT NULL DEFAULT '',
    public_key bytea,
    program boolean NOT NULL DEFAULT false,
    PRIMARY KEY (login, tenant_id),
    UNIQUE (tenant_id, user_id)
);

-- Who may append which kind of event: the same table as core/service's, held against it by a contract test.
-- `person`: the role it takes, null when no person may. `leader`: with the proof of a lease. `actions`: what
-- a person's append of it is recorded as. `moves`: from which state of the deployment to which it may lead
-- when a person appends it, as 'from>to'; people's words end nothing, that is the leader's part.
CREATE TABLE event_rule (
    event_type text PRIMARY KEY,
    person text CHECK (person IN ('deployer', 'approver', 'admin')),
    leader boolean NOT NULL,
    actions text[] NOT NULL DEFAULT '{}',
    moves text[] NOT NULL DEFAULT '{}'
);

-- The least that a policy asks for in an environment: only an administrator may submit with less. The row
-- without a name is for every other environment. The same numbers as core/domain/policy.cpp, held against
-- them by a contract test.
CREATE TABLE policy_floor (
    environment text PRIMARY KEY,
    approval boolean NOT NULL,
    availability_percent integer NOT NULL
);

-- What is done by one program at a time. Row locks, as anybody who may connect can hold advisory ones.
CREATE TABLE chore (
    name text PRIMARY KEY
);
INSERT INTO chore VALUES ('tend'), ('tend_samples');

CREATE TABLE deployment (
    tenant_id text NOT NULL,
    id text NOT NULL,
    submission bigint GENERATED ALWAYS AS IDENTITY,
    environment text NOT NULL,
    module text NOT NULL,
    state text NOT NULL,
    active boolean NOT NULL,   -- occupies its scope
    terminal boolean NOT NULL,
    version bigint NOT NULL,   -- of the stream
    summary jsonb NOT NULL,
    search text NOT NULL,      -- lower case, what a text filter looks at
    ended_at bigint NOT NULL DEFAULT 0, -- 0: not yet; a decision changes no column of an index
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 70);
CREATE INDEX deployment_newest ON deployment (tenant_id, submission DESC);
CREATE INDEX deployment_in_scope ON deployment (tenant_id, environment, module, submission DESC);
CREATE INDEX deployment_unfinished ON deployment (tenant_id, environment, module, submission)
    INCLUDE (state, active) WHERE NOT terminal;
CREATE INDEX deployment_state ON deployment (tenant_id, state, submission DESC);
CREATE INDEX deployment_search ON deployment USING gin (search hotswap.gin_trgm_ops);
CREATE INDEX deployment_ended ON deployment (ended_at) WHERE terminal;

CREATE TABLE scope_state (
    tenant_id text NOT NULL,
    environment text NOT NULL,
    module text NOT NULL,
    stable jsonb,
    PRIMARY KEY (tenant_id, environment, module)
);

CREATE TABLE event (
    tenant_id text NOT NULL,
    deployment text NOT NULL,
    version bigint NOT NULL,
    at bigint NOT NULL,
    type text NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant_id, deployment, version)
);
-- Events of deployments that retention has taken out of `event`.
CREATE TABLE event_archive (LIKE event INCLUDING ALL);

CREATE TABLE approval (
    tenant_id text NOT NULL,
    id text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    deployment text NOT NULL,
    environment text NOT NULL,
    module text NOT NULL,
    state text NOT NULL,
    requested_by text NOT NULL,
    expires_at bigint NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX approval_newest ON approval (tenant_id, state, sequence DESC);
CREATE INDEX approval_expiry ON approval (expires_at) WHERE state = 'pending';
CREATE INDEX approval_deployment ON approval (tenant_id, deployment);

-- Each vote once more, with who cast it as the database knows it.
CREATE TABLE vote (
    tenant_id text NOT NULL,
    approval text NOT NULL,
    position integer NOT NULL,
    voter text NOT NULL,
    actor text NOT NULL,
    via text NOT NULL,
    at bigint NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant_id, approval, position),
    UNIQUE (tenant_id, approval, voter)
);

-- One row an environment; claims of capacity there are made one transaction at a time.
CREATE TABLE environment_lock (
    tenant_id text NOT NULL,
    environment text NOT NULL,
    PRIMARY KEY (tenant_id, environment)
);

CREATE TABLE capacity (
    tenant_id text NOT NULL,
    environment text NOT NULL,
    node text NOT NULL,
    deployment text NOT NULL,
    lowers boolean NOT NULL,
    PRIMARY KEY (tenant_id, environment, node)
);
CREATE INDEX capacity_deployment ON capacity (tenant_id, deployment);

CREATE TABLE command (
    tenant_id text NOT NULL,
    id text NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    node text NOT NULL,
    deployment text NOT NULL,
    environment text NOT NULL,
    module text NOT NULL,
    generation bigint NOT NULL,
    epoch bigint NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'answered', 'void')),
    attempts integer NOT NULL DEFAULT 0, -- deliveries
    queued_at bigint NOT NULL,
    action text NOT NULL DEFAULT '', -- what the signed bytes say, kept when they go
    bytes bytea NOT NULL,
    key text NOT NULL,
    signature bytea NOT NULL,
    PRIMARY KEY (id, tenant_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);
-- Keys and indexes that are no search by the tenant do not begin with it: without statistics a planner takes
-- any that does for all that is the tenant's (seen: every command of the tenant read once for each node).
CREATE INDEX command_open ON command (tenant_id, node, sequence) WHERE state IN ('pending', 'delivered');
CREATE INDEX command_deployment ON command (deployment, tenant_id);

-- Receipts of one deployment are numbered one transaction at a time, so that a number that is read has no
-- smaller one behind it.
CREATE TABLE receipt_counter (
    tenant_id text NOT NULL,
    deployment text NOT NULL,
    last bigint NOT NULL,
    PRIMARY KEY (tenant_id, deployment)
) WITH (fillfactor = 50);

CREATE TABLE receipt (
    tenant_id text NOT NULL,
    deployment text NOT NULL,
    sequence bigint NOT NULL,
    command text NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant_id, deployment, sequence)
);

CREATE TABLE idempotency_key (
    tenant_id text NOT NULL,
    user_id text NOT NULL,
    key text NOT NULL,
    digest text NOT NULL,
    result text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (tenant_id, user_id, key)
);
CREATE INDEX idempotency_age ON idempotency_key (at);

-- A record has no sequence until the sealer gives it one, in the order of (xid, id), with its hash.
CREATE TABLE audit (
    tenant_id text NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    sequence bigint,
    at bigint NOT NULL,
    actor text NOT NULL,
    via text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    details jsonb NOT NULL,
    search text NOT NULL,
    previous_hash text NOT NULL DEFAULT '',
    hash text NOT NULL DEFAULT '',
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX audit_sequence ON audit (tenant_id, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX audit_unsealed ON audit (tenant_id, xid, id) WHERE sequence IS NULL;
CREATE INDEX audit_search ON audit USING gin (search hotswap.gin_trgm_ops);

-- Where each tenant's chain stands: after its last sealed record, and before its first kept one.
CREATE TABLE audit_head (
    tenant_id text PRIMARY KEY,
    sequence bigint NOT NULL DEFAULT 0,
    hash text NOT NULL DEFAULT '',
    before_sequence bigint NOT NULL DEFAULT 0,
    before_hash text NOT NULL DEFAULT ''
);

-- The authority over a scope. Its row changes only at a takeover or a release; expiry is beside it, so that a
-- renewal never meets a proof.
CREATE TABLE lease (
    tenant_id text NOT NULL,
    environment text NOT NULL,
    module text NOT NULL,
    generation bigint NOT NULL DEFAULT 0,
    epoch bigint NOT NULL DEFAULT 0,
    holder text NOT NULL DEFAULT '', -- empty: released
    login name NOT NULL DEFAULT '',
    backend_pid integer NOT NULL DEFAULT 0,
    backend_start timestamptz,
    acquired_at bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, environment, module)
) WITH (fillfactor = 50);

CREATE TABLE lease_expiry (
    tenant_id text NOT NULL,
    environment text NOT NULL,
    module text NOT NULL,
    expires_at bigint NOT NULL,
    hand_over boolean NOT NULL DEFAULT false, -- an administrator asked the holder to give it up
    PRIMARY KEY (tenant_id, environment, module)
) WITH (fillfactor = 50);

CREATE TABLE fleet (
    tenant_id text PRIMARY KEY,
    version bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

CREATE TABLE node (
    tenant_id text NOT NULL,
    id text NOT NULL,
    environment text NOT NULL,
    serving boolean NOT NULL, -- running, degraded, or retired and so not missed
    session bigint NOT NULL,
    version bigint NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX node_version ON node (tenant_id, version);
CREATE INDEX node_missing ON node (tenant_id, environment) WHERE NOT serving;

-- Telemetry: not worth a log record, kept for hours. Partitions by time go as a whole (hotswap.tend_samples).
CREATE UNLOGGED TABLE sample (
    tenant_id text NOT NULL,
    environment text NOT NULL,
    module text NOT NULL,
    start bigint NOT NULL,
    node text NOT NULL,
    release text NOT NULL,
    length bigint NOT NULL,
    requests bigint NOT NULL,
    errors bigint NOT NULL,
    cpu float8 NOT NULL,
    memory float8 NOT NULL,
    latency_sum float8 NOT NULL,
    latency integer[] NOT NULL, -- bucket, count, bucket, count, …
    named jsonb NOT NULL
) PARTITION BY RANGE (start);
CREATE UNLOGGED TABLE sample_other PARTITION OF sample DEFAULT;
CREATE INDEX sample_window ON sample (tenant_id, environment, module, start);

-- What changed, in words of streams and versions. Read in the order of (xid, id) below the oldest running
-- transaction: a sequence alone is not the order of commits.
CREATE TABLE feed (
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    id bigint GENERATED ALWAYS AS IDENTITY,
    at bigint NOT NULL,
    kind smallint NOT NULL,
    tenant_id text NOT NULL,
    environment text NOT NULL DEFAULT '',
    module text NOT NULL DEFAULT '',
    deployment text NOT NULL DEFAULT '',
    approval text NOT NULL DEFAULT '',
    version bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (xid, id)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
CREATE INDEX feed_age ON feed (at);

-- A program remembered a change that this server does not know: since a failover or a restore the latest
-- commits are missing. Nobody leads for the tenant until an administrator has confirmed it.
CREATE TABLE lost_tail (
    tenant_id text PRIMARY KEY,
    generation bigint NOT NULL, -- that holds since then
    found_at bigint NOT NULL,
    found_by text NOT NULL,     -- the member whose program remembered more
    seen_at bigint NOT NULL,    -- time of the latest missing change that it had seen
    confirmed_at bigint NOT NULL DEFAULT 0, -- 0: not yet
    confirmed_by text NOT NULL DEFAULT ''
);

-- Programs at work. Seen again every few seconds.
CREATE TABLE participant (
    tenant_id text NOT NULL,
    holder text NOT NULL,
    login name NOT NULL,
    since bigint NOT NULL,
    seen_at bigint NOT NULL,
    body jsonb NOT NULL,
    PRIMARY KEY (tenant_id, holder)
) WITH (fillfactor = 50);

-- Packages, in pieces of at most 1 MiB.
CREATE TABLE package (
    tenant_id text NOT NULL,
    digest text NOT NULL,
    module text NOT NULL,
    version text NOT NULL,
    size bigint NOT NULL,
    info jsonb NOT NULL,
    pushed_by text NOT NULL,
    pushed_at bigint NOT NULL,
    whole boolean NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, digest),
    UNIQUE (tenant_id, module, version)
);
CREATE TABLE package_piece (
    tenant_id text NOT NULL,
    digest text NOT NULL,
    number integer NOT NULL,
    bytes bytea NOT NULL CHECK (octet_length(bytes) <= 1048576),
    PRIMARY KEY (tenant_id, digest, number)
);
ALTER TABLE package_piece ALTER COLUMN bytes SET STORAGE EXTERNAL;
