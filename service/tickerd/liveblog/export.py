"""An export: the events of a blog as one file, which shows by itself whether it is whole.

One line an event, with the very bytes of the wire. Where the log had been trimmed, the first line
is `{"ground":…}`, the state that the events are built on; or, where a trimming did not keep that,
lines `{"post":…}` follow the events, one for each post that they do not tell whole. The last line
is the trailer, `{"trailer":…,"sha256":"…"}`: what all of it folds into, and the SHA-256 of all
bytes of the file before `,"sha256"`.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final

from tickerd.errors import BadCursor, Damaged

from .audit import Audit
from .chain import Fault, Finding
from .cursor import Cursor
from .entry import OPENING, Entry, decode
from .frozen import Frozen
from .ground import Ground, read_ground, write_ground
from .known import Known, KnownPost

_GROUND: Final = b'{"ground":'
_POST: Final = b'{"post":'
_TRAILER: Final = b'{"trailer":'
_END: Final = re.compile(rb'(.*),"sha256":"([0-9a-f]{64})"\}\n', re.DOTALL)


class Trailer(Frozen):
    """What the last line of an export says of it."""

    known: Known
    """What the blog's events fold into, here without posts and window."""
    entries: int
    posts_hash: str
    """SHA-256, in hex, of a line `<id> <ordinal> <revision> <change> <removed: 0 or 1>` a post."""
    after: str | None = None
    """The cursor that the first entry follows, where older ones had been trimmed away."""
    head: str
    """The cursor of the blog's last event."""
    head_hash: str | None = None
    """Its hash; None where a tickerd without the chain wrote it."""


class Writing:
    """Makes the lines of an export."""

    def __init__(self) -> None:
        """Begin an export."""
        self._sum = hashlib.sha256()

    def begin(self, ground: Ground) -> bytes:
        """The first line, of a log that is built on something."""
        return self._line(_GROUND + write_ground(ground) + b"}")

    def take(self, body: bytes) -> bytes:
        """The line of the next entry."""
        return self._line(body)

    def end(
        self,
        audit: Audit,
        known: Known,
        *,
        after: Cursor | None,
        head: Cursor,
        head_hash: str | None,
    ) -> Iterator[bytes]:
        """The lines behind the entries.

        Args:
            audit: what took the same entries, and found them whole.
            known: the blog's state.
            after: what the first entry follows, if older ones had been trimmed away.
            head: the cursor of the blog's last event.
            head_hash: its hash, if that is known.
        """
        for post in audit.untold(known):
            yield self._line(_POST + post.model_dump_json().encode() + b"}")
        trailer = Trailer(
            known=known,
            entries=audit.chain.count,
            posts_hash=hash_posts(known),
            after=str(after) if after else None,
            head=str(head),
            head_hash=head_hash,
        )
        told = trailer.model_dump_json(exclude={"known": {"posts", "window"}}, exclude_none=True)
        self._sum.update(_TRAILER + told.encode())
        checksum = self._sum.hexdigest()
        yield _TRAILER + told.encode() + f',"sha256":"{checksum}"}}\n'.encode()

    def _line(self, content: bytes) -> bytes:
        line = content + b"\n"
        self._sum.update(line)
        return line


class Reading:
    """Takes the lines of an export, and finds what is wrong with it."""

    def __init__(self) -> None:
        """Know nothing of the export."""
        self.audit: Audit | None = None
        """What the entries say; None before the first line."""
        self.ground: Ground | None = None
        """What they are built on, if that is told."""
        self.trailer: Trailer | None = None
        self.checksum: str | None = None
        """SHA-256 of the file as it is; None before the trailer."""
        self._misbegun = False
        """Whether it began as no export does: that is told once, not line by line."""
        self._posts: dict[str, KnownPost] = {}
        self._sum = hashlib.sha256()

    @property
    def known(self) -> Known | None:
        """The blog's state as the whole file tells it; None before the trailer."""
        if self.trailer is None:
            return None
        folded = self.audit.known if self.audit else None
        posts = {**(folded.posts if folded else {}), **self._posts}
        in_order = sorted(posts.items(), key=lambda each: each[1].ordinal)
        return self.trailer.known.model_copy(update={"posts": dict(in_order)})

    def take(self, line: bytes) -> Iterator[Finding]:
        """Take the next line, with the newline at its end."""
        if self.trailer is not None:
            yield Finding(Fault.UNREADABLE, None, "there is more behind the trailer")
        elif line.startswith(_TRAILER):
            yield from self._take_trailer(line)
        elif line.startswith(_GROUND):
            self._sum.update(line)
            yield from self._take_ground(line)
        elif line.startswith(_POST):
            self._sum.update(line)
            yield from self._take_post(line)
        else:
            self._sum.update(line)
            yield from self._take_entry(line.removesuffix(b"\n"))

    def end(self) -> Iterator[Finding]:
        """There are no more lines: hold what came to the trailer."""
        trailer, known = self.trailer, self.known
        if trailer is None or known is None:
            words = "it has no trailer, so it was cut short"
            other = "it has no trailer either: this is no export of tickerd"
            yield Finding(Fault.MISSING, None, other if self._misbegun else words)
            return
        audit = self.audit or Audit(known.blog.id)
        if audit.blog != known.blog.id:
            words = f"it says that it is of {known.blog.id!r}, but its events are of {audit.blog!r}"
            yield Finding(Fault.FOREIGN, None, words)
        if audit.chain.count != trailer.entries:
            words = f"it should have {trailer.entries} events, but has {audit.chain.count}"
            yield Finding(Fault.MISSING, None, words)
        yield from audit.end(
            known, after=self.after, head=Cursor.parse(trailer.head), head_hash=trailer.head_hash
        )
        if hash_posts(known) != trailer.posts_hash:
            words = "its events do not fold into the posts that it was made of"
            yield Finding(Fault.STATE, None, words)

    @property
    def after(self) -> Cursor | None:
        """What the first entry follows, as the trailer says."""
        after = self.trailer.after if self.trailer else None
        return Cursor.parse(after) if after else None

    @property
    def first(self) -> Cursor | None:
        """The place of the first entry; the head's, where all have been trimmed away."""
        if self.audit is not None and self.audit.chain.first is not None:
            return self.audit.chain.first
        return Cursor.parse(self.trailer.head) if self.trailer else None

    def _take_entry(self, body: bytes) -> Iterator[Finding]:
        if self.audit is None:
            try:
                self.audit = Audit(decode(body).envelope["data"]["blog"])
            except (BadCursor, ValueError, LookupError, TypeError, RecursionError):
                if not self._misbegun:
                    yield Finding(Fault.UNREADABLE, None, "the first line is no event")
                self._misbegun = True
                return
        yield from self.audit.take(body)

    def _take_ground(self, line: bytes) -> Iterator[Finding]:
        if self.audit is not None:
            yield Finding(Fault.DISORDERED, None, "what the events are built on stands behind them")
            return
        try:
            self.ground = read_ground(line[len(_GROUND) : -2])
        except ValueError:
            yield Finding(Fault.UNREADABLE, None, "what the events are built on cannot be read")
        else:
            self.audit = Audit(self.ground.known.blog.id, self.ground)

    def _take_post(self, line: bytes) -> Iterator[Finding]:
        try:
            post = KnownPost.model_validate_json(line[len(_POST) : -2])
        except ValueError:
            yield Finding(Fault.UNREADABLE, None, "a line that should tell a post does not")
        else:
            self._posts[post.post.id] = post

    def _take_trailer(self, line: bytes) -> Iterator[Finding]:
        found = _END.fullmatch(line)
        try:
            told = found[1] if found else b""
            trailer = Trailer.model_validate_json(told[len(_TRAILER) :])
            Cursor.parse(trailer.head)
            Cursor.parse(trailer.after or trailer.head)
        except (ValueError, BadCursor):
            yield Finding(Fault.UNREADABLE, None, "the trailer cannot be read")
            return
        self.trailer = trailer
        self._sum.update(told)
        self.checksum = self._sum.hexdigest()
        if found and found[2].decode() != self.checksum:
            words = "not every byte is as it was: the checksum is another"
            yield Finding(Fault.ALTERED, None, words)


def reread(name: str, lines: Iterable[bytes], checksum: str) -> Iterator[Entry]:
    """The entries of an export that was found whole before.

    Raises:
        Damaged: at the end, if the lines are others by now.
    """
    sum_ = hashlib.sha256()
    for line in lines:
        end = _END.fullmatch(line) if line.startswith(_TRAILER) else None
        sum_.update(end[1] if end else line)
        if line.startswith(OPENING):
            yield decode(line.removesuffix(b"\n"))
    if sum_.hexdigest() != checksum:
        raise Damaged(name, "it has changed while it was read")


def hash_posts(known: Known) -> str:
    """What a trailer says of the posts of a state."""
    sum_ = hashlib.sha256()
    for name, post in known.posts.items():
        numbers = f"{post.ordinal} {post.revision} {post.change} {post.removed:d}"
        sum_.update(f"{name} {numbers}\n".encode())
    return sum_.hexdigest()
