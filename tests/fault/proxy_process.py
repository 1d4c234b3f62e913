# SPDX-License-Identifier: Apache-2.0
"""A running proxy as an object, for tests in Python."""

import json
import socket
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).resolve().parent / "proxy"
ANSWER_SECONDS = 10


class ProxyProcess:
    """A proxy in a process of its own, with an open connection for commands."""

    def __init__(self, target, folder, seed=1, listen="127.0.0.1:0"):
        self.control = str(Path(folder) / f"control-{id(self):x}")
        self.process = subprocess.Popen(
            [sys.executable, PROGRAM, "--target", target, "--control", self.control, "--seed", str(seed),
             "--listen", listen, "--with-parent"], stdout=subprocess.PIPE, text=True)
        self.ready = json.loads(self.process.stdout.readline())
        self.address = (self.ready["host"], self.ready["port"])
        self._commands = socket.socket(socket.AF_UNIX)
        self._commands.settimeout(ANSWER_SECONDS)
        self._commands.connect(self.control)
        self._answers = self._commands.makefile(encoding="utf-8")

    def command(self, line):
        """Gives one command; the answer."""
        self._commands.sendall(line.encode() + b"\n")
        return self._answers.readline().strip()

    def order(self, line):
        """Gives a command that must be taken."""
        answer = self.command(line)
        if answer != "ok":
            raise AssertionError(f"'{line}' was answered with '{answer}'")

    def stats(self):
        return json.loads(self.command("stats"))

    def close(self):
        self._answers.close()
        self._commands.close()
        self.process.terminate()
        self.process.wait(ANSWER_SECONDS)
        self.process.stdout.close()
