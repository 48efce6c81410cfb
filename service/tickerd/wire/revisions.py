"""The events about one post, by an index that the commits keep: post -> seqs."""

from collections.abc import AsyncIterator, Sequence

from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, decode
from tickerd.wire import keys
from tickerd.wire.archive import Archive
from tickerd.wire.connection import Command, Connection
from tickerd.wire.history import read
from tickerd.wire.retention import ask_floors, read_floor
from tickerd.wire.stub import Sealed

_PAGE = 200


async def read_post(connection: Connection, archive: Archive, blog: str, post: str) -> list[Entry]:
    """All events about a post that are still here, oldest first.

    Raises:
        ArchiveDamaged: some of them are sealed, in a file that cannot be read.
        ArchiveUnavailable: some of them are sealed, and the archive cannot be used.
    """
    while True:
        extent, (stub, kept, known, floors) = await connection.cut(
            ("HGET", keys.STUBS, blog),
            ("HGET", keys.revisions(blog), post),
            ("HEXISTS", keys.posts(blog), post),
            ask_floors([blog]),
        )
        floor = read_floor(extent, [blog], floors).cursor
        older = list[Entry]()
        if stub is not None:
            sealed = Sealed.model_validate_json(stub)
            for part in sealed.parts:
                older += await archive.about(blog, part, post)
            floor = Cursor(floor.epoch, max(floor.seq, sealed.last))
        if kept is not None:
            seqs = [seq for seq in map(int, kept.split()) if seq > floor.seq]
            newer = await _pick(connection, blog, seqs, stub)
            if newer is None:
                continue
            return older + newer
        if known:
            # A log from before there was an index, or one that went on after it was sealed.
            older += await _search(connection, archive, f"{blog}/{post}", blog, floor)
        return older


async def _pick(
    connection: Connection, blog: str, seqs: Sequence[int], stub: bytes | None
) -> list[Entry] | None:
    """The entries of these seqs, without those that were trimmed meanwhile.

    None if they were sealed meanwhile.
    """
    entries: list[Entry] = []
    for first in range(0, len(seqs), _PAGE):
        questions: list[Command] = [
            ("XRANGE", keys.stream(blog), f"{seq}-0", f"{seq}-0")
            for seq in seqs[first : first + _PAGE]
        ]
        _, (now, *answers) = await connection.cut(("HGET", keys.STUBS, blog), *questions)
        if now != stub:
            return None
        entries += [decode(fields[b"body"]) for found in answers for _, fields in found]
    return entries


async def _search(
    connection: Connection, archive: Archive, subject: str, blog: str, after: Cursor
) -> list[Entry]:
    return [
        entry
        async for entry in _read_all(connection, archive, blog, after)
        if entry.envelope["subject"] == subject
    ]


async def _read_all(
    connection: Connection, archive: Archive, blog: str, after: Cursor
) -> AsyncIterator[Entry]:
    while True:
        page = await read(connection, archive, [blog], after, _PAGE)
        for entry in page:
            yield entry
        if len(page) < _PAGE:
            return
        after = page[-1].cursor
