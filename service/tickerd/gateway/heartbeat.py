"""The heartbeat: it tells "nothing happened" from "we lost the source" from "your link is dead"."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Final

from tickerd.errors import WireUnavailable
from tickerd.gateway.frames import Encoding, control
from tickerd.gateway.tail import Tail
from tickerd.gateway.view import View
from tickerd.liveblog.blog import Look, Watch
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.frozen import format_instant
from tickerd.wire.contract import Watches

_TOLD: Final = {"looked_at", "succeeded_at", "state", "problem"}


class Heartbeat:
    """Beats for all live readers, and makes the beats of those that wait for something else."""

    def __init__(
        self, watches: Watches, tail: Tail, *, seconds: float, now: Callable[[], datetime]
    ) -> None:
        self.seconds = seconds
        self._source = watches
        self._tail = tail
        self.now = now
        self._watches: dict[str, Watch] = {}
        self._looks: dict[str, Look] = {}

    async def run(self) -> None:
        """Beat for ever."""
        while True:
            await self._refresh()
            self._tail.beat(lambda view, encoding: self.frame(view, encoding, self._tail.place))
            await asyncio.sleep(self.seconds)

    def frame(self, view: View, encoding: Encoding, cursor: Cursor, **replay: object) -> bytes:
        """One beat: how the last look went at each watched blog of the view; and how a replay goes.

        `time` is the time of this gateway; a replay tells its own beside it.
        """
        blogs = {
            blog: look.model_dump(mode="json", include=_TOLD)
            for blog, look in self._looks.items()
            if blog in self._watches and view.covers(self._watches[blog].blog)
        }
        time = format_instant(self.now())
        return control(encoding, "heartbeat", cursor, time=time, blogs=blogs, **replay)

    async def _refresh(self) -> None:
        try:
            self._watches = await self._source.watches()
            self._looks = await self._source.looks()
        except WireUnavailable:
            # The last looks are told again: their age says the rest, and the tail says why.
            return
