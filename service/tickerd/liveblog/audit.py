"""Holds a blog's log to its chain, and its state to what the log folds into."""

from collections.abc import Iterator

from .blog import Blog
from .chain import Chain, Fault, Finding
from .cursor import Cursor
from .diff import fold
from .entry import Entry
from .event import Event
from .ground import Ground
from .known import Known, KnownPost, Window

_AT_ONCE = 500
"""So many events are folded at once: each fold copies the table of posts."""


class Audit:
    """Takes a blog's entries one by one; keeps the last one, and the state."""

    def __init__(self, blog: str, ground: Ground | None = None) -> None:
        """Know nothing of the blog's log but whose it is.

        Args:
            blog: its id.
            ground: what a trimmed log is built on, if that is known.
        """
        self.chain = Chain(blog)
        self._ground = ground
        self._known = ground.known if ground else None
        self._waiting: list[Event] = []

    @property
    def blog(self) -> str:
        """Whose log it is."""
        return self.chain.blog

    @property
    def known(self) -> Known | None:
        """What the entries fold into; None if there were none."""
        if self._known is not None:
            self._known = fold(self._known, self._waiting)
            self._waiting.clear()
        return self._known

    def take(self, body: bytes, seq: int | None = None) -> Iterator[Finding]:
        """Hold the next entry to the one before, and fold it.

        Args:
            body: its public form.
            seq: under which it lies, where that is kept apart from it.
        """
        before = self.chain.last
        yield from self.chain.take(body)
        last = self.chain.last
        if last is None or last is before:
            return
        if seq is not None and last.cursor.seq != seq:
            words = f"{last.cursor} lies where {seq} should be"
            yield Finding(Fault.DISORDERED, str(last.cursor), words)
        yield from self._fold(last)

    def end(
        self, known: Known, *, after: Cursor | None, head: Cursor, head_hash: str | None
    ) -> Iterator[Finding]:
        """Hold the log to what is told of it, once all entries were taken.

        Args:
            known: the blog's state.
            after: what the first entry should follow; None if it should be the blog's first.
            head: the cursor of the blog's last event.
            head_hash: its hash, if that is known.
        """
        chain = self.chain
        if chain.last is not None or after != head:
            yield from chain.end(head, head_hash)
        # without a chain nothing tells what the first entry follows
        silent = chain.after is None and chain.unchained
        if chain.last is not None and chain.after != after and not silent:
            begin = f"after {after}" if after else "with the blog's first event"
            words = f"the log should begin {begin}, but begins after {chain.after}"
            yield Finding(Fault.MISSING, None, words)
        if self.known is not None:
            partial = after is not None and self._ground is None
            compare = _compare_parts if partial else _compare_wholes
            yield from compare(known, self.known)

    def untold(self, known: Known) -> list[KnownPost]:
        """The posts of a state that the entries alone do not tell whole: of a trimmed log."""
        folded = self.known.posts if self.known else {}
        return [post for name, post in known.posts.items() if folded.get(name) != post]

    def _fold(self, entry: Entry) -> Iterator[Finding]:
        try:
            event = entry.event
            known = self._known or Known(blog=Blog(id=self.blog, url=entry.envelope["source"]))
        except (ValueError, LookupError, TypeError, RecursionError):
            words = f"{entry.cursor} is no event that this tickerd knows"
            yield Finding(Fault.UNREADABLE, str(entry.cursor), words)
            return
        self._known = known
        self._waiting.append(event)
        if len(self._waiting) == _AT_ONCE:
            self._known = self.known


def _compare_wholes(told: Known, folded: Known) -> Iterator[Finding]:
    """Hold a state to all events that there were, or to what they are built on, and all since."""
    bare = {"blog": told.blog, "posts": {}, "window": Window()}
    if folded.model_copy(update=bare) != told.model_copy(update=bare):
        yield Finding(Fault.STATE, None, "what is said of the blog is not what its events say")
    for name in dict.fromkeys([*told.posts, *folded.posts]):
        if told.posts.get(name) != folded.posts.get(name):
            yield _differs(name)


def _compare_parts(told: Known, folded: Known) -> Iterator[Finding]:
    """Hold a state to its latest events: of a post's first appearance they may know nothing."""
    for name, post in folded.posts.items():
        kept = told.posts.get(name)
        if kept is None or _latest(kept) != _latest(post):
            yield _differs(name)


def _latest(post: KnownPost) -> tuple[object, ...]:
    return (post.post, post.revision, post.change, post.removed, post.changed_at)


def _differs(name: str) -> Finding:
    return Finding(Fault.STATE, None, f"the post {name} is not as the events say")
