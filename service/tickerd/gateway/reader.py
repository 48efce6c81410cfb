"""The loop that every reader runs, whatever its transport: history, then live, then history."""

import asyncio
from typing import Final

from tickerd.errors import CursorExpired, WireUnavailable
from tickerd.gateway.frames import Encoding, Framed, control
from tickerd.gateway.heartbeat import Heartbeat
from tickerd.gateway.link import Link
from tickerd.gateway.replay import Pace
from tickerd.gateway.tail import Page, Tail
from tickerd.gateway.view import View
from tickerd.liveblog.cursor import Cursor
from tickerd.telemetry import DELIVERIES, RESETS

_AWAY_SECONDS: Final = 0.5
"""The pause before the log is tried again while Redis is away."""


class Reader:
    """One connection that follows a view from a cursor on, each entry once, in order."""

    def __init__(  # noqa: PLR0913 (what a reader is; all by name)
        self,
        tail: Tail,
        heartbeat: Heartbeat,
        link: Link,
        *,
        view: View,
        encoding: Encoding,
        cursor: Cursor,
        pace: Pace | None = None,
    ) -> None:
        self.view = view
        self.encoding = encoding
        self.transport = link.transport
        self._tail = tail
        self._heartbeat = heartbeat
        self._link = link
        self._cursor = cursor
        self._pace = pace
        self._told_live = False
        self._fallen = asyncio.Event()
        self._scope = asyncio.timeout(None)
        self._last_word = ""
        self._next_beat = _clock() + heartbeat.seconds

    async def run(self) -> None:
        """Follow until told to end.

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

    def end(self, reason: str) -> None:
        """Have `run` say bye and return at its next step."""
        self._last_word = reason
        self._scope.reschedule(_clock())

    def leave(self) -> None:
        """Be live no more: nothing is written to this reader from here on."""
        self._tail.leave(self)

    def fall(self, place: Cursor) -> None:
        """The tail's word that this reader is live no more, and was written to up to here."""
        self._cursor = place
        self._fallen.set()

    def say_bye(self, reason: str) -> None:
        """The last frame."""
        self._link.write(control(self.encoding, "bye", reason=reason))

    async def _follow(self) -> None:
        self._say_hello()
        try:
            while True:
                await self._catch_up()
                await self._fallen.wait()
                self._fallen.clear()
                await self._link.drain()
        finally:
            self.leave()

    async def _catch_up(self) -> None:
        """Tell history until this reader stands at the tip and is live."""
        while not self._tail.join(self, self._cursor):
            page = await self._next_page()
            if page is not None:
                await self._tell(page)
        self._pace = None
        if not self._told_live:
            self._told_live = True
            self._link.write(control(self.encoding, "live", self._cursor))

    async def _next_page(self) -> Page | None:
        try:
            return await self._tail.page(self.view, after=self._cursor)
        except CursorExpired as error:
            self._reset(error)
        except WireUnavailable:
            await self._pause(_AWAY_SECONDS)
        return None

    async def _tell(self, page: Page) -> None:
        if self._pace is None:
            await self._link.write_all([one.encoded(self.encoding) for one in page.entries])
            DELIVERIES.inc(len(page.entries))
        else:
            for one in page.entries:
                await self._tell_in_time(one, self._pace)
        self._cursor = page.cursor

    async def _tell_in_time(self, one: Framed, pace: Pace) -> None:
        await self._pause(pace.wait_seconds(one.entry.observed_at, _clock()))
        self._link.write(one.encoded(self.encoding))
        DELIVERIES.inc()
        self._cursor = one.entry.cursor
        await self._link.drain()

    async def _pause(self, seconds: float) -> None:
        """Wait, with the heartbeats that a live reader gets from the tail."""
        until = _clock() + seconds
        while (now := _clock()) < until:
            if now >= self._next_beat:
                self._next_beat = now + self._heartbeat.seconds
                self._link.write(self._heartbeat.frame(self.view, self.encoding, self._cursor))
            await asyncio.sleep(min(until, self._next_beat) - now)

    def _reset(self, error: CursorExpired) -> None:
        RESETS.inc()
        self._cursor = Cursor.parse(error.resume)
        self._link.write(control(self.encoding, "reset", self._cursor, reason=error.cause))

    def _say_hello(self) -> None:
        self._link.write(
            control(
                self.encoding,
                "hello",
                self._cursor,
                heartbeat_seconds=self._heartbeat.seconds,
                view=self.view.as_json(),
            )
        )


def _clock() -> float:
    return asyncio.get_running_loop().time()
