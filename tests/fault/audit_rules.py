# SPDX-License-Identifier: Apache-2.0
"""The rules that a shared installation keeps whatever happens to it, each a query or a look of its own."""

import json
import subprocess

import node_records

TERMINAL = {"succeeded", "failed", "aborted", "rolledBack"}
# The state after an event that changes it. Several: it depends on what else holds.
STATE_AFTER = {
    "submitted": {"queued"},
    "started": {"running"},
    "paused": {"paused"},
    "pauseEnded": {"paused", "running"},
    "approvalRequested": {"waitingForApproval"},
    "approvalDecided": {"waitingForApproval", "running", "paused"},
    "rollbackStarted": {"rollingBack"},
    "interventionNeeded": {"needsIntervention"},
}


class Database:
    """Rows by psql, as JSON, from the superuser's connection: it sees every tenant."""

    def __init__(self, conninfo):
        self.conninfo = conninfo

    def rows(self, sql):
        command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", self.conninfo, "-c",
                   f"SELECT coalesce(json_agg(x), '[]') FROM ({sql}) x"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{sql}: {done.stderr.strip()}")
        return json.loads(done.stdout)


class Audit:
    """Runs the rules; what is wrong is collected as sentences, by the rule that found it."""

    def __init__(self, database, ledger, nodes):
        self.database = database
        self.ledger = ledger
        self.nodes = nodes
        self.wrong = []

    def fail(self, rule, sentence):
        self.wrong.append((rule, sentence))

    def none(self, rule, what, sql):
        for row in self.database.rows(sql + " LIMIT 20"):
            self.fail(rule, f"{what}: {json.dumps(row, sort_keys=True)}")

    def run(self):
        self.deployments = {row["id"]: row for row in self.database.rows(
            "SELECT id, environment, module, state, version, terminal, summary FROM hotswap.deployment")}
        self.acknowledged()
        self.streams()
        self.changes_are_recorded()
        self.commands()
        self.votes()
        self.journals()
        self.nodes_run_what_is_wanted()
        return self.wrong

    def acknowledged(self):
        """I1: what was confirmed is there once and ended right; I3: a key did one thing."""
        known = set()
        for entry in self.ledger:
            if not entry.get("id"):
                continue
            row = self.deployments.get(entry["id"])
            known.add(entry["id"])
            if row is None:
                self.fail("acknowledged", f"{entry['key']} was confirmed as {entry['id']} and is lost")
                continue
            allowed = entry.get("states", ["succeeded"])
            if row["state"] not in allowed:
                why = f"{row['summary'].get('endReason')}: {row['summary'].get('endDetail')}"
                self.fail("acknowledged", f"{entry['key']} ended as {row['state']} ({why}), not as {allowed}")
            version = row["summary"]["release"]["version"]
            if row["module"] != entry["module"] or version != entry["version"]:
                self.fail("acknowledged", f"{entry['key']} is {row['module']} {version}")
        # Confirmed or not: nothing exists that nobody asked for, nor twice what somebody asked for once.
        keys = {row["key"]: row["result"] for row in self.database.rows(
            "SELECT key, result FROM hotswap.idempotency_key")}
        asked = {keys[entry["key"]] for entry in self.ledger if entry["key"] in keys}
        for name in set(self.deployments) - known - asked:
            self.fail("acknowledged", f"nobody asked for deployment {name}")
        for entry in self.ledger:
            if entry.get("id") and keys.get(entry["key"], entry["id"]) != entry["id"]:
                self.fail("acknowledged", f"{entry['key']} did {keys[entry['key']]} too")

    def streams(self):
        """I6: versions without gaps, one end, the stored state is what the events lead to."""
        self.none("streams", "versions with gaps",
                  "SELECT deployment, count(*), max(version) FROM hotswap.event GROUP BY deployment "
                  "HAVING count(*) <> max(version) OR min(version) <> 1")
        self.none("streams", "the stored version is not the last event's",
                  "SELECT d.id, d.version, e.last FROM hotswap.deployment d LEFT JOIN (SELECT deployment, "
                  "max(version) AS last FROM hotswap.event GROUP BY 1) e ON e.deployment = d.id "
                  "WHERE e.last IS DISTINCT FROM d.version")
        events = self.database.rows("SELECT deployment, version, type, body->>'state' AS state FROM "
                                    "hotswap.event WHERE type IN ('finished', 'rollbackRequested', "
                                    + ", ".join(f"'{name}'" for name in STATE_AFTER)
                                    + ") ORDER BY deployment, version")
        folded, ends = {}, {}
        for event in events:
            stream = event["deployment"]
            if event["type"] == "finished":
                folded[stream] = {event["state"]}
                ends[stream] = ends.get(stream, 0) + 1
            elif event["type"] == "rollbackRequested":
                folded[stream] = {"rollingBack"}
                ends[stream] = 0
            else:
                folded[stream] = STATE_AFTER[event["type"]]
        for name, row in self.deployments.items():
            if row["state"] not in folded.get(name, set()):
                self.fail("streams", f"{name} is stored as {row['state']}, its events say {folded.get(name)}")
            if ends.get(name, 0) != (1 if row["state"] in TERMINAL else 0):
                self.fail("streams", f"{name} is {row['state']} and has ended {ends.get(name, 0)} times")
        self.none("streams", "two of one scope at work at once",
                  "SELECT a.deployment AS one, b.deployment AS other FROM hotswap.event a "
                  "JOIN hotswap.deployment d ON d.id = a.deployment "
                  "JOIN hotswap.event e ON e.deployment = a.deployment AND e.type = 'finished' "
                  "JOIN hotswap.deployment o ON o.module = d.module AND o.environment = d.environment "
                  "AND o.id <> d.id JOIN hotswap.event b ON b.deployment = o.id AND b.type = 'started' "
                  "WHERE a.type = 'started' AND b.at > a.at AND b.at < e.at")

    def changes_are_recorded(self):
        """I8: each change has one audit record of its transaction, and the chain has no gap."""
        self.none("audit", "submits without exactly one record",
                  "SELECT d.id, count(a.id) FROM hotswap.deployment d LEFT JOIN hotswap.audit a ON "
                  "a.subject = d.id AND a.action = 'deployment.submit' GROUP BY 1 HAVING count(a.id) <> 1")
        self.none("audit", "records that do not account for every event",
                  "SELECT d.id, d.version, sum(coalesce((a.details->>'events')::bigint, 1)) AS recorded "
                  "FROM hotswap.deployment d LEFT JOIN hotswap.audit a ON a.subject = d.id "
                  "WHERE NOT EXISTS (SELECT 1 FROM hotswap.approval p WHERE p.deployment = d.id) "
                  "GROUP BY 1, 2 HAVING d.version IS DISTINCT FROM "
                  "sum(coalesce((a.details->>'events')::bigint, 1))")
        self.none("audit", "a cut or reordered chain",
                  "SELECT sequence, previous FROM (SELECT sequence, previous_hash, "
                  "lag(hash, 1, '') OVER w AS previous, lag(sequence, 1, 0::bigint) OVER w AS before "
                  "FROM hotswap.audit WHERE sequence IS NOT NULL WINDOW w AS (PARTITION BY tenant_id "
                  "ORDER BY sequence)) s WHERE previous_hash <> previous OR sequence <> before + 1")

    def commands(self):
        """I2, I3, I13: one receipt a command, none of a term that never was, nothing held by nobody."""
        self.none("commands", "commands with two receipts",
                  "SELECT command, count(*) FROM hotswap.receipt GROUP BY 1 HAVING count(*) <> 1")
        self.none("commands", "commands of a term that is not over nor here",
                  "SELECT c.id, c.generation, c.epoch FROM hotswap.command c JOIN hotswap.lease l USING "
                  "(tenant_id, environment, module) WHERE (c.generation, c.epoch) > (l.generation, l.epoch)")
        self.none("commands", "capacity held by what is over",
                  "SELECT c.node, c.deployment FROM hotswap.capacity c LEFT JOIN hotswap.deployment d "
                  "ON d.id = c.deployment WHERE d.id IS NULL OR d.terminal")
        self.none("commands", "a term that grew older from event to event",
                  "SELECT * FROM (SELECT c.deployment, c.node, c.sequence, (c.generation, c.epoch) < "
                  "lag((c.generation, c.epoch)) OVER (PARTITION BY c.environment, c.module, c.node "
                  "ORDER BY c.sequence) AS older FROM hotswap.command c WHERE c.state = 'answered') s "
                  "WHERE older")

    def votes(self):
        """I7: what was approved had its quorum of others, each vote counted once."""
        self.none("votes", "approved without its quorum",
                  "SELECT a.id FROM hotswap.approval a WHERE a.state = 'approved' AND (SELECT "
                  "count(DISTINCT v.voter) FROM hotswap.vote v WHERE v.approval = a.id AND "
                  "v.voter <> a.requested_by) < greatest(1, (a.body#>>'{policy,quorum}')::integer)")
        self.none("votes", "votes on their own request",
                  "SELECT v.approval, v.voter FROM hotswap.vote v JOIN hotswap.approval a ON "
                  "a.id = v.approval WHERE v.voter = a.requested_by")
        self.none("votes", "votes that an approval does not hold",
                  "SELECT a.id FROM hotswap.approval a WHERE jsonb_array_length(a.body->'votes') <> "
                  "(SELECT count(*) FROM hotswap.vote v WHERE v.approval = a.id)")

    def journals(self):
        """I2, I3 as the nodes saw it: terms never go back, an effect once, the same answer everywhere."""
        stored = {row["command"]: row["body"] for row in self.database.rows(
            "SELECT command, body FROM hotswap.receipt")}
        for node in self.nodes:
            _, damaged = node.journal()
            if damaged:
                self.fail("journals", f"{node.name}: {damaged} damaged bytes")
            highest = {}
            for command in node.commands():
                scope = (command["scope"]["environment"], command["scope"]["module"])
                term = (command["fence"]["generation"], command["fence"]["epoch"])
                if term < highest.get(scope, (0, 0)):
                    self.fail("journals", f"{node.name}: {scope} obeyed {term} after {highest[scope]}")
                highest[scope] = max(term, highest.get(scope, (0, 0)))
            fences = node.fences()
            for scope, term in highest.items():
                if fences.get(scope, (0, 0)) < term:
                    self.fail("journals", f"{node.name}: fence {fences.get(scope)} of {scope} below {term}")
            switched = node.switches()
            for command in {one for one in switched if switched.count(one) > 1}:
                self.fail("journals", f"{node.name}: command {command} switched twice")
            answered = [receipt["command"] for receipt in node.receipts()]
            for command in {one for one in answered if answered.count(one) > 1}:
                self.fail("journals", f"{node.name}: command {command} ended twice")
            for receipt in node.receipts():
                kept = stored.get(receipt["command"])
                if kept and any(kept[key] != receipt[key] for key in ("outcome", "running", "fence")):
                    self.fail("journals", f"{node.name}: receipt of {receipt['command']} is stored otherwise")

    def wanted(self):
        """(node, module) to the version of the last deployment that succeeded there."""
        plans = self.database.rows(
            "SELECT d.module, d.summary->'release' AS release, s.body->'plan'->'waves' AS waves "
            "FROM hotswap.deployment d JOIN hotswap.event s ON s.deployment = d.id AND s.type = 'started' "
            "JOIN hotswap.event f ON f.deployment = d.id AND f.type = 'finished' "
            "WHERE d.state = 'succeeded' ORDER BY f.at, f.version")
        return {(node, plan["module"]): plan["release"] for plan in plans for wave in plan["waves"]
                for node in wave["nodes"]}

    def nodes_run_what_is_wanted(self):
        """I4, I17: a node's link, its row and its module's answer are the release it is to run."""
        rows = {row["id"]: row["modules"] for row in self.database.rows(
            "SELECT id, body->'modules' AS modules FROM hotswap.node")}
        by_name = {node.name: node for node in self.nodes}
        for (name, module), release in self.wanted().items():
            node, told = by_name.get(name), (rows.get(name) or {}).get(module)
            if node is None or told is None:
                self.fail("nodes", f"{name} tells nothing of {module}")
                continue
            if told["current"]["digest"] != release["digest"]:
                self.fail("nodes", f"{name} tells of {module} {told['current']['version']}, "
                                   f"not of {release['version']}")
            folder = f"{release['version']}-{release['digest'][:8]}"
            if node.current(module) != folder:
                self.fail("nodes", f"{name}: current of {module} is {node.current(module)}, not {folder}")
            status, said = node_records.answer(told["address"], "/version")
            if (status, said) != (200, release["version"]):
                self.fail("nodes", f"{name}: {module} at {told['address']} answers {status} {said}, "
                                   f"not {release['version']}")
            status, said = node_records.answer(told["address"], "/health")
            if status != 200:
                self.fail("nodes", f"{name}: {module} is not healthy: {status} {said}")
