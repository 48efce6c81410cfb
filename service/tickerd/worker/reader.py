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
from collections.abc import Callable
from typing import BinaryIO

from tickerd.errors import ExtractionError
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot
from tickerd.worker import parcel

Extract = Callable[[Document], Snapshot]

ALARM_FACTOR = 1.5
"""The alarm rings after so many times the cap; the parent's own timer comes first."""


def serve(extract: Extract, seconds: float, memory_bytes: int) -> None:
    """Answer documents until there are no more.

    Args:
        extract: what makes a snapshot of one.
        seconds: what the parent allows for one.
        memory_bytes: how much address space this process may take.
    """
    questions, answers = take_pipes()
    confine(memory_bytes)
    answers.write(parcel.pack_frame(parcel.READY))
    while about := read_frame(questions):
        body = read_frame(questions)
        signal.setitimer(signal.ITIMER_REAL, seconds * ALARM_FACTOR)
        answer = read(extract, about, body)
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(parcel.pack_frame(answer))


def read(extract: Extract, about: bytes, body: bytes) -> bytes:
    """Read one document; the answer to send.

    The third loop top of the house: whatever a page does to our code, the next one is read.
    """
    try:
        return parcel.pack_snapshot(extract(parcel.unpack_document(about, body)))
    except ExtractionError as error:
        return parcel.pack_refusal(error)
    except MemoryError:
        os._exit(1)  # what is left of this process is not to be trusted
    except Exception as error:  # noqa: BLE001 — told to the parent, which logs it
        return parcel.pack_fault(f"{type(error).__name__}: {error}", traceback.format_exc())


def read_frame(pipe: BinaryIO) -> bytes:
    """The next frame; empty at the end of the pipe."""
    head = pipe.read(parcel.LENGTH.size)
    return pipe.read(parcel.LENGTH.unpack(head)[0]) if head else b""


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Stdin and stdout for the frames alone: what a library prints goes to stderr."""
    questions = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return questions, answers


def confine(memory_bytes: int) -> None:
    """Take from this process what reading does not need: memory without end, core dumps."""
    if sys.platform == "linux":  # macOS refuses this limit
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    from tickerd.extract import extract as extract_document

    serve(extract_document, float(sys.argv[1]), int(sys.argv[2]))
