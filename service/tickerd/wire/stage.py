"""One blog's log on its way onto a wire, and what the indexes will have to know of it."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.diff import fold
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import PostEvent
from tickerd.liveblog.export import Trailer
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.known import Known, Window
from tickerd.wire import keys
from tickerd.wire.checkpoints import is_due, pack
from tickerd.wire.connection import Command
from tickerd.wire.moments import MARKED_EVERY, to_milliseconds, to_minute

_AT_ONCE = 200
"""So many fields of a hash are written in one step."""


class Stage:
    """Takes the entries of a log in order, and says what to write where it is staged.

    Of each entry some twenty bytes are kept; of the state as much as it is large.
    """

    def __init__(
        self, token: str, known: Known, trailer: Trailer, first: int, ground: Ground | None
    ) -> None:
        """Stage nothing yet.

        Args:
            token: sets it apart from other stages of the blog.
            known: the blog's state after all entries; its window is not taken over.
            trailer: what the log's export says of it.
            first: the seq of the first entry; that of the head, if there is none.
            ground: what a trimmed log is built on, if that is known.
        """
        self.blog = known.blog.id
        self.head = Cursor.parse(trailer.head)
        self.after = Cursor.parse(trailer.after).seq if trailer.after else 0
        """The seq that the first entry follows, where older ones had been trimmed away; else 0."""
        self.first = first
        self.seqs = array("Q")
        self.epochs: dict[str, int] = {}
        """Epoch -> the seq of the blog's last event in it."""
        self.minutes: dict[int, int] = {}
        """Minute -> the seq before the first entry that was observed in it."""
        own = (keys.stream, keys.posts, keys.state, keys.revisions, keys.checkpoints, keys.ground)
        self.places = [name(self.blog) for name in own]
        """Where its log, posts, state, revisions, checkpoints and ground belong."""
        self.staged = [f"{keys.TAG}:staged:{token}:{place}" for place in self.places]
        self._known, self._head_hash = known, trailer.head_hash
        self._ground = ground if self.after else None
        self._folded = self._ground.known if self._ground else Known(blog=known.blog)
        self._latest = to_milliseconds(self._ground.latest) if self._ground else 0
        self._uncovered = 0
        self._moments = array("Q")
        self._marks: list[tuple[int, int]] = []
        self._revisions: dict[str, array[int]] = {}

    def put(self, entries: Sequence[Entry]) -> Iterator[Command]:
        """Stage the next entries."""
        for entry in entries:
            self._note(entry)
            yield ("XADD", self.staged[0], f"{entry.cursor.seq}-0", "body", entry.body)
        self._folded = fold(self._folded, [entry.event for entry in entries])
        self._uncovered += len(entries)
        built = not self.after or self._ground is not None
        if built and is_due(self._folded, self._uncovered):
            yield self._cover(self._folded)

    def end(self) -> Iterator[Command]:
        """Stage what stands beside the log, once all entries are staged."""
        _, posts, state, revisions, _, ground = self.staged
        if self._ground is not None:
            fields = {"seq": self.after, "latest": to_milliseconds(self._ground.latest)}
            yield _set(ground, {**fields, "known": pack(self._ground.known)})
        elif self.after:
            # the past can be folded from nothing that is here
            yield self._cover(self._known)
        values = ((name, post.model_dump_json()) for name, post in self._known.posts.items())
        yield from _fill(posts, values)
        seqs = ((post, " ".join(map(str, found))) for post, found in self._revisions.items())
        yield from _fill(revisions, seqs)
        about = {
            "known": self._known.model_dump_json(exclude={"posts", "window"}),
            "window": Window().model_dump_json(),
            "cursor": str(self.head),
            "hash": self._head_hash or "",
            "latest": self._latest,
            "uncovered": self._uncovered,
        }
        yield _set(state, about)

    def plan(self) -> dict[str, Any]:
        """What the script must know of it."""
        return {
            "blog": self.blog,
            "first": self.first,
            "head": self.head.seq,
            "count": len(self.seqs),
            "floor": self.after,
        }

    def marks(self) -> list[tuple[int, int]]:
        """Some seqs, the last among them, each with the greatest moment of observation up to it."""
        return [*self._marks, (self.head.seq, self._latest)]

    def latest_by(self, seq: int) -> int:
        """A moment after which nothing was observed up to a seq, at most a mark's too late."""
        marks = self.marks()
        return marks[min(bisect_left(marks, (seq, 0)), len(marks) - 1)][1]

    def _note(self, entry: Entry) -> None:
        seq, event = entry.cursor.seq, entry.event
        self.seqs.append(seq)
        self.epochs[entry.cursor.epoch] = seq
        self.minutes.setdefault(to_minute(event.observed_at), seq - 1)
        self._latest = max(self._latest, to_milliseconds(event.observed_at))
        if len(self.seqs) % MARKED_EVERY == 0:
            self._marks.append((seq, self._latest))
        if not isinstance(event, PostEvent):
            return
        if event.change == 1:
            self._revisions[event.post.id] = array("Q")
        if event.post.id in self._revisions:
            self._revisions[event.post.id].append(seq)

    def _cover(self, known: Known) -> Command:
        self._uncovered = 0
        seq = self.seqs[-1] if self.seqs else self.head.seq
        return ("XADD", self.staged[4], f"{self._latest}-{seq}", "known", pack(known))


def _set(name: str, fields: Mapping[str, object]) -> Command:
    return ("HSET", name, *(part for pair in fields.items() for part in pair))


def _fill(name: str, fields: Iterator[tuple[str, str]]) -> Iterator[Command]:
    """Write a hash, some fields at once."""
    some: list[str] = []
    for pair in fields:
        some += pair
        if len(some) == 2 * _AT_ONCE:
            yield ("HSET", name, *some)
            some = []
    if some:
        yield ("HSET", name, *some)
