# SPDX-License-Identifier: Apache-2.0
"""The fault proxy: that each fault is what it says, and that the same seed does the same."""

import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from proxy_process import PROGRAM, ProxyProcess

LIMIT_SECONDS = 10
MOMENT_SECONDS = 0.2  # long enough for something to arrive that should not


class Echo:
    """A server that sends back what it gets, on TCP or on a Unix socket."""

    def __init__(self, path=None):
        self.listener = socket.socket(socket.AF_UNIX if path else socket.AF_INET)
        self.listener.bind(path or ("127.0.0.1", 0))
        self.listener.listen()
        self.target = f"unix:{path}" if path else "127.0.0.1:{}".format(self.listener.getsockname()[1])
        self.endings = []  # of each connection: 'end' or the name of the error
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        ending = "end"
        with connection:
            try:
                while data := connection.recv(65536):
                    connection.sendall(data)
            except OSError as error:
                ending = type(error).__name__
        self.endings.append(ending)

    def wait_endings(self, count):
        limit = time.monotonic() + LIMIT_SECONDS
        while len(self.endings) < count and time.monotonic() < limit:
            time.sleep(0.01)
        return self.endings

    def close(self):
        if self.listener.fileno() >= 0:
            self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()


def read_exactly(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            break
        data += more
    return data


class ProxyCase(unittest.TestCase):
    """An echo server with a proxy before it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.echo = Echo()
        self.addCleanup(self.echo.close)
        self.proxy = self.make_proxy(self.echo.target)

    def make_proxy(self, target, **options):
        proxy = ProxyProcess(target, self.folder, **options)
        self.addCleanup(proxy.close)
        return proxy

    def connect(self, proxy=None):
        connection = socket.create_connection((proxy or self.proxy).address, timeout=LIMIT_SECONDS)
        self.addCleanup(connection.close)
        return connection

    def assert_echoes(self, connection, data=b"hello"):
        connection.sendall(data)
        self.assertEqual(read_exactly(connection, len(data)), data)

    def assert_silent(self, connection):
        connection.settimeout(MOMENT_SECONDS)
        with self.assertRaises(TimeoutError):
            connection.recv(1)
        connection.settimeout(LIMIT_SECONDS)


class TestFaults(ProxyCase):
    def test_pass(self):
        connection = self.connect()
        self.assert_echoes(connection)
        connection.shutdown(socket.SHUT_WR)
        self.assertEqual(connection.recv(1), b"")
        self.assertEqual(self.echo.wait_endings(1), ["end"])
        stats = self.proxy.stats()
        self.assertEqual((stats["accepted"], stats["bytes_up"], stats["bytes_down"]), (1, 5, 5))

    def test_nothing_stays_open(self):
        descriptors = Path(f"/proc/{self.proxy.ready['pid']}/fd")
        self.assertEqual(self.proxy.stats()["open"], 0)  # answered: our own connection is among them
        before = len(list(descriptors.iterdir()))
        for _ in range(20):
            with socket.create_connection(self.proxy.address, timeout=LIMIT_SECONDS) as connection:
                self.assert_echoes(connection)
        self.assertEqual(self.echo.wait_endings(20), ["end"] * 20)
        limit = time.monotonic() + LIMIT_SECONDS
        while len(list(descriptors.iterdir())) > before and time.monotonic() < limit:
            time.sleep(0.01)
        self.assertEqual(len(list(descriptors.iterdir())), before)
        self.assertEqual(self.proxy.stats()["open"], 0)

    def test_delay_keeps_order(self):
        connection = self.connect()
        self.proxy.order("delay 150 up")
        begin = time.monotonic()
        for number in range(10):
            connection.sendall(b"%d" % number)
        self.assertEqual(read_exactly(connection, 10), b"0123456789")
        self.assertGreaterEqual(time.monotonic() - begin, 0.15)

    def test_a_shorter_delay_holds_for_what_waits(self):
        connection = self.connect()
        self.assert_echoes(connection)
        self.proxy.order("delay 3600000")
        connection.sendall(b"soon")
        self.assert_silent(connection)
        self.proxy.order("pass")
        self.assertEqual(read_exactly(connection, 4), b"soon")

    def test_reset_reaches_both_sides(self):
        connection = self.connect()
        self.assert_echoes(connection)
        self.proxy.order("reset")
        with self.assertRaises(ConnectionResetError):
            connection.recv(1)
        self.assertEqual(self.echo.wait_endings(1), ["ConnectionResetError"])
        self.assert_echoes(self.connect())
        self.assertEqual(self.proxy.stats()["open"], 1)

    def test_a_reset_of_one_side_reaches_the_other(self):
        connection = self.connect()
        self.assert_echoes(connection)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        self.assertEqual(self.echo.wait_endings(1), ["ConnectionResetError"])

    def test_halfopen_holds_and_goes_on(self):
        connection = self.connect()
        self.assert_echoes(connection)
        self.proxy.order("halfopen")
        connection.sendall(b"later")
        self.assert_silent(connection)
        self.proxy.order("pass")
        self.assertEqual(read_exactly(connection, 5), b"later")

    def test_halfopen_of_one_direction(self):
        connection = self.connect()
        self.assert_echoes(connection)
        self.proxy.order("halfopen down")
        connection.sendall(b"heard")
        self.assert_silent(connection)
        self.assertEqual(self.proxy.stats()["bytes_up"], 10)
        self.proxy.order("pass")
        self.assertEqual(read_exactly(connection, 5), b"heard")

    def test_halfopen_hides_that_a_side_is_gone(self):
        connection = self.connect()
        self.assert_echoes(connection)
        self.proxy.order("halfopen")
        connection.close()
        time.sleep(MOMENT_SECONDS)
        self.assertEqual(self.echo.endings, [])
        self.proxy.order("pass")
        self.assertEqual(self.echo.wait_endings(1), ["end"])

    def test_halfopen_lets_nobody_new_through(self):
        self.proxy.order("halfopen")
        connection = self.connect()
        connection.sendall(b"later")
        self.assert_silent(connection)
        self.proxy.order("pass")
        self.assertEqual(read_exactly(connection, 5), b"later")

    def test_refuse(self):
        old = self.connect()
        self.assert_echoes(old)
        self.proxy.order("refuse")
        with self.assertRaises(ConnectionRefusedError):
            self.connect()
        self.assert_echoes(old)
        self.proxy.order("pass")
        self.assert_echoes(self.connect())

    def test_drop_after(self):
        connection = self.connect()
        self.assert_echoes(connection, b"x" * 50)
        self.proxy.order("drop-after 100 up")
        self.assert_echoes(connection, b"x" * 100)
        connection.sendall(b"x")
        with self.assertRaises(ConnectionResetError):
            connection.recv(1)
        self.assertEqual(self.proxy.stats()["dropped"], 1)

    def test_duplicate(self):
        connection = self.connect()
        self.proxy.order("duplicate up")
        connection.sendall(b"twice")
        self.assertEqual(read_exactly(connection, 10), b"twicetwice")

    def test_truncate(self):
        connection = self.connect()
        self.proxy.order("truncate down")
        connection.sendall(b"y" * 1000)
        got = read_exactly(connection, 1000)
        self.assertLess(len(got), 1000)
        self.assertEqual(self.proxy.stats()["truncated"], 1)

    def test_target_that_is_not_there(self):
        self.echo.close()
        with self.assertRaises(ConnectionResetError):
            self.connect().recv(1)
        self.assertEqual(self.proxy.stats()["unreachable"], 1)

    def test_unix_sockets(self):
        echo = Echo(f"{self.folder}/echo")
        self.addCleanup(echo.close)
        listen = f"{self.folder}/listen"
        self.make_proxy(echo.target, listen=f"unix:{listen}")
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(LIMIT_SECONDS)
            connection.connect(listen)
            self.assert_echoes(connection)


class TestFlip(ProxyCase):
    DATA = bytes(range(256)) * 40

    def flipped(self, seed, step):
        """What arrives of DATA when it is sent in pieces of that size."""
        proxy = self.make_proxy(self.echo.target, seed=seed)
        proxy.order("flip 0.01 up")
        connection = self.connect(proxy)
        got = b""
        for at in range(0, len(self.DATA), step):
            piece = self.DATA[at:at + step]
            connection.sendall(piece)
            got += read_exactly(connection, len(piece))
        flips = sum(a != b for a, b in zip(got, self.DATA))
        self.assertEqual(proxy.stats()["flipped"], flips)
        return got, flips

    def test_same_seed_same_flips(self):
        first, flips = self.flipped(7, 1000)
        again, _ = self.flipped(7, 333)
        other, _ = self.flipped(8, 1000)
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)
        self.assertTrue(50 < flips < 200, flips)  # 102 expected


class TestCommands(ProxyCase):
    def test_wrong_ones_are_named(self):
        for line in ("", "nonsense", "delay", "delay -1", "delay x", "flip 2", "halfopen sideways", "pass 1",
                     "duplicate 0.5 up up"):
            self.assertTrue(self.proxy.command(line).startswith("error: "), line)
        self.assert_echoes(self.connect())

    def test_from_the_command_line(self):
        command = [sys.executable, PROGRAM, "--control", self.proxy.control, "--send"]
        done = subprocess.run([*command, "delay 1"], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, "ok\n"))
        done = subprocess.run([*command, "delay"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)

    def test_quit(self):
        self.assertEqual(self.proxy.command("quit"), "ok")
        self.assertEqual(self.proxy.process.wait(LIMIT_SECONDS), 0)


class TestMemory(ProxyCase):
    def test_slow_reader_costs_no_memory(self):
        connection = self.connect()
        self.assert_echoes(connection)
        self.proxy.order("halfopen down")
        connection.settimeout(MOMENT_SECONDS)
        with self.assertRaises(TimeoutError):
            connection.sendall(b"z" * (256 << 20))
        status = Path(f"/proc/{self.proxy.ready['pid']}/status").read_text(encoding="utf-8")
        resident = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS"))
        self.assertLess(resident, 128 * 1024)


if __name__ == "__main__":
    unittest.main()
