"""The wire in Redis: `RedisWire` is what `tickerd.wire.contract` promises."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Sequence
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from datetime import datetime

from redis.asyncio import Redis

from tickerd.errors import BadCursor, CommitConflict, UnknownBlog, WireUnavailable
from tickerd.liveblog.chain import Head, link
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, decode
from tickerd.liveblog.event import Event
from tickerd.liveblog.known import Known, Window
from tickerd.liveblog.retention import Retention
from tickerd.wire import history, keys, scripts
from tickerd.wire.account import Account, join_known, read_account, read_bodies, read_known
from tickerd.wire.adoption import Adoption, adopt
from tickerd.wire.archive import Archive
from tickerd.wire.checkpoints import LEAST_EVENTS, ask_checkpoint, is_due, pack, read_checkpoint
from tickerd.wire.commit import make_commit, place_entries
from tickerd.wire.connection import ALTERED, Connection, read_scores
from tickerd.wire.contract import Checkpoint, State
from tickerd.wire.ground import ask_ground, read_ground
from tickerd.wire.moments import ask_moment, read_moment
from tickerd.wire.retention import ask_floors, read_floor, trim
from tickerd.wire.revisions import read_post
from tickerd.wire.sealing import Progress, Resting, find_resting, read_sealed, seal
from tickerd.wire.stub import Part, Sealed
from tickerd.wire.subscription import listen
from tickerd.wire.watches import QUIET_SECONDS, RedisWatches


class RedisWire(RedisWatches):
    """The log and the watches, in one Redis or Valkey, 6.2 or newer."""

    def __init__(self, connection: Connection, archive: Archive | None = None) -> None:
        """Use `open` to make one."""
        super().__init__(connection)
        self._archive = archive or Archive()
        self._uncovered: dict[str, int] = {}
        """Events of each blog since its last checkpoint, as far as we have heard."""

    @classmethod
    @asynccontextmanager
    async def open(cls, address: str, archive: Archive | None = None) -> AsyncIterator["RedisWire"]:
        """Connect, for the time of an `async with`.

        Args:
            address: a URL, one of those in `tickerd.wire.primary`.
            archive: where sealed logs are, if any are.

        Raises:
            WireUnavailable: nothing answers there.
            BadSetting: the URL is none, or the server too old.
        """
        async with Connection(address) as connection:
            yield cls(connection, archive)

    @property
    def address(self) -> str:
        """Where Redis is, without password."""
        return self._connection.address

    @property
    def client(self) -> "Redis":
        """The client for what must be sent once at most; leases are kept through it."""
        return self._connection.leaser

    async def commit(
        self,
        known: Known,
        events: Sequence[Event],
        *,
        expect: Head,
        document_hash: str | None = None,
    ) -> list[Entry]:
        """Put events of one blog on the wire, whole or not at all, and publish them.

        After WireUnavailable it may have happened or not: load the state and look again.

        Raises:
            CommitConflict: the blog's head is not where the caller thought; nothing was written.
            ValueError: there are no events, or they are of another blog.
        """
        blog = known.blog.id
        if not events or any(event.blog != blog for event in events):
            message = f"a commit to {blog} needs events, and of that blog alone"
            raise ValueError(message)
        rests = link(events, known.blog, after=expect, document_hash=document_hash)
        uncovered = self._uncovered.get(blog) if expect.seq else 0
        due = is_due(known, uncovered + len(events) if uncovered is not None else None)
        checkpoint = await asyncio.to_thread(pack, known) if due else None
        command = make_commit(known, events, rests, expect=expect, checkpoint=checkpoint)
        ((done, *answer),) = await self._connection.write(command)
        if not done:
            raise CommitConflict(blog, int(answer[0]))
        epoch, first, before, uncovered_now = answer
        self._uncovered[blog] = int(uncovered_now)
        return place_entries(rests, epoch, first, before)

    async def remember(self, blog: str, window: Window, *, expect: Head) -> None:
        """Keep the window of a look that made no events; does nothing if the head has moved."""
        names = (keys.HEADS, keys.state(blog))
        arguments = (blog, expect.seq, expect.hash or "", window.model_dump_json())
        await self._connection.write(("EVAL", scripts.REMEMBER, len(names), *names, *arguments))

    async def state(self, blog: str) -> State | None:
        """The blog's state, its head and the wire's tip in one cut; None if it was never opened."""
        extent, (head, kept, posts, stub) = await self._connection.cut(
            ("ZSCORE", keys.HEADS, blog),
            ("HGETALL", keys.state(blog)),
            ("HGETALL", keys.posts(blog)),
            ("HGET", keys.STUBS, blog),
        )
        if head is None:
            return None
        # A log from before checkpoints gets its first at the next commit.
        self._uncovered[blog] = int(kept.get(b"uncovered", LEAST_EVENTS + len(posts)))
        known = read_known(kept, posts) if b"known" in kept else None
        if stub is not None:
            part = Sealed.model_validate_json(stub).parts[-1]
            known = join_known(await self._archive.final(blog, part), known)
        if known is None:
            raise WireUnavailable(self.address, ALTERED)
        return State(known, _head(kept, int(head)), extent.tip)

    async def checkpoint(self, blog: str, moment: datetime) -> Checkpoint | None:
        """A state of the blog with nothing from after the moment, from which on all is here."""
        extent, (found, floors, base, stub) = await self._connection.cut(
            ask_checkpoint(blog, moment),
            ask_floors([blog]),
            ask_ground(blog),
            ("HGET", keys.STUBS, blog),
        )
        kept, floor = read_checkpoint(found, extent.epoch), read_floor(extent, [blog], floors)
        if kept is not None and kept.cursor.seq >= floor.cursor.seq:
            return kept
        if stub is not None:
            return await self._archive.checkpoint(Sealed.model_validate_json(stub), moment)
        ground = read_ground(base, floor.cursor.seq)
        useful = ground is not None and ground.latest <= moment
        return Checkpoint(ground.known, floor.cursor) if ground and useful else None

    async def revisions(self, blog: str, post: str) -> list[Entry]:
        """All events about a post that are still here, oldest first; [] where there are none.

        Only they are read, but in a log from before there was an index of them.
        """
        return await read_post(self._connection, self._archive, blog, post)

    async def read(
        self, blogs: Collection[str] | None, *, after: Cursor, limit: int
    ) -> list[Entry]:
        """The next entries after a cursor, in order, of these blogs (None: of all).

        Fewer than `limit` means that the tip was reached.

        Raises:
            CursorExpired: not all events after the cursor are here (trimmed away, or a lost log).
        """
        return await history.read(self._connection, self._archive, blogs, after, limit)

    async def tip(self) -> Cursor:
        """The place behind the newest event."""
        extent, _ = await self._connection.cut()
        return extent.tip

    async def floor(self, blogs: Collection[str] | None = None) -> Cursor:
        """The earliest place from which all that follows of these blogs (None: of all) is here."""
        extent, (floors,) = await self._connection.cut(ask_floors(blogs))
        return read_floor(extent, blogs, floors).cursor

    async def place(self, moment: datetime, blogs: Collection[str] | None = None) -> Cursor:
        """A place such that all events observed after the moment follow it (some earlier may).

        Few do: about as many as lie between two marks (see commit.lua). Where events of these blogs
        (None: of any) from after the moment are gone, their floor.
        """
        extent, (floors, *found) = await self._connection.cut(
            ask_floors(blogs), *ask_moment(moment)
        )
        floor = read_floor(extent, blogs, floors).cursor.seq
        return Cursor(extent.epoch, max(read_moment(moment, extent, found), floor))

    async def blogs(self) -> dict[str, int]:
        """All blogs that were ever opened here, each with the seq of its last event."""
        _, (heads,) = await self._connection.cut(("ZRANGE", keys.HEADS, 0, -1, "WITHSCORES"))
        return read_scores(heads)

    async def trim(self, blog: str, retention: Retention, *, at: datetime) -> int:
        """Take the events of a blog from the wire that must go at that moment; how many went.

        Its state stays. Cursors below the blog's new floor are refused from then on, where the
        view has this blog.
        """
        return await trim(self._connection, blog, retention, at)

    async def sealed(self) -> dict[str, Sealed]:
        """The blogs whose whole log lies in the archive, by id; it is read as if it did not."""
        return await read_sealed(self._connection)

    def resting(self) -> AsyncIterator[Resting]:
        """The blogs of which something is in Redis still, and since when they rest."""
        return find_resting(self._connection)

    async def seal(
        self, blog: str, *, at: datetime, progress: Progress = lambda _taken: None
    ) -> Part | None:
        """Move a blog's log and state from Redis to the archive; None if nothing of it is here.

        Whoever reads the wire notices nothing. Events that follow go to Redis, as ever.

        Raises:
            UnknownBlog: it was never opened.
            CommitConflict: the blog moved on meanwhile; nothing was freed.
            ArchiveUnavailable: the archive cannot be used; nothing was freed.
            ArchiveDamaged: what is there, or was written there, does not read as it should.
        """
        state = await self.state(blog)
        if state is None:
            raise UnknownBlog(blog)
        return await seal(self._connection, self._archive, state, at=at, progress=progress)

    async def account(self, blog: str) -> Account | None:
        """What a blog's log must agree with; None if it was never opened.

        Raises:
            Damaged: it cannot be read, or the log does not end where the account does.
            ArchiveDamaged, ArchiveUnavailable: some of it is sealed, and cannot be read.
        """
        return await read_account(self._connection, self._archive, blog)

    def bodies(self, blog: str, *, upto: Cursor) -> AsyncGenerator[tuple[int, bytes], None]:
        """All that lies in a blog's log up to a place: under which seq, and the bytes, unjudged.

        Raises:
            ArchiveDamaged, ArchiveUnavailable: some of it is sealed, and cannot be read.
        """
        return read_bodies(self._connection, self._archive, blog, upto.seq)

    def adopt(self) -> AbstractAsyncContextManager[Adoption]:
        """Bring whole logs onto this wire, with their cursors."""
        return adopt(self._connection)

    async def live(self) -> AsyncGenerator[Entry | None, None]:
        """Entries as Redis publishes them; may lose some.

        None is a doorbell: at first, after each reconnection, and for what is no entry. Then look
        at the log.
        """
        heard = listen(self._connection, keys.EVENTS_CHANNEL, quiet_seconds=QUIET_SECONDS)
        async with aclosing(heard):
            async for body in heard:
                yield _heard(body) if body is not None else None


def _head(kept: dict[bytes, bytes], seq: int) -> Head:
    """The head; without its hash where a tickerd that knows none has moved it."""
    cursor, hash_ = kept.get(b"cursor", b""), kept.get(b"hash", b"")
    known = cursor.rpartition(b"-")[2] == b"%d" % seq
    return Head(seq, (hash_.decode() or None) if known else None)


def _heard(body: bytes) -> Entry | None:
    """What was published; None if it is none of ours: anyone may publish on the channel."""
    try:
        return decode(body)
    except (BadCursor, ValueError):
        return None
