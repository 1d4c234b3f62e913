# SPDX-License-Identifier: Apache-2.0
"""One connection through the proxy: two sockets, and a pipe for each direction that may hurt its bytes."""

import asyncio
import random
import socket
import struct
from collections import deque

from faults import DIRECTIONS, Damage

WAITING_BYTES_MAX = 1 << 20
END, RESET = object(), object()


class Side(asyncio.Protocol):
    """One of the two sockets."""

    def __init__(self):
        self.transport = None
        self.outgoing = None  # the pipe that this side feeds
        self.incoming = None  # the pipe that is delivered here

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.outgoing.take(data)

    def eof_received(self):
        self.outgoing.take(END)
        return True  # the other direction may go on

    def connection_lost(self, exc):
        self.outgoing.take(RESET if exc else END)
        self.incoming.target_lost()

    def pause_writing(self):
        self.incoming.set_full(True)

    def resume_writing(self):
        self.incoming.set_full(False)

    def reset(self):
        """Closes with RST; a Unix socket has none and just closes."""
        own = self.transport.get_extra_info("socket")
        if not self.transport.is_closing() and own is not None and own.family != socket.AF_UNIX:
            own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()


class Pipe:
    """Carries bytes from one side to the other, in order, however late."""

    def __init__(self, link, direction, source, target):
        self.link = link
        self.direction = direction
        self.source = source
        self.target = target
        self.faults = link.proxy.faults[direction]
        self.counts = link.proxy.counts
        self.damage = Damage(self.faults, self.counts,
                             random.Random(f"{link.proxy.seed}/{link.number}/{direction}"))
        self.waiting = deque()  # (when to deliver, bytes or END or RESET)
        self.waiting_bytes = 0
        self.carried = 0
        self.carried_at_order = 0
        self.full = False  # the target cannot take more now
        self.done = False
        self.timer = None
        source.outgoing = self
        target.incoming = self

    def take(self, item):
        """From the source: bytes, or that there will be no more."""
        if self.done or (self.waiting and self.waiting[-1][1] in (END, RESET)):
            return
        if item is not END and item is not RESET:
            self._count(item)
        faults = self.faults
        if not faults.hold and not faults.delay_ms and not self.waiting and self.link.connected:
            self._deliver(item)
            return
        self.waiting.append((self.link.loop.time() + faults.delay_ms / 1000, item))
        self.waiting_bytes += len(item) if isinstance(item, bytes) else 0
        self.update()

    def _count(self, data):
        if self.direction == "up":
            self.counts.bytes_up += len(data)
            self.counts.reads_up += 1
        else:
            self.counts.bytes_down += len(data)
            self.counts.reads_down += 1

    def update(self):
        """Delivers what is due and decides whether the source is read: after every change of anything."""
        self._flush()
        if self.source.transport is None or self.source.transport.is_closing() or self.done:
            return
        stop = (self.faults.hold or self.full or not self.link.connected
                or self.waiting_bytes > WAITING_BYTES_MAX)
        if stop:
            self.source.transport.pause_reading()
        else:
            self.source.transport.resume_reading()

    def _flush(self):
        if self.timer:
            self.timer.cancel()
            self.timer = None
        if self.faults.hold or not self.link.connected:
            return
        now = self.link.loop.time()
        while self.waiting and not self.done:
            due, item = self.waiting[0]
            # Whoever shortens a delay means what waits already, too.
            due = min(due, now + self.faults.delay_ms / 1000)
            if due > now:
                self.timer = self.link.loop.call_at(due, self.update)
                return
            self.waiting.popleft()
            self.waiting_bytes -= len(item) if isinstance(item, bytes) else 0
            self._deliver(item)

    def _deliver(self, item):
        out = self.target.transport
        if item is RESET:
            self.done = True
            self.target.reset()
        elif item is END:
            self.done = True
            self._end(out)
        elif not out.is_closing():
            data, last = self.damage.spoil(item)
            limit = self.faults.drop_after
            if 0 <= limit < self.carried - self.carried_at_order + len(data):
                out.write(data[:max(0, limit - (self.carried - self.carried_at_order))])
                self.counts.dropped += 1
                self.link.reset()
                return
            self.carried += len(data)
            out.write(data)
            if last:
                self.link.close()

    def _end(self, out):
        if self.target.outgoing.done:
            self.link.close()  # nothing more either way
        elif not out.is_closing():
            out.write_eof()

    def set_full(self, full):
        self.full = full
        self.update()

    def target_lost(self):
        """Nobody takes the bytes any more."""
        self.done = True
        self.waiting.clear()
        self.waiting_bytes = 0

    def start_counting(self):
        self.carried_at_order = self.carried


class Link:
    """One accepted connection and its own connection to the target."""

    def __init__(self, proxy, number):
        self.proxy = proxy
        self.number = number
        self.loop = asyncio.get_running_loop()
        self.near, self.far = Side(), Side()
        self.connected = False
        self.pipes = {name: Pipe(self, name, *pair)
                      for name, pair in zip(DIRECTIONS, ((self.near, self.far), (self.far, self.near)))}

    async def connect(self):
        """Reaches out to the target; who connected to us is reset when that fails, as if it had itself."""
        self.near.transport.pause_reading()
        await self.proxy.not_held()
        try:
            await self.proxy.target.connect(lambda: self.far)
        except OSError:
            self.proxy.counts.unreachable += 1
            self.near.reset()
            return
        self.connected = True
        self.update()

    def update(self):
        for pipe in self.pipes.values():
            pipe.update()

    def sides(self):
        return [side for side in (self.near, self.far) if side.transport is not None]

    def reset(self):
        for side in self.sides():
            side.reset()
        self.proxy.counts.resets += 1

    def close(self):
        for side in self.sides():
            side.transport.close()

    @property
    def over(self):
        return all(side.transport.is_closing() for side in self.sides())
