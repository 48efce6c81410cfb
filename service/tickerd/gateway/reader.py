"""The loop that every reader runs, whatever its transport: history, then live, then history."""

import asyncio
import math
from collections import deque
from contextlib import suppress
from typing import Final

from tickerd.errors import CursorExpired, TickerdError, WireUnavailable
from tickerd.gateway.frames import Encoding, Framed, Word, control
from tickerd.gateway.heartbeat import Heartbeat
from tickerd.gateway.link import Link
from tickerd.gateway.places import check_here, check_passed, find_start, parse_since
from tickerd.gateway.replay import parse_order
from tickerd.gateway.tail import Page, Tail
from tickerd.gateway.wish import Wish
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.frozen import format_instant
from tickerd.liveblog.replay import Replay
from tickerd.telemetry import DELIVERIES, RESETS
from tickerd.wire.contract import Wire

_AWAY_SECONDS: Final = 0.5
"""The pause before the log is tried again while Redis is away."""
_MOST_ORDERS: Final = 16
"""So many orders of one reader may wait; what comes on top is refused."""
_AWAY: Final = "The wire cannot be reached. Try again soon."
"""Where Redis lies is nobody's business out there."""


class Reader:
    """One connection that follows a view from a cursor on, each entry once, in order.

    Over a WebSocket it may be ordered to go elsewhere, faster, or nowhere; from there on again each
    entry comes once, in order.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what a reader stands between)
        self,
        tail: Tail,
        heartbeat: Heartbeat,
        wire: Wire,
        link: Link,
        wish: Wish,
        encoding: Encoding,
    ) -> None:
        self.view = wish.view
        self.encoding = encoding
        self.transport = link.transport
        self._tail = tail
        self._heartbeat = heartbeat
        self._wire = wire
        self._link = link
        self._cursor = wish.cursor
        self._until = wish.until
        self._replay = wish.replay and wish.replay.seek(wish.replay.showed, _clock())
        self._resting = wish.replay or Replay()
        self._orders: deque[str | bytes] = deque()
        self._told_live = False
        self._woken = asyncio.Event()
        self._fallen = False
        self._scope = asyncio.timeout(None)
        self._last_word = ""
        self._next_beat = _clock() + heartbeat.seconds

    async def run(self) -> bool:
        """Follow until told to end; whether all that was asked for has been told.

        Raises:
            ConnectionResetError: the peer is gone, or took no byte for too long.
        """
        try:
            async with self._scope:
                await self._follow()
        except TimeoutError:
            if not self._scope.expired():
                raise
            self.say_bye(self._last_word)
            return False
        return True

    def end(self, reason: str) -> None:
        """Have `run` say bye and return at its next step."""
        self._last_word = reason
        self._scope.reschedule(_clock())

    def order(self, text: str | bytes) -> None:
        """Take an order; it is obeyed at the next step."""
        if len(self._orders) < _MOST_ORDERS:
            self._orders.append(text)
            self._woken.set()
        else:
            self._say("error", reason="So many orders at once are too many.")

    def leave(self) -> None:
        """Be live no more: nothing is written to this reader from here on."""
        self._tail.leave(self)

    def fall(self, place: Cursor) -> None:
        """The tail's word that this reader is live no more, and was written to up to here."""
        self._cursor = place
        self._fallen = True
        self._woken.set()

    def say_bye(self, reason: str) -> None:
        """The last frame."""
        self._say("bye", reason=reason)

    # ------------------------------------------------------------ history, then live

    async def _follow(self) -> None:
        self._say_hello()
        try:
            while await self._catch_up():
                await self._woken.wait()
                self._step_out()
                await self._link.drain()
        finally:
            self.leave()

    async def _catch_up(self) -> bool:
        """Tell history until this reader is live; False if it has come to its end instead."""
        while True:
            await self._obey()
            if self._until is not None and self._cursor.seq >= self._until.seq:
                self._say("end", self._cursor)
                await self._link.drain()
                return False
            if self._replay is not None and self._replay.paused:
                await self._wait_until(math.inf)
            elif self._until is None and self._tail.join(self, self._cursor):
                break
            elif page := await self._next_page():
                await self._tell(page)
        self._go_live()
        return True

    def _go_live(self) -> None:
        """What was live once is not held back to the pace of a replay when it falls behind."""
        self._replay = None
        if not self._told_live:
            self._told_live = True
            self._say("live", self._cursor)

    def _step_out(self) -> None:
        """Be live no more, in the step in which it is known up to where we were written to."""
        if not self._fallen:
            self.leave()
            self._cursor = self._tail.place
        self._fallen = False

    async def _next_page(self) -> Page | None:
        try:
            return await self._tail.page(self.view, after=self._cursor)
        except CursorExpired as error:
            self._reset(error)
        except WireUnavailable:
            await self._wait_until(_clock() + _AWAY_SECONDS)
        return None

    def _reset(self, error: CursorExpired) -> None:
        RESETS.inc()
        self._cursor = Cursor.parse(error.resume)
        self._say("reset", self._cursor, reason=error.cause)

    # ------------------------------------------------------------ telling

    async def _tell(self, page: Page) -> None:
        entries, cursor = page.entries, page.cursor
        if self._until is not None and cursor.seq > self._until.seq:
            entries = [one for one in entries if one.seq <= self._until.seq]
            cursor = self._until
        if self._replay is None:
            await self._link.write_all([one.encoded(self.encoding) for one in entries])
            DELIVERIES.inc(len(entries))
        else:
            for one in entries:
                if not await self._tell_in_time(one):
                    return
        self._cursor = cursor

    async def _tell_in_time(self, one: Framed) -> bool:
        """Tell an entry when it is due; False if the reader went elsewhere meanwhile."""
        if not await self._wait_for(one):
            return False
        if self._replay is not None:
            self._replay = self._replay.tell(one.entry.observed_at)
        self._link.write(one.encoded(self.encoding))
        DELIVERIES.inc()
        self._cursor = one.entry.cursor
        await self._link.drain()
        return True

    async def _wait_for(self, one: Framed) -> bool:
        observed_at = one.entry.observed_at
        while self._replay is not None:
            if self._orders:
                if await self._obey():
                    return False
                continue
            self._replay = self._replay.begin(observed_at, _clock())
            due_at = self._replay.due_at(observed_at)
            if due_at <= _clock():
                return True
            await self._wait_until(due_at)
        return True

    async def _wait_until(self, until: float) -> None:
        """Wait, or until there is an order; with the heartbeats that the live get from the tail."""
        while (now := _clock()) < until and not self._woken.is_set():
            if now >= self._next_beat:
                self._next_beat = now + self._heartbeat.seconds
                beat = self._heartbeat.frame(
                    self.view, self.encoding, self._cursor, **self._tell_replay()
                )
                self._link.write(beat)
            with suppress(TimeoutError):
                async with asyncio.timeout_at(min(until, self._next_beat)):
                    await self._woken.wait()

    # ------------------------------------------------------------ orders

    async def _obey(self) -> bool:
        """Carry out what was ordered; whether that led elsewhere."""
        self._woken.clear()
        moved = False
        while self._orders:
            try:
                moved |= await self._carry_out(self._orders.popleft())
            except WireUnavailable:
                self._say("error", reason=_AWAY)
            except TickerdError as error:
                self._say("error", reason=str(error))
        return moved

    async def _carry_out(self, text: str | bytes) -> bool:
        order = parse_order(text)
        start = None
        if order.seek is not None:
            sought = parse_since(order.seek)
            check_passed("seek", sought, self._heartbeat.now())
            start = await find_start(self._wire, sought, self.view)
            await check_here(self._wire, start.cursor, self.view)
        at = _clock()
        replay = self._replay or self._resting.seek(None, at)
        if start is not None:
            self._cursor = start.cursor
            replay = replay.seek(start.moment, at)
        if order.speed is not None:
            replay = replay.change_speed(order.speed, at)
        if order.pause is not None:
            replay = replay.pause(at) if order.pause else replay.resume(at)
        self._told_live = self._told_live and not (start or replay.paused)
        self._replay = self._resting = replay
        self._say("replay", self._cursor, **self._tell_replay()["replay"])
        return start is not None

    # ------------------------------------------------------------ words about the stream

    def _say_hello(self) -> None:
        self._say(
            "hello",
            self._cursor,
            heartbeat_seconds=self._heartbeat.seconds,
            view=self.view.as_json(),
            **({"to": str(self._until)} if self._until is not None else {}),
            **self._tell_replay(),
        )

    def _tell_replay(self) -> dict[str, dict[str, object]]:
        """How the replay goes, if this is one."""
        if self._replay is None:
            return {}
        shown = self._replay.playing_at(_clock())
        return {
            "replay": {
                "playing_at": format_instant(shown) if shown else None,
                "speed": self._replay.speed,
                "paused": self._replay.paused,
            }
        }

    def _say(self, word: Word, cursor: Cursor | None = None, **fields: object) -> None:
        self._link.write(control(self.encoding, word, cursor, **fields))


def _clock() -> float:
    return asyncio.get_running_loop().time()
