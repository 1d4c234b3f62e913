# SPDX-License-Identifier: Apache-2.0
"""A second cluster that follows a first by streaming replication, and its promotion."""

import subprocess
import time

import processes
import settings
from server import PASSWORDS, Cluster, ClusterError, programs

FOLLOW_SECONDS = 60
PROMOTE_SECONDS = 60
POLL_SECONDS = 0.05
SYNC_NAMES = "synchronous_standby_names"


def query(cluster, sql):
    """The first column of the answer as text, asked as the superuser."""
    command = [programs() / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", cluster.record["admin"],
               "-c", sql]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ClusterError(f"'{sql}' failed: {done.stderr.strip()}")
    return done.stdout.strip()


def make(cluster, primary, synchronous, extra):
    """Makes the cluster a copy of the running primary, to be started afterwards."""
    if primary.process is None:
        raise ClusterError(f"the primary in {primary.folder} does not run")
    if synchronous and primary.record["fast"]:
        raise ClusterError("a synchronous standby needs a primary that was not started with --fast")
    cluster.prepare(primary.record["fast"])
    passwords = (primary.folder / PASSWORDS).read_text(encoding="utf-8")
    cluster.write_secret(cluster.folder / PASSWORDS, passwords, None)
    # The server's account may not be able to enter the folder, so its copy is beside its data.
    own_copy = cluster.home / "password"
    cluster.write_secret(own_copy, passwords, cluster.account)
    name = f"standby_{primary.record['port']}_{time.time_ns():x}"
    source = settings.conninfo(host=primary.record["host"], port=primary.record["port"], user=settings.ADMIN,
                               passfile=own_copy, application_name=name)
    cluster.run("pg_basebackup", "-D", cluster.data, "-d", source, "-X", "stream", "-c", "fast", "-N", "-w")
    signal_file = cluster.data / "standby.signal"
    signal_file.touch()
    processes.hand_over(signal_file, cluster.account)
    inherited = {key: value for key, value in primary.record["settings"].items() if key != SYNC_NAMES}
    follow = {"primary_conninfo": source, "cluster_name": name}
    cluster.save(made=True, settings=inherited | follow | extra, name=name, primary=str(primary.folder))


def wait_streaming(cluster, primary, synchronous):
    """Waits until the primary streams to the standby, and holds its commits for it when asked to."""
    name = cluster.record["name"]
    if synchronous:
        set_synchronous(primary, name)
    wanted = "state = 'streaming'" + (" and sync_state = 'sync'" if synchronous else "")
    limit = time.monotonic() + FOLLOW_SECONDS
    sql = f"select count(*) from pg_stat_replication where application_name = '{name}' and {wanted}"
    while query(primary, sql) != "1":
        if time.monotonic() > limit:
            raise ClusterError(f"the standby does not follow the primary after {FOLLOW_SECONDS} s")
        time.sleep(POLL_SECONDS)


def set_synchronous(primary, name):
    """Names the standby that commits wait for; an empty name waits for nobody."""
    primary.save(settings=primary.record["settings"] | {SYNC_NAMES: name})
    primary.write_settings()
    if primary.process:
        primary.run("pg_ctl", "reload", "-D", primary.data)


def promote(cluster):
    """Makes a standby a primary, and waits until it is one."""
    if cluster.process is None or not (cluster.data / "standby.signal").exists():
        raise ClusterError("only a running standby can be promoted")
    cluster.run("pg_ctl", "promote", "-D", cluster.data, "-w", "-t", str(PROMOTE_SECONDS))
    kept = {key: value for key, value in cluster.record["settings"].items() if key != "primary_conninfo"}
    cluster.save(settings=kept)
    cluster.write_settings()


def release(cluster):
    """Before a standby is removed: its primary, if that still waits for it, waits no more."""
    if not cluster.record.get("primary"):
        return
    primary = Cluster(cluster.record["primary"])
    if primary.made and primary.record["settings"].get(SYNC_NAMES) == cluster.record.get("name"):
        set_synchronous(primary, "")
