"""Reads documents in a process of its own, which may be killed: small hostile pages stall parsers.

One process serves all watches, one document at a time: a second would cost some 40 MB for nothing
but the rare moment when two pages change at once.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

import structlog

from tickerd.errors import ReaderBroken, Unreadable
from tickerd.liveblog.document import Document
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.worker import parcel
from tickerd.worker.parcel import OUT_OF_MEMORY

READER = (sys.executable, "-P", "-m", "tickerd.worker.reader")
START_SECONDS = 30.0
"""How long the process may take to start, on a machine under load."""
START_BYTES = 64
PARTING_SECONDS = 5.0
"""How long a process may take to end after it has closed its pipes."""
MOST_ANSWER_BYTES = 32_000_000
_LOST = (TimeoutError, asyncio.IncompleteReadError, ConnectionError, ValueError)
"""What comes of a process that gives no answer."""
FRUGAL = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""Lets glibc give memory back after a large page."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Parser:
    """Turns documents into snapshots, off the event loop. Use it as an async context manager."""

    def __init__(
        self,
        *,
        extract_seconds: float = 2.0,
        memory_bytes: int = 512_000_000,
        program: Sequence[str] = READER,
    ) -> None:
        self._extract_seconds = extract_seconds
        self._memory_bytes = memory_bytes
        self._command = (*program, str(extract_seconds), str(memory_bytes))
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._ready = False

    async def __aenter__(self) -> Self:
        """Start the process; it gets ready while the first page is being fetched."""
        self._process = await self._start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        await self._end()

    @property
    def pid(self) -> int | None:
        """The process that reads, while there is one."""
        return self._process.pid if self._process else None

    async def extract(self, document: Document) -> Snapshot:
        """Read a document. Others wait their turn, for the time cap at most.

        Raises:
            Unreadable: it cannot be read, or not within the caps on time and memory; then what
                became of the process is the error's cause.
            NothingFound, ExtractionError: what `tickerd.extract.extract` raises.
            ReaderBroken: the process that reads does not even start.
        """
        head, *parts = await self._ask(document, parcel.EXTRACT)
        posts: list[Post] = []
        for part in parts:
            posts += parcel.unpack_posts(part[1:])
            await asyncio.sleep(0)  # a page of thousands of posts must not hold the event loop
        snapshot = Snapshot.model_validate_json(head[1:])
        return snapshot.model_copy(update={"posts": tuple(posts)})

    async def examine(self, document: Document) -> list[parcel.Trial]:
        """What each rung of the ladder found in a document, and what became of it.

        Raises:
            Unreadable, ReaderBroken: as `extract` does.
        """
        (answer,) = await self._ask(document, parcel.EXAMINE)
        return parcel.unpack_trials(answer[1:])

    async def _ask(self, document: Document, wish: str) -> list[bytes]:
        """The frames of a good answer."""
        async with self._turn:
            process = await self._living()
            try:
                *frames, end = await self._hear(process, document, wish)
            except _LOST as error:
                self._process = await self._start()  # at once: the next document may be waiting
                cause = self._explain(error, process)
                raise Unreadable(url=document.url, cause=cause) from error
            if end == parcel.LEAVES:
                await self._end()
                self._process = await self._start()
        last = frames[-1]
        if last[:1] == parcel.REFUSAL:
            raise parcel.unpack_refusal(last[1:], document.url)
        if last[:1] == parcel.FAULT:
            told = json.loads(last[1:])
            log.error("reading failed", url=document.url, trace=told["trace"])
            cause = f"tickerd itself failed over it ({told['cause']})"
            raise Unreadable(url=document.url, cause=cause)
        return frames

    async def _hear(self, process: Process, document: Document, wish: str) -> list[bytes]:
        frames: list[bytes] = []
        try:
            await self._await_ready(process)
            async with asyncio.timeout(self._extract_seconds):
                frames = await _exchange(process, document, wish)
        finally:
            if not frames:
                # also when cancelled: a process that owes an answer would give it to the next
                await self._end()
        return frames

    def _explain(self, error: BaseException, process: Process) -> str:
        """Why there was no answer, and what can be done."""
        if isinstance(error, TimeoutError):
            cause = f"reading it takes longer than {self._extract_seconds:g} seconds"
        elif isinstance(error, ValueError):
            cause = f"what it shows is larger than {MOST_ANSWER_BYTES} bytes"
        elif process.returncode == OUT_OF_MEMORY:
            cause = f"reading it needs more than {self._memory_bytes // 1_000_000} MB of memory"
        else:
            cause = "it breaks the parser"
        return f"{cause}. It is looked at again; if this stays, watch a smaller page of the blog"

    async def _living(self) -> Process:
        """The process that reads; a new one if it has died while it had nothing to do."""
        if self._process is not None and self._ready and _pipes(self._process)[1].at_eof():
            await self._end()
        self._process = self._process or await self._start()
        return self._process

    async def _await_ready(self, process: Process) -> None:
        if self._ready:
            return
        try:
            async with asyncio.timeout(START_SECONDS):
                await _read_frame(process, START_BYTES)
        except (TimeoutError, asyncio.IncompleteReadError, ValueError) as error:
            raise ReaderBroken(cause="it ended, or said nothing") from error
        self._ready = True

    async def _start(self) -> Process:
        # a token in the environment is nothing for a process that handles hostile bytes
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TICKERD_")}
        self._ready = False
        return await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            env=environment | FRUGAL,
            start_new_session=True,  # so that Ctrl-C in the terminal reaches only us
        )

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if _has_hung_up(process):
            # a kill would reap it before the loop does, and lose what it ended with
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), PARTING_SECONDS)
        if process.returncode is None:
            process.kill()
        _pipes(process)[0].close()
        await process.wait()


async def _exchange(process: Process, document: Document, wish: str) -> list[bytes]:
    """All frames of the answer, the one that ends it included.

    Raises:
        ValueError: they are larger than any answer may be.
    """
    writer, _ = _pipes(process)
    writer.write(parcel.pack_about(document, wish))
    writer.write(parcel.LENGTH.pack(len(document.body)))
    writer.write(document.body)
    await writer.drain()
    frames: list[bytes] = []
    left = MOST_ANSWER_BYTES
    while not frames or frames[-1] not in (parcel.STAYS, parcel.LEAVES):
        frames.append(await _read_frame(process, left))
        left -= len(frames[-1])
    return frames


async def _read_frame(process: Process, most_bytes: int) -> bytes:
    _, reader = _pipes(process)
    (size,) = parcel.LENGTH.unpack(await reader.readexactly(parcel.LENGTH.size))
    if size > most_bytes:
        message = "a frame of the answer is too large"
        raise ValueError(message)
    return await reader.readexactly(size)


def _has_hung_up(process: Process) -> bool:
    """Whether it has closed a pipe: it is about to end by itself."""
    writer, reader = _pipes(process)
    return reader.at_eof() or writer.is_closing()


def _pipes(process: Process) -> tuple[asyncio.StreamWriter, asyncio.StreamReader]:
    assert process.stdin is not None  # noqa: S101 — we asked for both pipes
    assert process.stdout is not None  # noqa: S101
    return process.stdin, process.stdout
