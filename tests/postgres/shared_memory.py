# SPDX-License-Identifier: Apache-2.0
"""Shared memory that a killed server leaves behind; the next start of the same cluster reuses or frees it."""

import ctypes
import re
from pathlib import Path

IPC_RMID = 0
SHMEM_LINE = 6  # of postmaster.pid: key and identifier
POSIX_SEGMENT = re.compile(r"/dev/shm/(PostgreSQL\.\d+)$")


def segments(pid):
    """Names of the POSIX segments that a running server has open."""
    try:
        maps = Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    return sorted({match.group(1) for match in map(POSIX_SEGMENT.search, maps) if match})


def release(names, pid_file):
    """Frees the named POSIX segments and the System V one of the pid file, if nobody is attached to it."""
    for name in names:
        (Path("/dev/shm") / name).unlink(missing_ok=True)
    try:
        key, identifier = pid_file.read_text(encoding="utf-8").splitlines()[SHMEM_LINE].split()
    except (OSError, IndexError, ValueError):
        return
    for line in Path("/proc/sysvipc/shm").read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        if fields[:2] == [key, identifier] and fields[6] == "0":
            ctypes.CDLL(None).shmctl(int(identifier), IPC_RMID, None)
