"""Bringing whole logs onto a wire, cursors included: staged beside it, then moved in at one stroke.

What is staged is seen by nobody. It is gone by itself after an hour, should we not live to see
the end of it.
"""

import json
import secrets
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from heapq import merge
from itertools import pairwise
from typing import Any, Final

from tickerd.errors import NoRoom, WireUnavailable
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.export import Trailer
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.known import Known
from tickerd.wire import keys, scripts
from tickerd.wire.connection import Command, Connection, fresh_epoch
from tickerd.wire.stage import Stage

_STAGED_SECONDS: Final = 3600


class Adoption:
    """Some logs on their way in, together."""

    def __init__(self, connection: Connection) -> None:
        """Stage nothing yet."""
        self._connection = connection
        self._token = secrets.token_hex(8)
        self._stages: list[Stage] = []

    async def begin(
        self, known: Known, trailer: Trailer, *, first: int, ground: Ground | None = None
    ) -> Stage:
        """Stage a blog; its entries follow by `put`. See `Stage` for what it must be told.

        Raises:
            NoRoom: the wire has come to its places.
        """
        stage = Stage(self._token, known, trailer, first, ground)
        extent, _ = await self._connection.cut()
        if first <= extent.seq:
            cause = (
                f"its events have places from {first} on, and the events here have come to "
                f"{extent.seq}"
            )
            raise NoRoom(stage.blog, cause)
        self._stages.append(stage)
        return stage

    async def put(self, stage: Stage, entries: Sequence[Entry]) -> None:
        """Stage the next entries of a blog."""
        await self._write(stage.put(entries))

    async def end(self) -> None:
        """Move all that is staged in, whole or not at all.

        Raises:
            NoRoom: a blog is here already, or the wire has come to its places, or two of the logs
                claim one.
        """
        self._check_places()
        for stage in self._stages:
            for command in stage.end():
                await self._write([command])
        (answer,) = await self._connection.write(self._adopt(json.dumps(self._plan())))
        if answer is not None:
            raise NoRoom(*(part.decode() for part in answer))

    async def drop(self) -> None:
        """Forget what was staged and not moved in."""
        names = [name for stage in self._stages for name in stage.staged]
        if names:
            await self._connection.write(("UNLINK", *names))

    def _check_places(self) -> None:
        places = merge(*(_claims(stage) for stage in self._stages))
        for (seq, blog), (again, other) in pairwise(places):
            if seq == again:
                raise NoRoom(blog, f"its place {seq} is claimed by {other}, too")

    def _plan(self) -> dict[str, Any]:
        epochs: dict[str, int] = {}
        minutes: list[tuple[int, int]] = []
        for stage in self._stages:
            epochs |= {name: max(seq, epochs.get(name, 0)) for name, seq in stage.epochs.items()}
            minutes += [(before, minute) for minute, before in stage.minutes.items()]
        seqs = sorted({seq for stage in self._stages for seq, _ in stage.marks()})
        marks = [(seq, max(stage.latest_by(seq) for stage in self._stages)) for seq in seqs]
        return {
            "blogs": [stage.plan() for stage in self._stages],
            "epochs": epochs,
            "minutes": sorted(minutes),
            "marks": marks,
        }

    def _adopt(self, plan: str) -> Command:
        names = [keys.WIRE, keys.EPOCHS, keys.HEADS, keys.MINUTES, keys.MOMENTS]
        names += [keys.FLOORS, keys.REASONS]
        for stage in self._stages:
            names += [*stage.staged, *stage.places]
        return ("EVAL", scripts.ADOPT, len(names), *names, fresh_epoch(), plan)

    async def _write(self, commands: Iterable[Command]) -> None:
        written = list(commands)
        touched = dict.fromkeys(command[1] for command in written)
        expiries = [("EXPIRE", name, _STAGED_SECONDS) for name in touched]
        await self._connection.write(*written, *expiries)


def _claims(stage: Stage) -> Iterable[tuple[int, str]]:
    """The seqs of its entries, each with whose it is."""
    return ((seq, stage.blog) for seq in stage.seqs)


@asynccontextmanager
async def adopt(connection: Connection) -> AsyncIterator[Adoption]:
    """Take logs in, for the time of an `async with`; what is not moved in by then is dropped."""
    adoption = Adoption(connection)
    try:
        yield adoption
    finally:
        with suppress(WireUnavailable):
            await adoption.drop()
