# SPDX-License-Identifier: Apache-2.0
"""What a proxy does to the bytes of one direction, and the commands that say so."""

import math
from dataclasses import dataclass, field, fields

DIRECTIONS = ("up", "down")  # up: from who connected to the target
DELAY_MS_MAX = 3_600_000
BYTES_MAX = 1 << 40


@dataclass
class Faults:
    """The faults of one direction; as made, there are none."""

    delay_ms: int = 0
    hold: bool = False  # nothing is read, nothing is told, everything stays open
    drop_after: int = -1  # reset a connection after that many more bytes; -1: never
    duplicate: float = 0.0  # probability for each read
    truncate: float = 0.0  # probability for each read: part of it, then the end
    flip: float = 0.0  # probability for each byte: one of its bits

    def clear(self):
        for one in fields(self):
            setattr(self, one.name, one.default)


@dataclass
class Counts:
    """What has happened so far, over all connections."""

    accepted: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    reads_up: int = 0
    reads_down: int = 0
    resets: int = 0
    dropped: int = 0
    duplicated: int = 0
    truncated: int = 0
    flipped: int = 0
    unreachable: int = 0  # connections whose target could not be connected to


@dataclass
class Damage:
    """Spoils the bytes of one direction of one connection; the same seed does the same to the same bytes."""

    faults: Faults
    counts: Counts
    random: object
    _until_flip: int = -1
    _flip: float = field(default=0.0)

    def spoil(self, data):
        """The bytes to send instead, and whether the stream ends with them."""
        if self.faults.flip > 0:
            data = self._flipped(data)
        if self.faults.truncate > 0 and self.random.random() < self.faults.truncate:
            self.counts.truncated += 1
            return data[:self.random.randrange(len(data))], True
        if self.faults.duplicate > 0 and self.random.random() < self.faults.duplicate:
            self.counts.duplicated += 1
            data += data
        return data, False

    def _gap(self):
        """Bytes up to the next one to flip: how they are cut into reads does not matter."""
        if self._flip >= 1:
            return 0
        return int(math.log(1 - self.random.random()) / math.log(1 - self._flip))

    def _flipped(self, data):
        if self._flip != self.faults.flip:
            self._flip = self.faults.flip
            self._until_flip = self._gap()
        spoilt = bytearray(data)
        at = self._until_flip
        while at < len(spoilt):
            spoilt[at] ^= 1 << self.random.randrange(8)
            self.counts.flipped += 1
            at += 1 + self._gap()
        self._until_flip = at - len(spoilt)
        return bytes(spoilt)


def _whole(text, most):
    value = int(text)
    if not 0 <= value <= most:
        raise ValueError(f"'{text}' is not between 0 and {most}")
    return value


def _probability(text):
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError(f"'{text}' is not a probability between 0 and 1")
    return value


# Command: field that it sets, how its value is read, and the value when none is given.
SETTERS = {
    "delay": ("delay_ms", lambda text: _whole(text, DELAY_MS_MAX), None),
    "halfopen": ("hold", None, True),
    "drop-after": ("drop_after", lambda text: _whole(text, BYTES_MAX), None),
    "duplicate": ("duplicate", _probability, 1.0),
    "truncate": ("truncate", _probability, 1.0),
    "flip": ("flip", _probability, None),
}


def apply(faults, words):
    """Sets what the words say in a dictionary of Faults by direction; ValueError says what would be right."""
    name, *rest = words
    attribute, read, default = SETTERS[name]
    chosen = DIRECTIONS
    if rest and rest[-1] in (*DIRECTIONS, "both"):
        chosen = DIRECTIONS if rest[-1] == "both" else (rest[-1],)
        rest = rest[:-1]
    if len(rest) > (read is not None) or (not rest and default is None):
        raise ValueError(f"usage: {name}{' VALUE' if read else ''} [up|down|both]")
    value = read(rest[0]) if rest else default
    for direction in chosen:
        setattr(faults[direction], attribute, value)
