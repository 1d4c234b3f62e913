#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Nothing that a test started from its own folder outlives it, however the test ends."""

import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "postgres"))
from processes import Process

PROGRAM = Path(__file__).resolve().parent / "sweep"
LIMIT_SECONDS = 10


def wait_until(holds):
    limit = time.monotonic() + LIMIT_SECONDS
    while not holds() and time.monotonic() < limit:
        time.sleep(0.02)
    return holds()


class TestSweep(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        # As a shim: a session of its own, started from the folder.
        self.program = shutil.copy("/bin/sleep", Path(folder.name) / "shim")

    def start(self):
        started = subprocess.Popen([self.program, "600"], start_new_session=True)
        self.addCleanup(started.wait)
        self.addCleanup(started.kill)
        return started

    def test_ends_what_names_the_folder(self):
        inside = self.start()
        outside = subprocess.Popen(["/bin/sleep", "600"])
        self.addCleanup(outside.wait)
        self.addCleanup(outside.kill)
        done = subprocess.run([PROGRAM, "--directory", self.folder], capture_output=True, text=True,
                              check=False)
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.startswith(f"{inside.pid} "), done.stdout)
        self.assertEqual(inside.wait(LIMIT_SECONDS), -signal.SIGKILL)
        self.assertIsNone(outside.poll())

    def test_does_so_after_a_killed_test(self):
        test = subprocess.Popen(["/bin/sleep", "600"])
        subprocess.run([PROGRAM, "--directory", self.folder, "--after", str(test.pid)], check=True)
        left = Process.of(self.start().pid)
        self.assertTrue(left.alive())
        test.kill()
        test.wait()
        self.assertTrue(wait_until(lambda: not left.alive()))

    def test_refuses_everybodys_folder(self):
        done = subprocess.run([PROGRAM, "--directory", "/tmp"], capture_output=True, check=False)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    unittest.main()
