"""What one may ask of the wire. Everyone but the wire itself knows only this."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tickerd.liveblog.blog import Look, Watch
from tickerd.liveblog.chain import Head
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import Event
from tickerd.liveblog.known import Known, Window
from tickerd.wire.stub import Sealed


@dataclass(frozen=True, slots=True)
class State:
    """A blog as it stands: one cut through state and log."""

    known: Known
    head: Head
    """The blog's last event. What `commit` expects."""
    cursor: Cursor
    """The tip of the whole wire at that moment: follow from here and nothing is missed."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A blog as it stood at a place of the past."""

    known: Known
    """The fold of its events up to there; its window is not kept."""
    cursor: Cursor
    """The place behind the last of them."""


class Wire(Protocol):
    """The log: commit and read, state and live. Raises WireUnavailable when Redis is away."""

    async def commit(
        self,
        known: Known,
        events: Sequence[Event],
        *,
        expect: Head,
        document_hash: str | None = None,
    ) -> list[Entry]:
        """Put events of one blog on the wire, whole or not at all, and publish them.

        Args:
            known: the blog's state *after* the events (`fold`), its new window included.
            events: at least one, all of `known.blog`.
            expect: the blog's last event, as the caller knows it.
            document_hash: SHA-256, in hex, of the fetched bytes that the events were read from.

        Raises:
            CommitConflict: the blog's head is not where the caller thought; nothing was written.
        """
        ...

    async def remember(self, blog: str, window: Window, *, expect: Head) -> None:
        """Keep the window of a look that made no events; does nothing if the head has moved."""
        ...

    async def state(self, blog: str) -> State | None:
        """The blog's state, its head and the wire's tip in one cut; None if it was never opened."""
        ...

    async def checkpoint(self, blog: str, moment: datetime) -> Checkpoint | None:
        """A state of the blog with nothing from after the moment, from which on all is here.

        None where none is kept: then its events are to be folded from the floor on. Few lie between
        a checkpoint and the moment, however long the log.
        """
        ...

    async def revisions(self, blog: str, post: str) -> list[Entry]:
        """All events about a post that are still here, oldest first; [] where there are none."""
        ...

    async def read(
        self, blogs: Collection[str] | None, *, after: Cursor, limit: int
    ) -> list[Entry]:
        """The next entries after a cursor, in order, of these blogs (None: of all).

        Fewer than `limit` means that the tip was reached.

        Raises:
            CursorExpired: not all events after the cursor are here (trimmed away, or a lost log).
        """
        ...

    async def blogs(self) -> dict[str, int]:
        """All blogs that were ever opened here, each with the seq of its last event."""
        ...

    async def tip(self) -> Cursor:
        """The place behind the newest event."""
        ...

    async def floor(self, blogs: Collection[str] | None = None) -> Cursor:
        """The earliest place from which all that follows of these blogs (None: of all) is here."""
        ...

    async def place(self, moment: datetime, blogs: Collection[str] | None = None) -> Cursor:
        """A place such that all events observed after the moment follow it (some earlier may).

        Where events of these blogs (None: of any) from after the moment are gone, their floor.
        """
        ...

    async def sealed(self) -> dict[str, Sealed]:
        """The blogs whose whole log lies in the archive, by id; it is read as if it did not."""
        ...

    def live(self) -> AsyncIterator[Entry | None]:
        """Entries as Redis publishes them; may lose some.

        None is a doorbell: at first, and after each reconnection. Then look at the log.
        """
        ...


class Watches(Protocol):
    """The standing orders, and how the last look at each went."""

    async def watches(self) -> dict[str, Watch]:
        """All watches, by blog id."""
        ...

    async def add_watch(self, watch: Watch) -> bool:
        """Add or replace a watch, and wake the workers; False if there was one already."""
        ...

    async def remove_watch(self, blog: str) -> bool:
        """Take a watch away, and wake the workers; False if there was none. Events stay."""
        ...

    async def looks(self) -> dict[str, Look]:
        """How the last look at each blog went, by blog id."""
        ...

    async def note_look(self, look: Look) -> None:
        """Keep how a look went."""
        ...

    def changes(self) -> AsyncIterator[None]:
        """Rings when a watch was added or removed; may miss some, so look at a timer too."""
        ...
