"""What is kept of a blog beside its log, and the log as it lies in Redis, unjudged."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any, Final

from tickerd.errors import BadCursor, Damaged
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import decode
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.known import Known, KnownPost, Window
from tickerd.wire import keys
from tickerd.wire.archive import Archive
from tickerd.wire.connection import Connection
from tickerd.wire.ground import ask_ground, read_ground
from tickerd.wire.stub import Sealed

_STEP: Final = 200
"""So many entries are read at once."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a blog's log must agree with, in one cut."""

    known: Known
    head: Cursor
    """The place of its last event."""
    head_hash: str | None
    """Its hash; None where a tickerd without the chain wrote it."""
    floor: int
    """The seq of the last event that was trimmed away; 0 if none was."""
    total: int
    """How many entries the log has."""
    sealed: int
    """The seq up to which they are in the archive; 0 if none are."""
    ground: Ground | None
    """What a trimmed log is built on, if that is known."""

    def after(self, named: Cursor | None) -> Cursor | None:
        """What the first entry should follow; None if it should be the blog's first.

        Args:
            named: what it says itself; of what was trimmed away only the seq is kept.
        """
        if not self.floor:
            return None
        known = named is not None and named.seq == self.floor
        return named if known else Cursor(self.head.epoch, self.floor)


async def read_account(connection: Connection, archive: Archive, blog: str) -> Account | None:
    """A blog's account; None if it was never opened.

    Raises:
        Damaged: what is kept beside the log cannot be read, or the log does not end at the head.
        ArchiveDamaged, ArchiveUnavailable: it is sealed, and cannot be read.
    """
    _, (score, kept, posts, floor, total, newest, stub, base) = await connection.cut(
        ("ZSCORE", keys.HEADS, blog),
        ("HGETALL", keys.state(blog)),
        ("HGETALL", keys.posts(blog)),
        ("ZSCORE", keys.FLOORS, blog),
        ("XLEN", keys.stream(blog)),
        ("XREVRANGE", keys.stream(blog), "+", "-", "COUNT", 1),
        ("HGET", keys.STUBS, blog),
        ask_ground(blog),
    )
    if score is None:
        return None
    seq = int(score)
    try:
        sealed = Sealed.model_validate_json(stub) if stub else None
        head, head_hash = _read_head(kept, newest, seq)
        known = read_known(kept, posts) if not sealed or b"known" in kept else None
        ground = read_ground(base, int(floor)) if floor else None
    except (ValueError, LookupError, BadCursor) as error:
        raise Damaged(blog, "the state that is kept beside its log cannot be read") from error
    if head.seq != seq or (newest and _seq(newest[0]) != seq):
        raise Damaged(blog, f"its log does not end at {seq}, the place of its last event")
    parts = sealed.parts if sealed else ()
    if parts:
        known = join_known(await archive.final(blog, parts[-1]), known)
        ground = await archive.begin(blog, parts[0])
    assert known is not None  # noqa: S101 - if nothing is sealed it was read above
    total += sum(part.events for part in parts)
    last = sealed.last if sealed else 0
    return Account(known, head, head_hash, int(floor or 0), total, last, ground)


async def read_bodies(
    connection: Connection, archive: Archive, blog: str, upto: int
) -> AsyncGenerator[tuple[int, bytes], None]:
    """All of a blog's log up to a place: the seq under which it lies, and the bytes."""
    after, stub = 0, None
    while True:
        question = ("XRANGE", keys.stream(blog), f"{after + 1}-0", upto, "COUNT", _STEP)
        _, (kept, found) = await connection.cut(("HGET", keys.STUBS, blog), question)
        if kept != stub:
            # It is sealed, or was just now: what Redis gave begins behind that.
            stub = kept
            for part in Sealed.model_validate_json(kept).parts:
                while after < part.last:
                    for entry in await archive.next_entries(blog, part, after):
                        after = entry.cursor.seq
                        yield after, entry.body
            continue
        for item in found:
            after = _seq(item)
            yield after, item[1].get(b"body", b"")
        if len(found) < _STEP:
            return


def join_known(sealed: Known, since: Known | None) -> Known:
    """The state of a blog that was sealed, and of which Redis has only what changed since."""
    if since is None:
        return sealed
    return since.model_copy(update={"posts": {**sealed.posts, **since.posts}})


def read_known(kept: dict[bytes, bytes], posts: dict[bytes, bytes]) -> Known:
    """The state of a blog, of its two hashes.

    Raises:
        ValueError, KeyError: they do not hold one.
    """
    known = Known.model_validate_json(kept[b"known"])
    window = Window.model_validate_json(kept[b"window"])
    values = sorted(map(KnownPost.model_validate_json, posts.values()), key=_ordinal)
    by_id = {value.post.id: value for value in values}
    return known.model_copy(update={"posts": by_id, "window": window})


def _read_head(kept: dict[bytes, bytes], newest: list[Any], seq: int) -> tuple[Cursor, str | None]:
    """The head's cursor and hash; where a tickerd without the chain moved it, the log knows it.

    Raises:
        ValueError: a tickerd with the chain wrote the last event, and kept another head.
    """
    cursor = kept.get(b"cursor", b"").decode()
    if cursor.rpartition("-")[2] == str(seq):
        return Cursor.parse(cursor), kept[b"hash"].decode() or None
    if not newest:
        raise ValueError(cursor)
    last = decode(newest[0][1][b"body"])
    if last.previous or last.previous_hash or (cursor and Cursor.parse(cursor).seq > seq):
        raise ValueError(cursor)
    return last.cursor, None


def _seq(item: tuple[bytes, dict[bytes, bytes]]) -> int:
    return int(item[0].partition(b"-")[0])


def _ordinal(known: KnownPost) -> int:
    return known.ordinal
