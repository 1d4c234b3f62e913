# SPDX-License-Identifier: Apache-2.0
"""Clusters for the length of something else: of a test run that several share, or of one command."""

import os
import signal
import subprocess
from pathlib import Path

import processes
from processes import Process
from server import RECORD, Cluster, ClusterError

CATCH = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
GRACE_SECONDS = 10


def _living(cluster):
    """The holders that are still there."""
    holders = [Process(**known) for known in cluster.record.get("holders", [])]
    return [holder for holder in holders if holder.alive()]


def join(cluster, holder_pid, extra):
    """Takes part in the folder's fast cluster; the first one cleans what is left of others and starts it."""
    holder = Process.of(holder_pid)
    if holder is None:
        raise ClusterError(f"there is no process {holder_pid} to hold the cluster for")
    running = cluster.process is not None
    if running and "holders" not in cluster.record:
        return  # started by hand: whoever did so ends it
    others = _living(cluster)
    if not running or not others:
        if cluster.record:
            cluster.remove()
        cluster.make(True, extra)
        cluster.launch(0)
        others = []
    cluster.save(holders=[vars(one) for one in {*others, holder}])


def leave(cluster, holder_pid):
    """Takes part no more; the last one out removes the cluster."""
    if "holders" not in cluster.record:
        return
    staying = [holder for holder in _living(cluster) if holder.pid != holder_pid]
    if staying:
        cluster.save(holders=[vars(one) for one in staying])
    else:
        cluster.remove()


def own_folder():
    """A folder for this process alone; what killed ones left beside it is removed."""
    siblings = Path(f"/var/tmp/hotswap-clusters-{os.geteuid()}")
    siblings.mkdir(mode=0o755, exist_ok=True)
    if siblings.stat().st_uid != os.geteuid():
        raise ClusterError(f"{siblings} belongs to somebody else")
    for folder in siblings.iterdir():
        if not folder.name.isdigit() or not (folder / RECORD).exists():
            continue
        with Cluster(folder).locked() as left:
            supervisor = left.record.get("supervisor")
            if supervisor and not Process(**supervisor).alive():
                left.remove()
    return siblings / str(os.getpid())


class Interrupted(Exception):
    """A signal that asks to end came before the command ran."""


def _interrupt(number, _frame):
    raise Interrupted(number)


def _server_setup():
    signal.pthread_sigmask(signal.SIG_UNBLOCK, CATCH | {signal.SIGCHLD})
    processes.end_with_parent(signal.SIGQUIT)


def _command_setup():
    signal.pthread_sigmask(signal.SIG_UNBLOCK, CATCH | {signal.SIGCHLD})
    processes.end_with_parent(signal.SIGTERM)


def run_with(cluster, command, fast, extra):
    """Runs the command beside a cluster of its own that ends with it; returns an exit status."""
    for number in CATCH:
        signal.signal(number, _interrupt)
    # A handler makes SIGCHLD one that can be waited for.
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    ours = False
    try:
        with cluster.locked():
            supervisor = cluster.record.get("supervisor")
            left_over = supervisor is not None and not Process(**supervisor).alive()
            if cluster.process is not None and not left_over:
                raise ClusterError(f"the cluster in {cluster.folder} runs already")
            ours = True
            cluster.make(fast, extra)
            cluster.save(supervisor=vars(Process.of(os.getpid())))
            cluster.launch(0, _server_setup)
        signal.pthread_sigmask(signal.SIG_BLOCK, CATCH | {signal.SIGCHLD})
        return _supervise(cluster, command)
    except Interrupted as caught:
        return 128 + caught.args[0]
    finally:
        signal.pthread_sigmask(signal.SIG_BLOCK, CATCH)
        with cluster.locked():
            if ours and cluster.record:
                cluster.remove()


def _supervise(cluster, command):
    """Runs the command, reaps whatever of ours ends meanwhile, and hands on signals."""
    environment = os.environ | {"HOTSWAP_TEST_ADMIN": cluster.record["admin"],
                                "HOTSWAP_TEST_CLUSTER": str(cluster.folder)}
    try:
        child = subprocess.Popen(command, env=environment, preexec_fn=_command_setup)
    except OSError as error:
        raise ClusterError(f"cannot run {command[0]}: {error.strerror}") from error
    asked = None
    while True:
        caught = signal.sigtimedwait(CATCH | {signal.SIGCHLD}, GRACE_SECONDS)
        if caught is None and asked is not None:
            os.kill(child.pid, signal.SIGKILL)
        elif caught is not None and caught.si_signo in CATCH:
            asked = caught.si_signo
            os.kill(child.pid, asked)
        status = _reap(child.pid)
        if status is not None:
            return 128 + asked if asked else status if status >= 0 else 128 - status


def _reap(wanted):
    """Collects all children that have ended; the exit status of the wanted one, if it is among them."""
    found = None
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return found
        if pid == 0:
            return found
        if pid == wanted:
            found = os.waitstatus_to_exitcode(status)
