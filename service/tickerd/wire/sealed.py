"""The sealed log of a blog as one file: written once, read by ranges. Bytes in, bytes out.

The file is a run of zstd frames (RFC 8878). Any program that knows zstd unpacks it to an export
(`tickerd.liveblog.export`); what is there for us alone stands in frames that it skips:

    opening         where the log was built on something: the line that says so
    known, events   for each section: the blog's state before it, then its events
    …
    closing         the lines behind the events, the trailer last
    known           the blog's state after the last event, with its window
    index           the sections: where they are, their seqs and times; the seqs of each post
    footer          the last 64 bytes: where the index is, and its SHA-256
"""

import hashlib
import struct
import sys
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from tickerd.errors import Damaged
from tickerd.liveblog.audit import Audit
from tickerd.liveblog.blog import Blog
from tickerd.liveblog.cursor import Cursor
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import PostEvent
from tickerd.liveblog.export import Writing
from tickerd.liveblog.frozen import Frozen, Instant
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.known import Known

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SECTION_BYTES: Final = 131_072
"""A section has at least so many bytes of events, unpacked; the last one may have fewer."""
FOOTER_BYTES: Final = 64

_SKIPPED: Final = struct.Struct("<II")
_KNOWN, _INDEX, _FOOTER = 0x184D2A50, 0x184D2A51, 0x184D2A52
_FOOTER_FORM: Final = struct.Struct("<QQ32s8s")
_SIGN: Final = b"tickerd1"
_LEVEL: Final = 10
"""Half the time of zstd's best for all but its last percents."""


class Span(Frozen):
    """Some packed bytes of the file."""

    offset: int
    length: int
    size: int
    """Unpacked."""
    sha256: str
    """Of the packed bytes."""


class Section(Frozen):
    """A run of events, and the blog's state before them."""

    after: str | None
    """Cursor of the event before it; None where it is the blog's first that is here."""
    first: int
    """Seq of its first event."""
    last: int
    events: int
    latest: Instant | None
    """The greatest moment at which an event before it was observed; None if there is none."""
    known: Span
    """Known as JSON, without its window."""
    entries: Span
    """NDJSON."""


class Index(Frozen):
    """What is where in a file."""

    form: Literal[1] = 1
    blog: str
    events: int
    first: str
    """Cursor of the first event."""
    last: str
    hash: str
    """Of the last event, as the blog's chain counts it."""
    sections: tuple[Section, ...]
    opening: Span | None
    """The line before the events, if there is one."""
    closing: Span
    """The lines behind them."""
    final: Span
    """Known as JSON, with its window, after the last event."""
    posts: Mapping[str, tuple[int, ...]]
    """The seqs of the events about each post."""

    @property
    def beside(self) -> tuple[Span, ...]:
        """All that is there beside the events."""
        states = (section.known for section in self.sections)
        return (*([self.opening] if self.opening else ()), *states, self.closing, self.final)

    def sections_after(self, seq: int) -> tuple[Section, ...]:
        """Those that hold events after a seq, in order."""
        return tuple(section for section in self.sections if section.last > seq)


class SealedWriter:
    """Makes a file, piece by piece; what was given is put in order by whoever calls."""

    def __init__(self, blog: Blog, ground: Ground | None = None) -> None:
        """Begin a file.

        Args:
            blog: whose log it is.
            ground: what the log is built on, if on anything that is known.
        """
        self._blog = blog
        self._ground = ground
        self._opening: Span | None = None
        self._writing = Writing()
        self._audit = Audit(blog.id, ground)
        self._latest = ground.latest if ground else None
        self._before = b""
        self._waiting: list[Entry] = []
        self._waiting_bytes = 0
        self._offset = 0
        self._sections: list[Section] = []
        self._after: Cursor | None = None
        self._first: Entry | None = None
        self._last: Entry | None = None
        self._posts: dict[str, list[int]] = {}

    def add(self, entries: Iterable[Entry]) -> bytes:
        """Take the next events; what of the file is done with them.

        Raises:
            Damaged: they are not as they were written.
        """
        return b"".join(self._add(entry) for entry in entries)

    def finish(self, known: Known, head_hash: str | None) -> tuple[bytes, Index]:
        """End the file: its last bytes, and the index.

        Args:
            known: the blog's state after the last event, with its window.
            head_hash: the hash of that event, if the blog's head tells it.

        Raises:
            ValueError: there were no events.
            Damaged: they do not end with the blog's head, or do not fold into its state.
        """
        if self._first is None or self._last is None:
            message = "a log without events cannot be sealed"
            raise ValueError(message)
        rest = self._end_section() if self._waiting else b""
        after, head = self._first.previous, self._last.cursor
        for finding in self._audit.end(known, after=after, head=head, head_hash=head_hash):
            raise Damaged(self._blog.id, finding.words)
        lines = self._writing.end(self._audit, known, after=after, head=head, head_hash=head_hash)
        end, closing = self._packed(b"".join(lines))
        state, final = self._skipped(_KNOWN, known.model_dump_json().encode())
        index = Index(
            blog=known.blog.id,
            events=sum(section.events for section in self._sections),
            first=str(self._first.cursor),
            last=str(self._last.cursor),
            hash=self._last.hash,
            sections=tuple(self._sections),
            opening=self._opening,
            closing=closing,
            final=final,
            posts={post: tuple(seqs) for post, seqs in self._posts.items()},
        )
        listed, span = self._skipped(_INDEX, index.model_dump_json().encode())
        footer = _FOOTER_FORM.pack(span.offset, span.length, bytes.fromhex(span.sha256), _SIGN)
        return rest + end + state + listed + _SKIPPED.pack(_FOOTER, len(footer)) + footer, index

    def _add(self, entry: Entry) -> bytes:
        if not self._waiting:
            known = self._audit.known or Known(blog=self._blog)
            self._before = known.model_dump_json(exclude={"window"}).encode()
        begun = self._begin(entry) if self._first is None else b""
        self._last = entry
        for finding in self._audit.take(entry.body):
            raise Damaged(self._blog.id, finding.words)
        event = entry.event
        if isinstance(event, PostEvent):
            self._posts.setdefault(event.post.id, []).append(entry.cursor.seq)
        self._waiting.append(entry)
        self._waiting_bytes += len(entry.body) + 1
        # A section as large as the state before it: an answer about a past moment needs that state
        # anyway, and all of these states together are no larger than the log.
        full = self._waiting_bytes >= max(SECTION_BYTES, len(self._before))
        return begun + (self._end_section() if full else b"")

    def _begin(self, first: Entry) -> bytes:
        self._first, self._after = first, first.previous
        if self._ground is None:
            return b""
        packed, self._opening = self._packed(self._writing.begin(self._ground))
        return packed

    def _end_section(self) -> bytes:
        state, known = self._skipped(_KNOWN, self._before)
        lines = b"".join(self._writing.take(entry.body) for entry in self._waiting)
        packed, entries = self._packed(lines)
        self._sections.append(
            Section(
                after=self._after and str(self._after),
                first=self._waiting[0].cursor.seq,
                last=self._waiting[-1].cursor.seq,
                events=len(self._waiting),
                latest=self._latest,
                known=known,
                entries=entries,
            )
        )
        self._after = self._waiting[-1].cursor
        moments = [entry.event.observed_at for entry in self._waiting]
        self._latest = max(self._latest or moments[0], *moments)
        self._waiting, self._waiting_bytes = [], 0
        return state + packed

    def _packed(self, plain: bytes) -> tuple[bytes, Span]:
        packed = zstd.compress(plain, _LEVEL)
        span = Span(
            offset=self._offset,
            length=len(packed),
            size=len(plain),
            sha256=hashlib.sha256(packed).hexdigest(),
        )
        self._offset += len(packed)
        return packed, span

    def _skipped(self, sign: int, plain: bytes) -> tuple[bytes, Span]:
        self._offset += _SKIPPED.size
        packed, span = self._packed(plain)
        return _SKIPPED.pack(sign, len(packed)) + packed, span


# ---------------------------------------------------------------- reading


def find_index(footer: bytes) -> Span:
    """Where the index is, by the last bytes of a file. Its unpacked size is not known yet (0).

    Raises:
        ValueError: this is no end of such a file.
    """
    if len(footer) == FOOTER_BYTES:
        offset, length, digest, sign = _FOOTER_FORM.unpack(footer[_SKIPPED.size :])
        if footer[: _SKIPPED.size] == _SKIPPED.pack(_FOOTER, _FOOTER_FORM.size) and sign == _SIGN:
            return Span(offset=offset, length=length, size=0, sha256=digest.hex())
    message = "it does not end as a sealed log does"
    raise ValueError(message)


def unpack(span: Span, packed: bytes) -> bytes:
    """The plain bytes of a span.

    Raises:
        ValueError: these are not the bytes that were written.
    """
    if hashlib.sha256(packed).hexdigest() != span.sha256:
        message = f"its bytes from {span.offset} to {span.offset + span.length} were altered"
        raise ValueError(message)
    return zstd.decompress(packed)


def cut_out(data: bytes, span: Span) -> bytes:
    """The packed bytes of a span, of a file that is wholly in memory."""
    return data[span.offset : span.offset + span.length]


def read_index(data: bytes) -> Index:
    """The index of a file that is wholly in memory.

    Raises:
        ValueError: it is no sealed log, or was altered.
    """
    span = find_index(data[-FOOTER_BYTES:])
    return Index.model_validate_json(unpack(span, cut_out(data, span)))
