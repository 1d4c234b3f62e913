# SPDX-License-Identifier: Apache-2.0
"""One throw-away PostgreSQL cluster: a folder with a record of what was made and started for it.

The record, cluster.json, is written before anything is made, so that whatever a killed run left can be found.
"""

import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import processes
import settings
import shared_memory
from processes import Process

RECORD = "cluster.json"
PASSWORDS = "pgpass"
SERVICE = "service"  # so that a caller can name the cluster before its port is known
LOG = "log"
SPARE_PREFIX = "hotswap-postgres-"
HOME_LENGTH_MAX = 85  # a socket's path has at most 107 bytes, file name included
READY_SECONDS = 60
STOP_SECONDS = 60
POLL_SECONDS = 0.01
LOG_LINES_SHOWN = 20
STATUS_LINE = 7  # of postmaster.pid
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
STOP_SIGNALS = {"smart": signal.SIGTERM, "fast": signal.SIGINT, "immediate": signal.SIGQUIT}
SHOWN = ("host", "port", "socket", "admin", "dir", "pid", "log", "passfile", "version")
DEBIAN_PROGRAMS = Path("/usr/lib/postgresql/15/bin")


class ClusterError(Exception):
    """What went wrong, in one sentence for the person who called."""


def programs():
    """The folder of PostgreSQL's own programs."""
    found = DEBIAN_PROGRAMS
    if not (found / "postgres").exists() and shutil.which("pg_config"):
        asked = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=True)
        found = Path(asked.stdout.strip())
    if not (found / "postgres").exists():
        raise ClusterError("there is no PostgreSQL server here; install the package postgresql-15")
    return found


class Cluster:
    """The cluster of one folder."""

    def __init__(self, folder):
        self.folder = Path(folder).resolve()
        self.account = processes.server_account()
        self.record = {}
        self.read()

    def read(self):
        """Takes up what the record says now."""
        path = self.folder / RECORD
        self.record = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    # What is there

    @property
    def home(self):
        """Where data and socket are; not the folder itself when a server could not work there."""
        return Path(self.record["home"])

    @property
    def data(self):
        return self.home / "data"

    @property
    def made(self):
        return self.record.get("made", False)

    @property
    def process(self):
        """The postmaster, or None when it does not run."""
        known = self.record.get("process")
        found = Process(**known) if known else self._unrecorded()
        return found if found and found.alive() else None

    def _unrecorded(self):
        """A postmaster whose starter was killed before it could write it down: it works in our folder."""
        pid = self._pid_in_file() if self.record else None
        try:
            ours = pid is not None and Path(os.readlink(f"/proc/{pid}/cwd")) == self.data
        except OSError:
            return None
        return Process.of(pid) if ours else None

    def _pid_in_file(self):
        try:
            return int((self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n", 1)[0])
        except (OSError, ValueError):
            return None

    def shown(self):
        """What a caller needs to know, as one line of JSON."""
        values = {key: self.record.get(key) for key in SHOWN}
        running = self.process
        values["pid"] = running.pid if running else None
        standby = self.made and (self.data / "standby.signal").exists()
        role = "standby" if standby else "primary"
        return json.dumps(values | {"running": running is not None, "role": role})

    def save(self, **changes):
        self.record.update(changes)
        new = self.folder / (RECORD + ".new")
        new.write_text(json.dumps(self.record, indent=1) + "\n", encoding="utf-8")
        new.replace(self.folder / RECORD)

    @contextmanager
    def locked(self):
        """One command at a time per folder; what is read inside is fresh."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        path = self.folder.parent / f".{self.folder.name}.lock"
        while True:
            stream = open(path, "a", encoding="ascii")
            fcntl.flock(stream, fcntl.LOCK_EX)
            # The one before us may have taken the file away together with the cluster.
            if path.exists() and os.fstat(stream.fileno()).st_ino == path.stat().st_ino:
                break
            stream.close()
        with stream:
            self.read()
            try:
                yield self
            finally:
                if not (self.folder / RECORD).exists():
                    path.unlink()

    # Making

    def prepare(self, fast):
        """Takes the folder and decides where the server lives; raises when it is somebody else's."""
        if self.record:
            self.remove()
        self.folder.mkdir(parents=True, exist_ok=True)
        if any(self.folder.iterdir()):
            raise ClusterError(f"{self.folder} holds something else; name an empty folder")
        home = self.folder
        fits = len(os.fsencode(home)) <= HOME_LENGTH_MAX
        if not fits or not processes.reachable(home, self.account):
            home = Path(tempfile.mkdtemp(prefix=SPARE_PREFIX, dir="/var/tmp"))
            home.chmod(0o711)
        password = secrets.token_urlsafe(18)
        version = self.run("postgres", "--version")
        self.save(made=False, dir=str(self.folder), home=str(home), fast=fast, version=version,
                  log=str(self.folder / LOG), passfile=str(self.folder / PASSWORDS), host=settings.HOST,
                  socket=str(home / "socket"), settings=settings.BASE | (settings.FAST if fast else {}))
        for name in ("data", "socket"):
            (home / name).mkdir()
            processes.hand_over(home / name, self.account)
        self.data.chmod(0o700)
        return password

    def write_secret(self, path, text, account):
        """A file that only its owner reads."""
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        processes.hand_over(path, account)

    def make(self, fast, extra):
        """Makes an empty cluster. Nothing of it is synced: only a crash of the machine could take it."""
        password = self.prepare(fast)
        secret = self.home / "password"
        self.write_secret(secret, password + "\n", self.account)
        self.run("initdb", "-D", self.data, "-U", settings.ADMIN, f"--pwfile={secret}", "-k", "-N",
                 "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8")
        secret.unlink()
        self.write_secret(self.folder / PASSWORDS, f"*:*:*:{settings.ADMIN}:{password}\n", None)
        self.append("postgresql.conf", "include 'hotswap.conf'\n")
        self.save(made=True, settings=self.record["settings"] | extra)

    def append(self, name, text):
        with open(self.data / name, "a", encoding="utf-8") as stream:
            stream.write(text)

    def write_settings(self):
        socket_folder = {"unix_socket_directories": self.record["socket"], "port": str(self.record["port"])}
        path = self.data / "hotswap.conf"
        path.write_text(settings.file_text(self.record["settings"] | socket_folder), encoding="utf-8")
        processes.hand_over(path, self.account)

    # Running

    def run(self, program, *arguments):
        """Runs one of PostgreSQL's programs as the server's account."""
        done = subprocess.run([programs() / program, *arguments], env=ENVIRONMENT, cwd="/", check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, preexec_fn=processes.end_with_parent,
                              **processes.account_arguments(self.account))
        if done.returncode != 0:
            raise ClusterError(f"{program} failed: {done.stdout.strip()}")
        return done.stdout.strip()

    def launch(self, port, before_exec=None):
        """Starts the server of a cluster that is made. Port 0: the one it had, or a free one."""
        chosen = port or self.record.get("port")
        for _ in range(settings.PORT_ATTEMPTS):
            known = chosen or settings.free_port()
            admin = {"host": self.record["socket"], "port": known, "user": settings.ADMIN,
                     "dbname": "postgres", "passfile": self.record["passfile"]}
            self.save(port=known, admin=settings.conninfo(**admin))
            self.write_secret(self.folder / SERVICE, settings.service_text(admin), None)
            trouble = self._attempt(before_exec)
            if trouble is None:
                return
            if chosen or "Address already in use" not in trouble:
                raise ClusterError(f"the server did not start:\n{trouble}")
        raise ClusterError("the server found no free port")

    def _attempt(self, before_exec):
        """Starts the server once; None when it is ready, else the end of its log."""
        self.write_settings()
        self._forget_dead_server()
        log = self.folder / LOG
        old_size = log.stat().st_size if log.exists() else 0
        with open(log, "ab") as stream:
            child = subprocess.Popen(
                [programs() / "postgres", "-D", self.data], env=ENVIRONMENT, cwd="/",
                stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, start_new_session=True, umask=0o077,
                preexec_fn=before_exec, **processes.account_arguments(self.account))
        self.save(process=vars(Process.of(child.pid)))
        limit = time.monotonic() + READY_SECONDS
        while child.poll() is None and time.monotonic() < limit:
            if self._ready(child.pid):
                return None
            time.sleep(POLL_SECONDS)
        if child.poll() is None:
            self.kill()
            child.wait()
        self.save(process=None)
        lines = log.read_bytes()[old_size:].decode(errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES_SHOWN:]) or "it said nothing"

    def _ready(self, pid):
        try:
            lines = (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return (len(lines) > STATUS_LINE and lines[0] == str(pid)
                and lines[STATUS_LINE].strip() in ("ready", "standby"))

    def _forget_dead_server(self):
        """Takes away a dead server's pid file when the pid looks alive: used anew, or never reaped.

        Any other pid file stays for PostgreSQL's own check that no old backend is left.
        """
        if self.process is not None:
            raise ClusterError("the server runs already")
        pid = self._pid_in_file()
        if pid is not None and Process.of(pid) is not None:
            (self.data / "postmaster.pid").unlink()
        for left in Path(self.record["socket"]).glob(".s.PGSQL.*"):
            left.unlink()

    def stop(self, mode):
        """Stops the server; True when it ran."""
        running = self.process
        if running is None:
            return False
        for process in [running, *running.children()]:
            process.signal(signal.SIGCONT)
        running.signal(STOP_SIGNALS[mode])
        if not running.wait_gone(STOP_SECONDS):
            raise ClusterError(f"the server has not stopped within {STOP_SECONDS} s ({mode})")
        self.save(process=None)
        return True

    def kill(self):
        """Ends the postmaster and all its children without giving them a chance; True when it ran."""
        running = self.process
        if running is None:
            return False
        running.signal(signal.SIGSTOP)  # or it would start new ones meanwhile
        all_of_them = [running, *running.children()]
        self.save(shared_memory=shared_memory.segments(running.pid))
        for process in all_of_them:
            process.signal(signal.SIGKILL)
        for process in all_of_them:
            if not process.wait_gone(STOP_SECONDS):
                raise ClusterError(f"process {process.pid} does not end")
        self.save(process=None)
        return True

    def remove(self):
        """Ends the server and deletes all that was made for it. What is not of ours in the folder stays."""
        if self.process is not None:
            self.stop("immediate")
        if not self.record:
            raise ClusterError(f"there is no cluster in {self.folder}")
        shared_memory.release(self.record.get("shared_memory", []), self.data / "postmaster.pid")
        for name in ("data", "socket"):
            shutil.rmtree(self.home / name, ignore_errors=True)
        for name in ("password", PASSWORDS):
            (self.home / name).unlink(missing_ok=True)
        if self.home != self.folder:
            self.home.rmdir()
        for name in (LOG, SERVICE, PASSWORDS, RECORD):  # the record last: until then the rest can be found
            (self.folder / name).unlink(missing_ok=True)
        self.record = {}
        if not any(self.folder.iterdir()):
            self.folder.rmdir()
