# SPDX-License-Identifier: Apache-2.0
"""What a node keeps on its own disk and what its modules answer, read without the programs under test."""

import base64
import json
import struct
import urllib.request
from pathlib import Path

MAGIC = b"HSJ1"
HEADER = struct.Struct("<4sII")  # magic, length, checksum
RECEIVED, SWITCHED, DONE = 1, 3, 6
HTTP_SECONDS = 5


def _crc_table():
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return table


CRC_TABLE = _crc_table()


def crc32c(data):
    """CRC-32C (Castagnoli)."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


class Node:
    """The state directory of one node."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.name = self.folder.name

    def journal(self):
        """Intact records in order, and how many bytes belong to none."""
        path = self.folder / "journal" / "commands"
        data = path.read_bytes() if path.exists() else b""
        records, at, damaged = [], 0, 0
        while at < len(data):
            if len(data) - at >= HEADER.size:
                magic, length, checksum = HEADER.unpack_from(data, at)
                body = data[at + HEADER.size:at + HEADER.size + length]
                if magic == MAGIC and len(body) == length and crc32c(body) == checksum:
                    records.append(json.loads(body))
                    at += HEADER.size + length
                    continue
            following = data.find(MAGIC, at + 1)
            end = len(data) if following < 0 else following
            damaged += end - at
            at = end
        return records, damaged

    def commands(self):
        """What it was told to do, in the order in which it accepted it."""
        return [json.loads(base64.b64decode(record["bytes"])) for record in self.journal()[0]
                if record["kind"] == RECEIVED]

    def receipts(self):
        """What it answered, in order."""
        return [json.loads(record["receipt"]) for record in self.journal()[0] if record["kind"] == DONE]

    def switches(self):
        """Commands that gave a release the traffic."""
        return [record["command"] for record in self.journal()[0] if record["kind"] == SWITCHED]

    def fences(self):
        """(environment, module) to the highest (generation, epoch) that it has obeyed."""
        path = self.folder / "fence" / "fences"
        if not path.exists():
            return {}
        listed = json.loads(path.read_text(encoding="utf-8").split("\n", 1)[1])
        return {(one["environment"], one["module"]): (one["generation"], one["epoch"]) for one in listed}

    def current(self, module):
        """Name of the release that `current` points at; empty: none."""
        link = self.folder / "slots" / module / "current"
        return link.resolve().name if link.exists() else ""


def answer(address, path):
    """Status and text of what a module answers; status 0 when it does not."""
    try:
        with urllib.request.urlopen(f"http://{address}{path}", timeout=HTTP_SECONDS) as reply:
            return reply.status, reply.read(4096).decode(errors="replace").strip()
    except OSError as error:
        return getattr(error, "code", 0), str(error)
