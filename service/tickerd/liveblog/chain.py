"""The hash chain of a blog's events: what makes it, and what finds where it is broken.

Each event carries the hash of the blog's event before it, so whoever has the last hash holds all
events to it. Cursors are given when events are committed, and are not under the hash: each event
also names the cursor before its own, and the blog's head names the last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from tickerd.errors import BadCursor

from .blog import Blog
from .cursor import Cursor
from .entry import Entry, decode, encode, hash_of
from .event import Event


@dataclass(frozen=True, slots=True)
class Head:
    """A blog's last event, as the next commit must find it."""

    seq: int
    """0 while there is none."""
    hash: str | None
    """None while there is none; and for an event that a tickerd without the chain wrote."""

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """The head once this entry is on the wire."""
        return cls(entry.cursor.seq, entry.hash)


NO_HEAD: Final = Head(0, None)
"""Of a blog without events."""


def link(
    events: Sequence[Event], blog: Blog, *, after: Head, document_hash: str | None = None
) -> list[bytes]:
    """Encode events that are committed together, each with the hash of the one before.

    Args:
        events: of this blog, oldest first.
        blog: where they happened.
        after: the blog's head.
        document_hash: SHA-256, in hex, of the bytes that all of them were read from.

    Returns:
        What follows the opening of each.
    """
    rests: list[bytes] = []
    previous_hash = after.hash
    for event in events:
        rest = encode(event, blog, previous_hash=previous_hash, document_hash=document_hash)
        previous_hash = hash_of(rest)
        rests.append(rest)
    return rests


# ---------------------------------------------------------------- verifying


class Fault(StrEnum):
    """What may be wrong with an entry."""

    UNREADABLE = "unreadable"
    ALTERED = "altered"
    MISSING = "missing"
    DISORDERED = "out of order"
    DOUBLED = "doubled"
    FOREIGN = "foreign"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a blog's log."""

    fault: Fault
    at: str | None
    """The cursor of the entry where it shows; None if that has none that can be read."""
    words: str
    """What is wrong, as a sentence."""


class Chain:
    """Holds one entry after another to the one before it; keeps only the last."""

    def __init__(self, blog: str) -> None:
        """Know nothing of the blog's log but whose it is."""
        self.blog = blog
        self.count = 0
        """How many entries there were."""
        self.unchained = 0
        """How many of them no hash holds: a tickerd without the chain wrote what follows them."""
        self.after: Cursor | None = None
        """What the first entry follows, and which is not here; None if it is the blog's first."""
        self.first: Cursor | None = None
        """The place of the first entry."""
        self.last: Entry | None = None
        """The last entry that stands where it should."""
        self._begun = False

    def take(self, body: bytes) -> Iterator[Finding]:
        """Hold the next entry to the one before."""
        self.count += 1
        try:
            entry = decode(body)
            previous = entry.previous
        except (BadCursor, ValueError):
            after = f"what follows {self.last.cursor}" if self.last else "the first entry"
            yield Finding(Fault.UNREADABLE, None, f"{after} is no entry")
            return
        yield from self._check_blog(entry)
        fault = self._check_link(entry, previous)
        if fault is not None:
            yield fault
        if fault is None or fault.fault not in {Fault.DOUBLED, Fault.DISORDERED}:
            self.last = entry

    def end(self, head: Cursor, head_hash: str | None) -> Iterator[Finding]:
        """Hold the last entry to the blog's head.

        Args:
            head: the cursor of the blog's last event.
            head_hash: its hash, if that is known.
        """
        last = self.last
        if last is None:
            yield Finding(Fault.MISSING, str(head), f"all events up to {head} are missing")
        elif last.cursor != head:
            altered = last.hash == head_hash
            words = f"the last event should be {head}, but it is {last.cursor}"
            yield Finding(Fault.ALTERED if altered else Fault.MISSING, str(head), words)
        elif head_hash is not None and last.hash != head_hash:
            words = f"{head}, the last event, is not the one that was written"
            yield Finding(Fault.ALTERED, str(head), words)
        self.unchained += head_hash is None

    def _check_blog(self, entry: Entry) -> Iterator[Finding]:
        at = str(entry.cursor)
        try:
            blog = entry.envelope["data"]["blog"]
        except (ValueError, LookupError, TypeError, RecursionError):
            yield Finding(Fault.UNREADABLE, at, f"{at} has a place, but is no event")
            return
        if blog != self.blog:
            words = f"{at} is an event of {blog!r}, not of {self.blog!r}"
            yield Finding(Fault.FOREIGN, at, words)

    def _check_link(self, entry: Entry, previous: Cursor | None) -> Finding | None:
        last = self.last
        begun = self._begun
        self._begun = begun or previous is not None or entry.previous_hash is not None
        if last is None:
            self.first, self.after = entry.cursor, previous
            return None
        same_place = previous == last.cursor
        same_hash = entry.previous_hash == last.hash
        if same_place and same_hash:
            return None
        if not begun and entry.previous_hash is None and (same_place or previous is None):
            # the chain begins here, or has not begun yet
            self.unchained += 1
            return _misplaced(entry.cursor, last.cursor)
        if same_place or same_hash:
            words = f"{last.cursor}, or {entry.cursor} where it speaks of it, was altered"
            return Finding(Fault.ALTERED, str(last.cursor), words)
        return _misplaced(entry.cursor, last.cursor) or _torn(entry.cursor, previous, last.cursor)


def _misplaced(here: Cursor, last: Cursor) -> Finding | None:
    if here == last:
        return Finding(Fault.DOUBLED, str(here), f"{here} is there twice")
    if here.seq <= last.seq:
        return Finding(Fault.DISORDERED, str(here), f"{here} stands after {last}")
    return None


def _torn(here: Cursor, previous: Cursor | None, last: Cursor) -> Finding:
    if previous is None:
        words = f"{here} names no event before it, but stands after {last}"
        return Finding(Fault.ALTERED, str(here), words)
    words = f"{here} follows {previous}, but stands after {last}; what was between is missing"
    return Finding(Fault.MISSING, str(here), words)
