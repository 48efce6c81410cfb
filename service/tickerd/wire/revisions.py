"""The events about one post, by an index that the commits keep: post -> seqs."""

from collections.abc import AsyncIterator, Sequence

from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, decode
from tickerd.wire import keys
from tickerd.wire.connection import Command, Connection
from tickerd.wire.history import read
from tickerd.wire.retention import ask_floors, read_floor

_PAGE = 200


async def read_post(connection: Connection, blog: str, post: str) -> list[Entry]:
    """All events about a post that are still here, oldest first."""
    extent, (kept, known, floors) = await connection.cut(
        ("HGET", keys.revisions(blog), post),
        ("HEXISTS", keys.posts(blog), post),
        ask_floors([blog]),
    )
    floor = read_floor(extent, [blog], floors).cursor
    if kept is not None:
        return await _pick(
            connection, blog, [seq for seq in map(int, kept.split()) if seq > floor.seq]
        )
    if not known:
        return []
    # A log from before there was an index.
    subject = f"{blog}/{post}"
    return [
        entry
        async for entry in _read_all(connection, blog, floor)
        if entry.envelope["subject"] == subject
    ]


async def _pick(connection: Connection, blog: str, seqs: Sequence[int]) -> list[Entry]:
    """The entries of these seqs, without those that were trimmed meanwhile."""
    entries: list[Entry] = []
    for first in range(0, len(seqs), _PAGE):
        questions: list[Command] = [
            ("XRANGE", keys.stream(blog), f"{seq}-0", f"{seq}-0")
            for seq in seqs[first : first + _PAGE]
        ]
        _, answers = await connection.cut(*questions)
        entries += [decode(fields[b"body"]) for found in answers for _, fields in found]
    return entries


async def _read_all(connection: Connection, blog: str, after: Cursor) -> AsyncIterator[Entry]:
    while True:
        page = await read(connection, [blog], after, _PAGE)
        for entry in page:
            yield entry
        if len(page) < _PAGE:
            return
        after = page[-1].cursor
