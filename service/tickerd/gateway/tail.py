"""The one place that reads the growing end of the wire, and writes it to all who are live.

A reader that has caught up is put among the live in the same step of the event loop that found
it at the tip: nothing can come in between, so there is no queue, no merge and no dedupe.
"""

import asyncio
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, Protocol

import structlog

from tickerd.errors import CursorExpired, WireUnavailable
from tickerd.gateway.frames import Encoding, Framed
from tickerd.gateway.view import View
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry
from tickerd.telemetry import DELIVERIES
from tickerd.wire.contract import Wire

log = structlog.get_logger()

PAGE: Final = 100
"""Entries that one look at the log brings at most."""
_KEPT: Final = 1024
"""Recent entries kept in memory, for readers that come back or fell out."""
_INBOX: Final = 10_000
"""Published entries that may wait for us; were there more, the log would be read instead."""
_LOOK_SECONDS: Final = 1.0
"""The log is looked at this often even if Redis says nothing: a lost message costs a second."""
_READS_AT_ONCE: Final = 6
"""Readers that read the log at the same time; the others wait, and the tail never does."""


class LiveReader(Protocol):
    """What the tail knows of a reader."""

    view: View
    encoding: Encoding
    transport: asyncio.Transport

    def fall(self, place: Cursor) -> None:
        """Told that it is live no more, and up to where it has been written to."""
        ...


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the entries of a view, in order, and the place behind them."""

    entries: list[Framed]
    cursor: Cursor


class Tail:
    """The growing end of the wire in the memory of this gateway."""

    def __init__(self, wire: Wire, *, buffer_bytes: int) -> None:
        self._wire = wire
        self._buffer_bytes = buffer_bytes
        self._place: Cursor | None = None
        self._recent: list[Framed] = []
        self._recent_after = 0
        self._live: dict[View, dict[Encoding, set[LiveReader]]] = {}
        self._inbox: list[Entry] = []
        self._rung = asyncio.Event()
        self._must_look = False
        self._looked = asyncio.Event()
        self._reads = asyncio.Semaphore(_READS_AT_ONCE)
        self.problem: WireUnavailable | None = None
        """Why the wire cannot be read, while it cannot."""

    # ------------------------------------------------------------ what readers ask

    @property
    def place(self) -> Cursor:
        """Up to where all live readers have been written to."""
        if self._place is None:
            raise RuntimeError("the tail is used before it is open")
        return self._place

    def join(self, reader: LiveReader, cursor: Cursor) -> bool:
        """Put a reader among the live if its place is the tip; False if it has still to read."""
        if cursor != self.place:
            return False
        self._live.setdefault(reader.view, defaultdict(set))[reader.encoding].add(reader)
        return True

    def leave(self, reader: LiveReader) -> None:
        """Take a reader from the live; harmless if it is not there."""
        groups = self._live.get(reader.view)
        if groups is None:
            return
        readers = groups.get(reader.encoding, set())
        readers.discard(reader)
        if not readers:
            groups.pop(reader.encoding, None)
        if not groups:
            del self._live[reader.view]

    async def page(self, view: View, *, after: Cursor) -> Page:
        """What follows a cursor: from memory when that reaches back so far, else from the log.

        Raises:
            CursorExpired: not all that follows is here any more.
            WireUnavailable: Redis is away.
        """
        if after == self.place:
            # Who is not live, and has all that we have, wants to hear what the log has.
            await self._wait_for_look()
        place = self.place
        if after.epoch == place.epoch and self._recent_after <= after.seq <= place.seq:
            return self._recent_page(view, after)
        async with self._reads:
            entries = await self._wire.read(view.blogs or None, after=after, limit=PAGE)
        cursor = entries[-1].cursor if entries else after
        if len(entries) < PAGE:
            # All that the view has up to `place` was there to be read, for `place` is older
            # than the reading.
            if place.seq >= cursor.seq:
                cursor = place
            else:
                await self._wait_for_look()
        rest = view.within_blogs()
        return Page([Framed(entry) for entry in entries if rest.matches(entry)], cursor)

    def _recent_page(self, view: View, after: Cursor) -> Page:
        first = bisect_right(self._recent, after.seq, key=attrgetter("seq"))
        some = self._recent[first : first + PAGE]
        cursor = some[-1].entry.cursor if first + PAGE < len(self._recent) else self.place
        return Page([one for one in some if view.matches(one.entry)], cursor)

    async def _wait_for_look(self) -> None:
        """Wait until the tail has looked at the log: the reader is ahead of it."""
        self._looked.clear()
        self.ring()
        await self._looked.wait()

    # ------------------------------------------------------------ reading the growing end

    async def open(self) -> None:
        """Stand at the tip.

        Raises:
            WireUnavailable: Redis is away.
        """
        self._stand_at(await self._wire.tip())

    async def run(self) -> None:
        """Read the growing end for ever."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._listen())
            tasks.create_task(self._follow())

    def ring(self) -> None:
        """Have the log looked at soon."""
        self._must_look = True
        self._rung.set()

    async def _listen(self) -> None:
        async for entry in self._wire.live():
            if entry is None or len(self._inbox) >= _INBOX:
                self._must_look = True
            else:
                self._inbox.append(entry)
            self._rung.set()

    async def _follow(self) -> None:
        while True:
            try:
                async with asyncio.timeout(_LOOK_SECONDS):
                    await self._rung.wait()
            except TimeoutError:
                self._must_look = True
            self._rung.clear()
            arrived, self._inbox = self._inbox, []
            self._take(arrived)
            if self._must_look:
                await self._look()

    def _take(self, arrived: list[Entry]) -> None:
        """Use what was published where it goes on from our place; a hole sends us to the log."""
        batch: list[Entry] = []
        place = self.place
        for entry in arrived:
            if (entry.cursor.epoch, entry.cursor.seq) == (place.epoch, place.seq + 1):
                batch.append(entry)
                place = entry.cursor
            elif entry.cursor.epoch != place.epoch or entry.cursor.seq > place.seq:
                self._must_look = True
        for first in range(0, len(batch), PAGE):
            self._deliver(batch[first : first + PAGE])

    async def _look(self) -> None:
        """Read the log from where we stand to its tip."""
        self._must_look = False
        try:
            while not await self._read_on():
                pass
            if self.problem is not None:
                log.warning("wire_back", place=str(self.place))
            self.problem = None
        except CursorExpired as error:
            log.warning("wire_lost_events", reason=str(error))
            # In this order: each reader has to learn from the log what became of its own place.
            self._dismiss_all()
            self._stand_at(Cursor.parse(error.resume))
            self.ring()
        except WireUnavailable as error:
            if self.problem is None:
                log.warning("wire_away", reason=str(error))
            self.problem = error
            return
        self._looked.set()

    async def _read_on(self) -> bool:
        """Read one page of the log; True if that was its end."""
        entries = await self._wire.read(None, after=self.place, limit=PAGE)
        if entries:
            self._deliver(entries)
        return len(entries) < PAGE

    def _stand_at(self, place: Cursor) -> None:
        self._place = place
        self._recent = []
        self._recent_after = place.seq

    # ------------------------------------------------------------ writing to the live

    def _deliver(self, batch: list[Entry]) -> None:
        """Write a batch to everyone who wants some of it: one write a reader."""
        framed = [Framed(entry) for entry in batch]
        self._remember(framed)
        for view, groups in list(self._live.items()):
            wanted = [one for one in framed if view.matches(one.entry)]
            if not wanted:
                continue
            for encoding, readers in list(groups.items()):
                data = b"".join(one.encoded(encoding) for one in wanted)
                DELIVERIES.inc(len(wanted) * len(readers))
                self._write(readers, data)

    def beat(self, make: Callable[[View, Encoding], bytes]) -> None:
        """Write a heartbeat to all live readers; it is made once for each view and encoding."""
        for view, groups in list(self._live.items()):
            for encoding, readers in list(groups.items()):
                self._write(readers, make(view, encoding))

    def _write(self, readers: set[LiveReader], data: bytes) -> None:
        slow = []
        for reader in readers:
            transport = reader.transport
            # A transport that closes is left by its own handler, a step later.
            if not transport.is_closing():
                transport.write(data)
                if transport.get_write_buffer_size() > self._buffer_bytes:
                    slow.append(reader)
        for reader in slow:
            self._dismiss(reader)

    def _dismiss(self, reader: LiveReader) -> None:
        self.leave(reader)
        reader.fall(self.place)

    def _dismiss_all(self) -> None:
        """Send everybody back to reading by their own cursor."""
        for groups in list(self._live.values()):
            for readers in list(groups.values()):
                for reader in list(readers):
                    self._dismiss(reader)

    def _remember(self, framed: list[Framed]) -> None:
        self._recent += framed
        self._place = framed[-1].entry.cursor
        surplus = len(self._recent) - _KEPT
        if surplus > PAGE:
            self._recent_after = self._recent[surplus - 1].seq
            del self._recent[:surplus]
