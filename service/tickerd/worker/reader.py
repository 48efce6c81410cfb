"""The process that reads documents: hostile bytes come in, snapshots go out, and nothing else.

Its parent runs it as `python -m tickerd.worker.reader SECONDS BYTES`, speaks to it in frames (see
`parcel`) over stdin and stdout, and kills it when a document takes too long. It ends when its
stdin does, and by an alarm of its own should the parent have died while it was stuck.
"""

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from tickerd.errors import ExtractionError
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot
from tickerd.worker import parcel

Extract = Callable[[Document], Snapshot]
Examine = Callable[[Document], Sequence[parcel.Trial]]

ALARM_FACTOR = 1.5
"""The alarm rings after so many times the cap; the parent's own timer comes first."""
GROWN = 0.5
"""A process that keeps more than this share of its memory after a document is better replaced."""


def serve(
    extract: Extract, seconds: float, memory_bytes: int, examine: Examine | None = None
) -> None:
    """Answer documents until there are no more, or this process has grown too large.

    Args:
        extract: what makes a snapshot of one.
        seconds: what the parent allows for one.
        memory_bytes: how much address space this process may take.
        examine: what tells how it was read.
    """
    questions, answers = take_pipes()
    confine(memory_bytes)
    _send(answers, parcel.READY)
    while about := read_frame(questions):
        body = read_frame(questions)
        signal.setitimer(signal.ITIMER_REAL, seconds * ALARM_FACTOR)
        for frame in read(extract, about, body, examine):
            _send(answers, frame)
        del body
        leaves = address_space_bytes() > GROWN * memory_bytes
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(answers, parcel.LEAVES if leaves else parcel.STAYS)
        if leaves:
            return


def read(
    extract: Extract, about: bytes, body: bytes, examine: Examine | None = None
) -> Iterator[bytes]:
    """Read one document; the frames to send.

    The third loop top of the house: whatever a page does to our code, the next one is read.
    """
    try:
        wish, document = parcel.unpack_document(about, body)
        if wish == parcel.EXAMINE and examine is not None:
            yield parcel.pack_trials(examine(document))
        else:
            yield from parcel.pack_snapshot(extract(document))
    except ExtractionError as error:
        yield parcel.pack_refusal(error)
    except MemoryError:
        os._exit(parcel.OUT_OF_MEMORY)  # what is left of this process is not to be trusted
    except Exception as error:  # noqa: BLE001 — told to the parent, which logs it
        yield parcel.pack_fault(f"{type(error).__name__}: {error}", traceback.format_exc())


def read_frame(pipe: BinaryIO) -> bytes:
    """The next frame; empty at the end of the pipe."""
    head = pipe.read(parcel.LENGTH.size)
    return pipe.read(parcel.LENGTH.unpack(head)[0]) if head else b""


def _send(pipe: BinaryIO, content: bytes) -> None:
    pipe.write(parcel.pack_frame(content))
    pipe.flush()


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Stdin and stdout for the frames alone: what a library prints goes to stderr."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return questions, answers


def confine(memory_bytes: int) -> None:
    """Take from this process what reading does not need: memory without end, core dumps."""
    if sys.platform == "linux":  # macOS refuses this limit
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def address_space_bytes() -> int:
    """How much address space this process has taken; 0 where nothing tells."""
    if sys.platform != "linux":
        return 0
    pages, _, _ = Path("/proc/self/statm").read_text().partition(" ")
    return int(pages) * resource.getpagesize()


def _examine(document: Document) -> list[parcel.Trial]:
    trials = examine_document(document)
    return [(one.rung, one.posts, one.timed, one.named, one.verdict) for one in trials]


if __name__ == "__main__":
    from tickerd.extract import extract as extract_document
    from tickerd.extract.doctor import examine as examine_document

    serve(extract_document, float(sys.argv[1]), int(sys.argv[2]), _examine)
