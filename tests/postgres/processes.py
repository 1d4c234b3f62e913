# SPDX-License-Identifier: Apache-2.0
"""Processes by identity: a pid alone may since have been given to somebody else."""

import ctypes
import os
import pwd
import select
import signal
from dataclasses import dataclass
from pathlib import Path

# Field numbers of /proc/PID/stat, counted from the state that follows the name in brackets.
STATE, PARENT, STARTED = 0, 1, 19
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None)
SERVER_ACCOUNTS = ("postgres", "nobody")


def _stat(pid):
    """The fields after the name, or None when there is no such process."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return text[text.rindex(")") + 1:].split()


def _boot():
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


@dataclass(frozen=True)
class Process:
    """One process of one boot of this machine."""

    pid: int
    started: int  # clock ticks after boot
    boot: str

    @classmethod
    def of(cls, pid):
        """The process that has this pid now, or None."""
        fields = _stat(pid)
        return cls(pid, int(fields[STARTED]), _boot()) if fields else None

    def alive(self):
        """True while it runs; what has ended and only waits for its parent to look is not alive."""
        fields = _stat(self.pid)
        return (fields is not None and fields[STATE] not in "ZX" and int(fields[STARTED]) == self.started
                and self.boot == _boot())

    def signal(self, number):
        """Sends a signal to this very process; False when it is gone."""
        try:
            handle = os.pidfd_open(self.pid)
        except ProcessLookupError:
            return False
        try:
            if not self.alive():
                return False
            signal.pidfd_send_signal(handle, number)
            return True
        except ProcessLookupError:
            return False
        finally:
            os.close(handle)

    def wait_gone(self, seconds):
        """Waits until it has ended; False when the time runs out first."""
        try:
            handle = os.pidfd_open(self.pid)
        except ProcessLookupError:
            return True
        try:
            poller = select.poll()
            poller.register(handle, select.POLLIN)
            return not self.alive() or bool(poller.poll(seconds * 1000))
        finally:
            os.close(handle)

    def children(self):
        """Its children that are alive."""
        pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
        found = []
        for pid in pids:
            fields = _stat(pid)
            if fields and int(fields[PARENT]) == self.pid and fields[STATE] not in "ZX":
                found.append(Process(pid, int(fields[STARTED]), self.boot))
        return found


def end_with_parent(number=signal.SIGKILL):
    """For preexec_fn: the kernel sends the signal when the starting process dies, however it dies."""
    LIBC.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)


def server_account():
    """Who the server runs as: None for the caller, or an account without rights when the caller is root."""
    if os.geteuid() != 0:
        return None
    for name in SERVER_ACCOUNTS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LookupError(f"root needs one of the accounts {', '.join(SERVER_ACCOUNTS)} to run a server as")


def account_arguments(account):
    """What subprocess needs to run something as that account."""
    if account is None:
        return {}
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def hand_over(path, account):
    """Makes the account the owner of the path."""
    if account is not None:
        os.chown(path, account.pw_uid, account.pw_gid)


def reachable(folder, account):
    """True when the account may enter the folder, seen from the mode bits of all folders above it."""
    if account is None:
        return True
    for path in [folder, *folder.parents]:
        status = path.stat()
        wanted = 0o100 if status.st_uid == account.pw_uid else 0o001
        if not status.st_mode & wanted:
            return False
    return True
