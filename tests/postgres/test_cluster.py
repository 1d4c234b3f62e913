# SPDX-License-Identifier: Apache-2.0
"""The cluster program: what it makes works, what it ends is its own, and nothing of it is left."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from processes import Process
from server import RECORD, SPARE_PREFIX, programs

PROGRAM = str(Path(__file__).resolve().parent / "cluster")
LIMIT_SECONDS = 90
PSQL = [str(programs() / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1"]


def ask(cluster, sql):
    """The answer of a cluster, given what its start printed."""
    done = subprocess.run([*PSQL, "-d", cluster["admin"], "-c", sql], capture_output=True, text=True,
                          timeout=LIMIT_SECONDS, check=False)
    if done.returncode != 0:
        raise ConnectionError(done.stderr.strip())
    return done.stdout.strip()


def wait_for(condition, what):
    limit = time.monotonic() + LIMIT_SECONDS
    while not condition():
        if time.monotonic() > limit:
            raise TimeoutError(what)
        time.sleep(0.02)


class ClusterCase(unittest.TestCase):
    """A folder for clusters, empty again after each test."""

    def setUp(self):
        # Not where only the caller may go: the server is somebody else when the caller is root.
        self.folder = tempfile.mkdtemp(prefix="hs-", dir="/var/tmp")
        os.chmod(self.folder, 0o755)
        self.addCleanup(self.clean_up)

    def clean_up(self):
        for record in sorted(Path(self.folder).glob(f"*/{RECORD}")):
            self.call("remove", record.parent.name, check=False)
        left = sorted(path.name for path in Path(self.folder).iterdir())
        if not left:
            os.rmdir(self.folder)
        self.assertEqual(left, [])

    def path(self, name):
        return f"{self.folder}/{name}"

    def call(self, command, name, *arguments, check=True):
        """Runs the program; what it printed, as a dictionary where it printed JSON."""
        done = subprocess.run([sys.executable, PROGRAM, command, "--dir", self.path(name), *arguments],
                              capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
        if check:
            self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout) if done.returncode == 0 and done.stdout else done


class TestLife(ClusterCase):
    def test_settings(self):
        one = self.call("start", "a", "--conf", "work_mem=7MB", "max_locks_per_transaction=99")
        expected = {"fsync": "on", "data_checksums": "on", "server_encoding": "UTF8",
                    "lc_collate": "C.UTF-8", "max_connections": "200", "work_mem": "7MB",
                    "max_prepared_transactions": "0",
                    "max_locks_per_transaction": "99", "synchronous_commit": "on"}
        self.assertEqual({name: ask(one, f"show {name}") for name in expected}, expected)
        self.assertEqual(os.stat(one["passfile"]).st_mode & 0o777, 0o600)
        if os.geteuid() == 0:
            self.assertNotEqual(os.stat(f"/proc/{one['pid']}").st_uid, 0)
        with self.assertRaisesRegex(ConnectionError, "password"):
            ask({"admin": one["admin"] + " passfile=/nowhere"}, "select 1")
        again = self.call("start", "a", check=False)
        self.assertIn("runs already", again.stderr)

    def test_what_is_stored_outlives_all_ways_to_end(self):
        one = self.call("start", "a")
        ask(one, "create table t (x int)")
        for count, how in enumerate((["restart"], ["restart", "--mode", "immediate"], ["kill"], ["stop"])):
            ask(one, f"insert into t values ({count})")
            self.call(how[0], "a", *how[1:])
            if how[0] in ("kill", "stop"):
                self.assertEqual(self.call("status", "a", check=False).returncode, 3)
                self.assertEqual(self.call("start", "a")["port"], one["port"])
            self.assertEqual(ask(one, "select count(*) from t"), str(count + 1))
        self.call("remove", "a")
        self.assertEqual(self.call("status", "a", check=False).returncode, 4)

    def test_two_at_once(self):
        one, other = self.call("start", "a", "--fast"), self.call("start", "b", "--fast")
        identity = "select system_identifier from pg_control_system()"
        self.assertNotEqual(ask(one, identity), ask(other, identity))
        self.call("kill", "a")
        self.assertEqual(ask(other, "select 1"), "1")

    def test_paused_backend(self):
        one = self.call("start", "a", "--fast")
        with subprocess.Popen([*PSQL, "-d", one["admin"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True) as session:
            def answer(sql):
                session.stdin.write(sql + ";\n")
                session.stdin.flush()
                return session.stdout.readline().strip()

            pid = answer("select pg_backend_pid()")
            self.call("pause", "a", "--pid", pid)
            self.assertEqual(Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").split(") ")[1][0], "T")
            self.call("resume", "a", "--pid", pid)
            self.assertEqual(answer("select 2"), "2")
            session.stdin.close()
        refused = self.call("pause", "a", "--pid", str(os.getpid()), check=False)
        self.assertIn("does not belong", refused.stderr)

    def test_only_what_is_its_own(self):
        os.mkdir(self.path("mine"))
        kept = Path(self.path("mine/kept"))
        kept.touch()
        self.assertIn("something else", self.call("start", "mine", check=False).stderr)
        self.assertEqual(self.call("remove", "mine", check=False).returncode, 1)
        kept.unlink()
        os.rmdir(self.path("mine"))
        self.call("start", "a", "--fast")
        self.call("stop", "a")
        with subprocess.Popen(["sleep", "600"]) as stranger:
            record = Path(self.path(f"a/{RECORD}"))
            text = json.loads(record.read_text(encoding="utf-8"))
            text["process"] = vars(Process.of(stranger.pid)) | {"started": 1}  # its pid was given away
            record.write_text(json.dumps(text), encoding="utf-8")
            self.call("kill", "a")
            self.call("remove", "a")
            self.assertIsNone(stranger.poll())
            stranger.kill()

    def test_folder_that_the_server_cannot_enter(self):
        deep = Path(self.path("x")) / ("long" * 30)
        deep.mkdir(parents=True)
        one = self.call("start", f"x/{deep.name}/c", "--fast")
        self.assertEqual(ask(one, "select 1"), "1")
        home = Path(one["socket"]).parent
        self.assertTrue(home.name.startswith(SPARE_PREFIX))
        self.call("remove", f"x/{deep.name}/c")
        self.assertFalse(home.exists())
        deep.rmdir()
        deep.parent.rmdir()


class TestStandby(ClusterCase):
    def test_synchronous_loses_nothing(self):
        primary = self.call("start", "a")
        standby = self.call("start", "b", "--standby-of", self.path("a"), "--sync")
        self.assertEqual(ask(primary, "select sync_state from pg_stat_replication"), "sync")
        ask(primary, "create table t (x int); insert into t values (1)")
        with self.assertRaisesRegex(ConnectionError, "read-only"):
            ask(standby, "create table u (x int)")
        self.call("kill", "a")
        self.assertEqual(self.call("promote", "b")["role"], "primary")
        self.assertEqual(ask(standby, "select x from t"), "1")
        ask(standby, "insert into t values (2)")
        self.call("restart", "b")
        self.assertEqual(ask(standby, "select count(*) from t"), "2")

    def test_asynchronous_does_not_hold_up_commits(self):
        primary = self.call("start", "a", "--fast")
        standby = self.call("start", "b", "--standby-of", self.path("a"), "--async")
        self.call("pause", "b")
        ask(primary, "create table t (x int)")
        self.call("resume", "b")
        sql = "select count(*) from pg_tables where tablename = 't'"
        wait_for(lambda: ask(standby, sql) == "1", "replay")

    def test_removed_synchronous_standby_is_not_waited_for(self):
        primary = self.call("start", "a")
        self.call("start", "b", "--standby-of", self.path("a"), "--sync")
        self.call("remove", "b")
        ask(primary, "create table t (x int)")


class TestBeside(ClusterCase):
    def beside(self, *command, **options):
        return subprocess.Popen([sys.executable, PROGRAM, "with", "--dir", self.path("w"), "--fast", "--",
                                 *command], text=True, **options)

    def started(self):
        """A with that runs a sleep: its process and that of the server."""
        running = self.beside("sh", "-c", "echo up; exec sleep 600", stdout=subprocess.PIPE)
        self.assertEqual(running.stdout.readline(), "up\n")
        running.stdout.close()
        return running, Process.of(self.call("status", "w")["pid"])

    def test_status_is_the_commands(self):
        script = f'test "$({" ".join(PSQL)} -d "$HOTSWAP_TEST_ADMIN" -c "select 1")" = 1 && exit 7'
        self.assertEqual(self.beside("sh", "-c", script).wait(LIMIT_SECONDS), 7)
        wrong = self.beside("/nowhere", stderr=subprocess.PIPE)
        self.assertIn("cannot run", wrong.communicate(timeout=LIMIT_SECONDS)[1])
        self.assertEqual(wrong.returncode, 1)

    def test_signals_clean_up(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            running, server = self.started()
            running.send_signal(number)
            self.assertEqual(running.wait(LIMIT_SECONDS), 128 + number)
            self.assertFalse(server.alive())
            self.assertEqual(os.listdir(self.folder), [])

    def test_interrupted_while_starting(self):
        running = self.beside("true")
        wait_for(Path(self.path(f"w/{RECORD}")).exists, "the record")
        running.terminate()
        running.wait(LIMIT_SECONDS)
        self.assertEqual(os.listdir(self.folder), [])

    def test_a_killed_one_leaves_nothing_running(self):
        running, server = self.started()
        running.kill()
        running.wait(LIMIT_SECONDS)
        self.assertTrue(server.wait_gone(LIMIT_SECONDS))
        self.assertEqual(self.beside("true").wait(LIMIT_SECONDS), 0)

    def test_the_command_may_kill_and_start_it(self):
        tool = f"{sys.executable} {PROGRAM}"
        script = f"{tool} kill --dir {self.path('w')} && {tool} start --dir {self.path('w')} >/dev/null"
        self.assertEqual(self.beside("sh", "-c", script).wait(LIMIT_SECONDS), 0)


class TestSharing(ClusterCase):
    def test_last_one_out(self):
        with subprocess.Popen(["sleep", "600"]) as one, subprocess.Popen(["sleep", "600"]) as other:
            first = self.call("join", "s", "--holder", str(one.pid))
            second = self.call("join", "s", "--holder", str(other.pid))
            self.assertEqual(first["pid"], second["pid"])
            self.call("leave", "s", "--holder", str(one.pid))
            self.assertEqual(ask(second, "select 1"), "1")
            one.kill()
            other.kill()
        # The other one was killed before it could leave: the next one finds a leftover.
        third = self.call("join", "s")
        self.assertNotEqual(third["pid"], first["pid"])
        self.call("leave", "s")
        self.assertEqual(os.listdir(self.folder), [])


if __name__ == "__main__":
    unittest.main()
