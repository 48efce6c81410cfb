"""How a document travels to the process that reads it, and its snapshot back.

Frames: four bytes that tell the length (big-endian), then so many bytes. A document is two frames,
what is known of it as JSON, and its body. The answer is frames that begin with a letter, mostly
with JSON behind it; posts come in small parts, so that nobody has to take a large answer in one
bite. The last one says whether the process stays. No pickle: whoever has broken the reading process
by a hostile page gains nothing here.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from struct import Struct

from pydantic import TypeAdapter

from tickerd.errors import ExtractionError, NothingFound, Unreadable
from tickerd.liveblog.document import Document
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.liveblog.source import Source

LENGTH = Struct(">I")

READY = b"R"
SNAPSHOT = b"S"
POSTS = b"P"
TRIALS = b"T"
REFUSAL = b"E"
FAULT = b"F"
STAYS = b"Z"
"""The answer is whole; the next document may come."""
LEAVES = b"X"
"""The answer is whole, and the process ends: it has grown too large."""

EXTRACT = "extract"
EXAMINE = "examine"

OUT_OF_MEMORY = 71
"""The exit status of a process that has no memory left: EX_OSERR of sysexits.h."""
PART_BYTES = 65_536
"""So many bytes of posts are one part; a post that is larger is one by itself."""
MOST_CAUSE = 500
MOST_TRACE = 20_000

Trial = tuple[str, int, int, int, str]
"""What a rung of the ladder found: its name, posts, with a time, with an id, and the verdict."""

REFUSALS: dict[str, type[ExtractionError]] = {
    kind.__name__: kind for kind in (ExtractionError, NothingFound, Unreadable)
}
_POSTS = TypeAdapter(list[Post])
_TRIALS = TypeAdapter(list[Trial])


def pack_frame(content: bytes) -> bytes:
    """The bytes with their length before them."""
    return LENGTH.pack(len(content)) + content


def pack_about(document: Document, wish: str) -> bytes:
    """The first frame of a document; its body is the second.

    Args:
        document: what to read.
        wish: `EXTRACT` or `EXAMINE`.
    """
    about = {
        "wish": wish,
        "url": document.url,
        "fetched_at": document.fetched_at.isoformat(),
        "content_type": document.content_type,
        "source": document.source.model_dump(),
    }
    return pack_frame(json.dumps(about).encode())


def unpack_document(about: bytes, body: bytes) -> tuple[str, Document]:
    """The wish, and the document again; the validators stay with who fetched it."""
    known = json.loads(about)
    document = Document(
        url=known["url"],
        body=body,
        fetched_at=datetime.fromisoformat(known["fetched_at"]),
        content_type=known["content_type"],
        source=Source.model_validate(known["source"]),
    )
    return known["wish"], document


def pack_snapshot(snapshot: Snapshot) -> Iterator[bytes]:
    """The answer that a document could be read: the snapshot without its posts, and these."""
    yield SNAPSHOT + snapshot.model_dump_json(exclude={"posts"}).encode()
    part: list[str] = []
    size = 0
    for post in snapshot.posts:
        part.append(post.model_dump_json())
        size += len(part[-1])
        if size >= PART_BYTES:
            yield _pack_posts(part)
            part, size = [], 0
    if part:
        yield _pack_posts(part)


def _pack_posts(posts: Iterable[str]) -> bytes:
    return POSTS + f"[{','.join(posts)}]".encode()


def unpack_posts(content: bytes) -> list[Post]:
    """The posts of one part."""
    return _POSTS.validate_json(content)


def pack_trials(trials: Sequence[Trial]) -> bytes:
    """The answer that a document could be examined."""
    return TRIALS + _TRIALS.dump_json(list(trials))


def unpack_trials(content: bytes) -> list[Trial]:
    """What each rung found."""
    return _TRIALS.validate_json(content)


def pack_refusal(error: ExtractionError) -> bytes:
    """The answer that it could not."""
    return REFUSAL + json.dumps({"error": error.code, "cause": error.cause[:MOST_CAUSE]}).encode()


def pack_fault(cause: str, trace: str) -> bytes:
    """The answer that our own code has failed over it."""
    told = {"cause": cause[:MOST_CAUSE], "trace": trace[-MOST_TRACE:]}
    return FAULT + json.dumps(told).encode()


def unpack_refusal(content: bytes, url: str) -> ExtractionError:
    """The error of a refusal, about this URL."""
    told = json.loads(content)
    return REFUSALS[told["error"]](url=url, cause=told["cause"])
