# SPDX-License-Identifier: Apache-2.0
"""A disk with a write cache, as an NBD server that keeps every write and every flush in order.

From the log the disk can be made as it may look after a power cut at any moment: everything that a flush has
covered, and of what came later any part, whole writes or single sectors, in any order."""

import random
import socket
import struct
import threading

SECTOR = 512
OPTION_MAGIC = 0x3E889045565A9
WRITE, FLUSH, MARK = "write", "flush", "mark"


def receive(link, length):
    data = bytearray()
    while len(data) < length:
        piece = link.recv(length - len(data))
        if not piece:
            raise ConnectionError("the client went away")
        data += piece
    return bytes(data)


class BlockLog:
    """Serves one disk to one client. Writes from `marks_at` on are lines of text, not part of the disk."""

    def __init__(self, content, size, marks_at):
        self.disk = bytearray(content) + bytearray(size - len(content))
        self.start = bytes(self.disk)
        self.marks_at = marks_at
        self.log = []
        self.on_mark = lambda text: None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        try:
            link, _ = self.listener.accept()
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._negotiate(link):
                while self._request(link):
                    pass
        except (ConnectionError, OSError):
            pass  # the machine lost its power

    def _negotiate(self, link):
        link.sendall(b"NBDMAGICIHAVEOPT" + struct.pack(">H", 3))
        receive(link, 4)
        facts = struct.pack(">QH", len(self.disk), 1 | 4)  # has flags, sends flushes
        while True:
            _, option, length = struct.unpack(">8sII", receive(link, 16))
            receive(link, length)
            if option == 1:  # by name
                link.sendall(facts)
                return True
            if option in (6, 7):  # info, go
                self._answer(link, option, 3, struct.pack(">H", 0) + facts)
                self._answer(link, option, 1)
                if option == 7:
                    return True
            elif option == 2:  # abort
                self._answer(link, option, 1)
                return False
            else:
                self._answer(link, option, 0x80000001)

    @staticmethod
    def _answer(link, option, kind, data=b""):
        link.sendall(struct.pack(">QIII", OPTION_MAGIC, option, kind, len(data)) + data)

    def _request(self, link):
        _, _, kind, handle, offset, length = struct.unpack(">IHHQQI", receive(link, 28))
        data = b""
        if kind == 0:
            data = bytes(self.disk[offset:offset + length])
        elif kind == 1:
            self._write(offset, receive(link, length))
        elif kind == 3:
            self.log.append((FLUSH, 0, b""))
        else:
            return False
        link.sendall(struct.pack(">IIQ", 0x67446698, 0, handle) + data)
        return True

    def _write(self, offset, data):
        if offset >= self.marks_at:
            text = data.split(b"\n", 1)[0].decode().removeprefix("MARK ")
            self.log.append((MARK, 0, text))
            self.on_mark(text)
        else:
            self.disk[offset:offset + len(data)] = data
            self.log.append((WRITE, offset, data))


def is_told(entry):
    return entry[0] == MARK and entry[2].startswith("told")


def choose_cuts(log, count, first, chance):
    """Positions in the log: half anywhere, a quarter after a result was told, the rest before a flush."""
    told = [i + 1 for i, entry in enumerate(log) if i >= first and is_told(entry)]
    flushes = [i for i, entry in enumerate(log) if i > first and entry[0] == FLUSH]
    cuts = [chance.choice(told) for _ in range(count // 4)]
    cuts += [chance.choice(flushes) for _ in range(count // 4)]
    cuts += [chance.randint(first + 1, len(log)) for _ in range(count - len(cuts))]
    return sorted(cuts)


class Replay:
    """Walks along a log once and makes the disk of each cut."""

    def __init__(self, block_log):
        self.log = block_log.log
        self.durable = bytearray(block_log.start)
        self.at = 0
        self.pending = []
        self.told = []

    def advance(self, cut):
        while self.at < cut:
            kind, offset, data = self.log[self.at]
            self.at += 1
            if kind == MARK:
                self.told.append(data)
            elif kind == WRITE:
                self.pending.append((offset, data))
            else:
                for start, content in self.pending:
                    self.durable[start:start + len(content)] = content
                self.pending = []

    def image(self, chance):
        """The disk after a cut here: a random part of what no flush has covered is there."""
        disk = bytearray(self.durable)
        keep = chance.choice([0.0, 0.2, 0.5, 0.8, 1.0])
        torn = chance.choice([0.0, 0.0, 0.3])
        writes = [write for write in self.pending if chance.random() < keep]
        if chance.random() < 0.5:
            chance.shuffle(writes)
        for start, content in writes:
            for at in range(0, len(content), SECTOR) if chance.random() < torn else [None]:
                if at is None:
                    disk[start:start + len(content)] = content
                elif chance.random() < 0.5:
                    disk[start + at:start + at + SECTOR] = content[at:at + SECTOR]
        return disk


def seeded(seed):
    return random.Random(seed)
