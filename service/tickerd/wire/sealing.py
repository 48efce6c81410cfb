"""Sealing a log: into the archive first, and only then out of Redis.

The file is written under a name of its own, read back, and given its final name, which is made of
its content: so a second one of that name is the same. Then one script frees Redis, if the blog's
head is still the sealed one and nobody else was first. At no moment is an entry in neither place;
whoever dies on the way leaves at worst a file that nobody asks for.
"""

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from tickerd.errors import ArchiveDamaged, CommitConflict, Damaged
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.known import Known, Window
from tickerd.wire import keys, scripts
from tickerd.wire.archive import Archive
from tickerd.wire.connection import Command, Connection, read_scores
from tickerd.wire.contract import State
from tickerd.wire.found import read_entries
from tickerd.wire.ground import ask_ground, read_ground
from tickerd.wire.sealed import Index, SealedWriter, cut_out, read_index, unpack
from tickerd.wire.store import UNFINISHED, NotStored
from tickerd.wire.stub import Part, Sealed

_PAGE: Final = 500
_AT_WORK: Final = timedelta(hours=1)
"""A file without its final name is somebody's work for so long, and then what a crash left."""

log = structlog.get_logger(__name__)

Progress = Callable[[int], None]
"""Is told how many events were taken so far."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A blog of which something could be sealed."""

    blog: str
    since: datetime
    """When its last event was observed."""
    ended: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    """A file that is made, but not kept yet."""

    data: bytes
    index: Index
    newest: Entry
    lines_sha256: str
    """Of the entries as Redis gave them, a line each."""


async def seal(
    connection: Connection, archive: Archive, state: State, *, at: datetime, progress: Progress
) -> Part | None:
    """Seal what Redis has of a blog's log, and free it there. None if it has none of it.

    Raises:
        CommitConflict: the blog moved on meanwhile; nothing was freed.
        ArchiveUnavailable: the archive cannot be used; nothing was freed.
        ArchiveDamaged: what was written there does not read as it should; nothing was freed.
        Damaged: the log is not as it was written; nothing was freed.
    """
    blog = state.known.blog.id
    _, (kept, floor, base) = await connection.cut(
        ("HGET", keys.STUBS, blog), ("ZSCORE", keys.FLOORS, blog), ask_ground(blog)
    )
    stub = Sealed.model_validate_json(kept) if kept else None
    after = max(int(floor or 0), stub.last if stub else 0)
    if after >= state.head.seq:
        return None
    ground = read_ground(base, after)
    if stub is not None:
        ground = await archive.end(blog, stub.parts[-1])
    draft = await _draw_up(connection, ground, state, after, progress)
    part = await _keep(archive, draft, at)
    new = Sealed(
        known=state.known.model_copy(update={"posts": {}, "window": Window()}),
        posts=len(state.known.shown()),
        newest_at=draft.newest.observed_at,
        parts=(*(stub.parts if stub else ()), part),
    )
    (freed,) = await connection.write(_free(draft.newest.cursor, kept or b"", new))
    if not freed:
        raise CommitConflict(blog, state.head.seq)
    return part


async def read_sealed(connection: Connection) -> dict[str, Sealed]:
    """What is kept of the blogs whose whole log is sealed."""
    _, (stubs, heads) = await connection.cut(
        ("HGETALL", keys.STUBS), ("ZRANGE", keys.HEADS, 0, -1, "WITHSCORES")
    )
    sealed, moved = map(Sealed.model_validate_json, stubs.values()), read_scores(heads)
    return {one.blog: one for one in sealed if moved.get(one.blog) == one.last}


async def find_resting(connection: Connection) -> AsyncIterator[Resting]:
    """The blogs of which something is in Redis still, and since when they rest."""
    _, (heads, sealed) = await connection.cut(
        ("ZRANGE", keys.HEADS, 0, -1, "WITHSCORES"),
        ("ZRANGE", keys.SEALED, 0, -1, "WITHSCORES"),
    )
    kept = read_scores(sealed)
    for blog, head in read_scores(heads).items():
        if kept.get(blog) != head:
            _, (known, last) = await connection.cut(
                ("HGET", keys.state(blog), "known"),
                ("XREVRANGE", keys.stream(blog), "+", "-", "COUNT", 1),
            )
            try:
                newest = read_entries(blog, last)
            except Damaged as error:
                log.warning("blog_not_sealed", blog=blog, cause=str(error))
                continue
            if known and newest:
                ended = Known.model_validate_json(known).ended is not None
                yield Resting(blog, newest[0].event.observed_at, ended=ended)


async def _draw_up(
    connection: Connection, ground: Ground | None, state: State, after: int, progress: Progress
) -> _Draft:
    """Make the file of the events after a seq up to the state's head."""
    blog, head = state.known.blog.id, state.head.seq
    writer, pieces = SealedWriter(state.known.blog, ground), list[bytes]()
    lines = hashlib.sha256()
    newest, taken = None, 0
    async for entries in _read_on(connection, blog, after, head):
        # hundreds of events are folded in a tenth of a second
        pieces.append(await asyncio.to_thread(writer.add, entries))
        lines.update(b"".join(entry.body + b"\n" for entry in entries))
        newest, taken = entries[-1], taken + len(entries)
        progress(taken)
    if newest is None or newest.cursor.seq != head:
        raise CommitConflict(blog, head)
    rest, index = await asyncio.to_thread(writer.finish, state.known, state.head.hash)
    return _Draft(b"".join([*pieces, rest]), index, newest, lines.hexdigest())


async def _read_on(
    connection: Connection, blog: str, after: int, head: int
) -> AsyncIterator[list[Entry]]:
    while True:
        _, (found,) = await connection.cut(
            ("XRANGE", keys.stream(blog), f"{after + 1}-0", str(head), "COUNT", _PAGE)
        )
        if not found:
            return
        entries = read_entries(blog, found)
        yield entries
        after = entries[-1].cursor.seq


async def _keep(archive: Archive, draft: _Draft, at: datetime) -> Part:
    """Put the file into the store and prove that it is there."""
    blog, store = draft.index.blog, archive.store
    await store.clear(blog, before=at - _AT_WORK)
    digest = hashlib.sha256(draft.data).hexdigest()
    name = f"{blog}/{draft.index.last}.{digest[:16]}.ndjson.zst"
    unfinished = f"{blog}/{secrets.token_hex(8)}{UNFINISHED}"
    await store.put(unfinished, draft.data)
    try:
        there = await store.get(unfinished, 0, len(draft.data))
        if hashlib.sha256(there).hexdigest() != digest:
            raise ArchiveDamaged(blog, unfinished, "it is not what was written")
        await asyncio.to_thread(_check, there, draft)
        await store.move(unfinished, name)
    except NotStored as error:
        raise ArchiveDamaged(blog, unfinished, str(error)) from error
    return Part(
        name=name,
        size=len(draft.data),
        events=draft.index.events,
        first=draft.index.sections[0].first,
        last=draft.index.sections[-1].last,
        sealed_at=at,
    )


def _check(data: bytes, draft: _Draft) -> None:
    """Read a file as a reader would, to its last entry.

    Raises:
        ArchiveDamaged: it does not hold what Redis gave.
    """
    lines = hashlib.sha256()
    try:
        index = read_index(data)
        for section in index.sections:
            lines.update(unpack(section.entries, cut_out(data, section.entries)))
        for span in index.beside:
            unpack(span, cut_out(data, span))
    except ValueError as error:
        raise ArchiveDamaged(draft.index.blog, "a new file", str(error)) from error
    if index != draft.index or lines.hexdigest() != draft.lines_sha256:
        raise ArchiveDamaged(draft.index.blog, "a new file", "it does not hold the log")


def _free(head: Cursor, before: bytes, stub: Sealed) -> Command:
    blog = stub.blog
    names = (keys.HEADS, keys.SEALED, keys.STUBS)
    own = (
        *(keys.stream(blog), keys.posts(blog), keys.state(blog)),
        *(keys.revisions(blog), keys.checkpoints(blog), keys.ground(blog)),
    )
    arguments = (blog, head.seq, str(head), before, stub.model_dump_json())
    return ("EVAL", scripts.SEAL, len(names + own), *names, *own, *arguments)
