"""Reading sealed logs: a few megabytes of what was read last stay in memory."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from tickerd.errors import ArchiveDamaged, ArchiveUnavailable
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry, decode
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.known import Known
from tickerd.wire.contract import Checkpoint
from tickerd.wire.ground import build_on
from tickerd.wire.sealed import FOOTER_BYTES, Index, Section, Span, find_index, unpack
from tickerd.wire.store import NotStored, Store
from tickerd.wire.stub import Part, Sealed, Stubs

CACHE_BYTES: Final = 33_554_432
_READS_AT_ONCE: Final = 4
_INDEX_COST: Final = 4
"""An index in memory takes about so many times its JSON."""


class Archive:
    """The sealed logs in a store. A file that cannot be read is an error of its blog alone."""

    def __init__(self, store: Store | None = None, *, cache_bytes: int = CACHE_BYTES) -> None:
        """Read nothing yet.

        Args:
            store: where the files are; without one there is nothing to be read.
            cache_bytes: how much of them, unpacked, is kept in memory.
        """
        self._store = store
        self._cache_bytes = cache_bytes
        self._cached: OrderedDict[tuple[str, int], Index | bytes] = OrderedDict()
        self._costs: dict[tuple[str, int], int] = {}
        self.cached_bytes = 0
        """How much is in memory, about."""
        self.stubs = Stubs()
        """What Redis says of the files."""
        self._problem: ArchiveUnavailable | None = None
        """Why the store could not be used, the last time that it was asked."""
        self._is_probed = False
        self._turns = asyncio.Semaphore(_READS_AT_ONCE)

    @property
    def store(self) -> Store:
        """Where the files are.

        Raises:
            ArchiveUnavailable: nobody said where.
        """
        if self._store is None:
            raise ArchiveUnavailable("TICKERD_ARCHIVE", "it is not set")
        return self._store

    async def checkpoint(self, stub: Sealed, moment: datetime) -> Checkpoint | None:
        """The last state at a section's beginning that has nothing from after the moment.

        None where that is the beginning of the log.

        Raises:
            ArchiveDamaged: the file is missing or was altered.
            ArchiveUnavailable: the store cannot be used.
        """
        found: tuple[Part, Section] | None = None
        for part in stub.parts:
            for section in (await self._index(stub.blog, part)).sections:
                if section.latest is None or section.latest <= moment:
                    found = (part, section)
        if found is None or found[1].after is None:
            return None
        known = await self._before(stub.blog, *found)
        # Of a log that had lost its beginning before states were kept, only its end is known.
        return Checkpoint(known, Cursor.parse(found[1].after)) if known.opened else None

    async def about(self, blog: str, part: Part, post: str) -> list[Entry]:
        """The events about a post in a part, oldest first.

        Raises:
            ArchiveDamaged: the file is missing or was altered.
            ArchiveUnavailable: the store cannot be used.
        """
        index = await self._index(blog, part)
        seqs = set(index.posts.get(post, ()))
        return [
            entry
            for section in index.sections
            if any(section.first <= seq <= section.last for seq in seqs)
            for entry in await self._entries(blog, part, section)
            if entry.cursor.seq in seqs
        ]

    async def next_entries(self, blog: str, part: Part, after: int) -> list[Entry]:
        """The entries behind a seq that is below the part's last, as far as one section goes.

        Raises:
            ArchiveDamaged: the file is missing or was altered.
            ArchiveUnavailable: the store cannot be used.
        """
        index = await self._index(blog, part)
        for section in index.sections_after(after)[:1]:
            entries = await self._entries(blog, part, section)
            return [entry for entry in entries if entry.cursor.seq > after]
        raise ArchiveDamaged(blog, part.name, f"it ends before {part.last}")

    async def final(self, blog: str, part: Part) -> Known:
        """The blog's state, with its window, behind the part's last event.

        Raises:
            ArchiveDamaged: the file is missing or was altered.
            ArchiveUnavailable: the store cannot be used.
        """
        index = await self._index(blog, part)
        return Known.model_validate_json(await self._plain(blog, part, index.final))

    async def end(self, blog: str, part: Part) -> Ground:
        """The fold of the blog's events up to the part's last.

        Raises:
            ArchiveDamaged: the file is missing or was altered.
            ArchiveUnavailable: the store cannot be used.
        """
        section = (await self._index(blog, part)).sections[-1]
        entries = await self._entries(blog, part, section)
        known = await self._before(blog, part, section)
        ground = Ground(known, section.latest or entries[0].observed_at)
        return build_on(ground, entries)

    async def begin(self, blog: str, part: Part) -> Ground | None:
        """What the blog's first part is built on; None if that is not known, or nothing.

        Raises:
            ArchiveDamaged: the file is missing or was altered.
            ArchiveUnavailable: the store cannot be used.
        """
        section = (await self._index(blog, part)).sections[0]
        if section.after is None or section.latest is None:
            return None
        return Ground(await self._before(blog, part, section), section.latest)

    async def _before(self, blog: str, part: Part, section: Section) -> Known:
        return Known.model_validate_json(await self._plain(blog, part, section.known))

    async def _entries(self, blog: str, part: Part, section: Section) -> list[Entry]:
        lines = await self._plain(blog, part, section.entries)
        return list(map(decode, lines.split(b"\n")[:-1]))

    async def _index(self, blog: str, part: Part) -> Index:
        key = (part.name, part.size)
        found = self._recall(key)
        if isinstance(found, Index):
            return found
        async with self._turns:
            # whoever had a turn before us may have read the same
            found = self._recall(key)
            if isinstance(found, Index):
                return found
            footer = await self._read(blog, part, part.size - FOOTER_BYTES, FOOTER_BYTES)
            try:
                span = find_index(footer)
                plain = unpack(span, await self._read(blog, part, span.offset, span.length))
                index = Index.model_validate_json(plain)
            except ValueError as error:
                raise ArchiveDamaged(blog, part.name, str(error)) from error
            self._keep(key, index, _INDEX_COST * len(plain))
        return index

    async def _plain(self, blog: str, part: Part, span: Span) -> bytes:
        key = (part.name, span.offset)
        found = self._recall(key)
        if isinstance(found, bytes):
            return found
        async with self._turns:
            found = self._recall(key)
            if isinstance(found, bytes):
                return found
            packed = await self._read(blog, part, span.offset, span.length)
            try:
                plain = unpack(span, packed)
            except ValueError as error:
                raise ArchiveDamaged(blog, part.name, str(error)) from error
            self._keep(key, plain, len(plain))
        return plain

    async def _read(self, blog: str, part: Part, offset: int, length: int) -> bytes:
        try:
            with self._probing():
                return await self.store.get(part.name, offset, length)
        except NotStored as error:
            raise ArchiveDamaged(blog, part.name, str(error)) from error

    @contextmanager
    def _probing(self) -> Iterator[None]:
        """One reader at a time finds out whether a store that was away is back.

        The others are told at once: each would wait long for its answer, and keep from their turn
        those who want nothing of the store.
        """
        problem = self._problem
        if problem is not None and self._is_probed:
            raise ArchiveUnavailable(problem.address, problem.cause)
        self._is_probed = problem is not None
        try:
            yield
            self._problem = None
        except NotStored:
            self._problem = None
            raise
        except ArchiveUnavailable as error:
            self._problem = error
            raise
        finally:
            self._is_probed = False

    def _recall(self, key: tuple[str, int]) -> Index | bytes | None:
        if key in self._cached:
            self._cached.move_to_end(key)
        return self._cached.get(key)

    def _keep(self, key: tuple[str, int], value: Index | bytes, cost: int) -> None:
        # two may have read the same
        self.cached_bytes += cost - self._costs.get(key, 0)
        self._cached[key], self._costs[key] = value, cost
        while self.cached_bytes > self._cache_bytes:
            oldest, _ = self._cached.popitem(last=False)
            self.cached_bytes -= self._costs.pop(oldest)
