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
from types import TracebackType
from typing import Self

import structlog

from tickerd.errors import ReaderBroken, Unreadable
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot
from tickerd.worker import parcel

READER = (sys.executable, "-P", "-m", "tickerd.worker.reader")
START_SECONDS = 30.0
"""How long the process may take to start, on a machine under load."""
MOST_ANSWER_BYTES = 64_000_000
FRUGAL = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "131072"}
"""Lets glibc give memory back after a large page."""

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class Parser:
    """Turns documents into snapshots, off the event loop. Use it as an async context manager."""

    def __init__(
        self,
        *,
        extract_seconds: float = 5.0,
        memory_bytes: int = 512_000_000,
        program: Sequence[str] = READER,
    ) -> None:
        self._extract_seconds = extract_seconds
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
        async with self._turn:
            answer = await self._ask(document)
        content = answer[1:]
        match answer[:1]:
            case parcel.SNAPSHOT:
                return Snapshot.model_validate_json(content)
            case parcel.REFUSAL:
                raise parcel.unpack_refusal(content, document.url)
            case _:
                told = json.loads(content)
                log.error("reading failed", url=document.url, trace=told["trace"])
                cause = f"tickerd itself failed over it ({told['cause']})"
                raise Unreadable(url=document.url, cause=cause)

    async def _ask(self, document: Document) -> bytes:
        process = await self._living()
        answer = b""
        try:
            await self._await_ready(process)
            async with asyncio.timeout(self._extract_seconds):
                answer = await _exchange(process, parcel.pack_document(document))
        except TimeoutError as error:
            cause = f"reading it takes longer than {self._extract_seconds:g} seconds"
            raise Unreadable(url=document.url, cause=cause) from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            cause = "reading it needs more memory than a page may, or breaks the parser"
            raise Unreadable(url=document.url, cause=cause) from error
        finally:
            if not answer:
                # also when cancelled: a process that owes an answer would give it to the next
                await self._end()
        return answer

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
                await _read_frame(process)
        except (TimeoutError, asyncio.IncompleteReadError) as error:
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
        if process.returncode is None:
            process.kill()
        _pipes(process)[0].close()
        await process.wait()


async def _exchange(process: Process, question: bytes) -> bytes:
    writer, _ = _pipes(process)
    writer.write(question)
    await writer.drain()
    return await _read_frame(process)


async def _read_frame(process: Process) -> bytes:
    _, reader = _pipes(process)
    (size,) = parcel.LENGTH.unpack(await reader.readexactly(parcel.LENGTH.size))
    if size > MOST_ANSWER_BYTES:
        raise asyncio.IncompleteReadError(b"", size)
    return await reader.readexactly(size)


def _pipes(process: Process) -> tuple[asyncio.StreamWriter, asyncio.StreamReader]:
    assert process.stdin is not None  # noqa: S101 — we asked for both pipes
    assert process.stdout is not None  # noqa: S101
    return process.stdin, process.stdout
