"""How a document travels to the process that reads it, and its snapshot back.

Frames: four bytes that tell the length (big-endian), then so many bytes. A document is two frames,
what is known of it as JSON, and its body. The answer is one frame: a letter, and JSON. No pickle:
whoever has broken the reading process by a hostile page gains nothing here.
"""

import json
from datetime import datetime
from struct import Struct

from tickerd.errors import ExtractionError, NothingFound, Unreadable
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot
from tickerd.liveblog.source import Source

LENGTH = Struct(">I")

READY = b"R"
SNAPSHOT = b"S"
REFUSAL = b"E"
FAULT = b"F"

REFUSALS: dict[str, type[ExtractionError]] = {
    kind.__name__: kind for kind in (ExtractionError, NothingFound, Unreadable)
}


def pack_frame(content: bytes) -> bytes:
    """The bytes with their length before them."""
    return LENGTH.pack(len(content)) + content


def pack_document(document: Document) -> bytes:
    """The two frames of a document."""
    about = {
        "url": document.url,
        "fetched_at": document.fetched_at.isoformat(),
        "content_type": document.content_type,
        "source": document.source.model_dump(),
    }
    return pack_frame(json.dumps(about).encode()) + pack_frame(document.body)


def unpack_document(about: bytes, body: bytes) -> Document:
    """The document again; the validators stay with who fetched it."""
    known = json.loads(about)
    return Document(
        url=known["url"],
        body=body,
        fetched_at=datetime.fromisoformat(known["fetched_at"]),
        content_type=known["content_type"],
        source=Source.model_validate(known["source"]),
    )


def pack_snapshot(snapshot: Snapshot) -> bytes:
    """The answer that a document could be read."""
    return SNAPSHOT + snapshot.model_dump_json().encode()


def pack_refusal(error: ExtractionError) -> bytes:
    """The answer that it could not."""
    return REFUSAL + json.dumps({"error": error.code, "cause": error.cause}).encode()


def pack_fault(cause: str, trace: str) -> bytes:
    """The answer that our own code has failed over it."""
    return FAULT + json.dumps({"cause": cause, "trace": trace}).encode()


def unpack_refusal(content: bytes, url: str) -> ExtractionError:
    """The error of a refusal, about this URL."""
    told = json.loads(content)
    return REFUSALS[told["error"]](url=url, cause=told["cause"])
