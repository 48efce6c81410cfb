"""`tickerd run` as users have it: a process of its own, spoken to over HTTP."""

import asyncio
import json
import os
import signal
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

TICKERD = (sys.executable, "-m", "tickerd")
READY_SECONDS = 20


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Program:
    """A running `tickerd run`."""

    def __init__(self, process: asyncio.subprocess.Process, port: int, data: Path) -> None:
        self.process = process
        self.port = port
        self.data = data
        self.url = f"http://127.0.0.1:{port}"

    async def get(self, path: str) -> Any:
        """The JSON that the gateway answers."""
        return json.loads(await asyncio.to_thread(fetch, self.url + path))

    async def all_events(self) -> list[dict[str, Any]]:
        """The whole log, page by page."""
        events: list[dict[str, Any]] = []
        after = "earliest"
        while True:
            page = await self.get(f"/v1/events?after={after}&limit=1000")
            events += page["events"]
            after = page["cursor"]
            if not page["more"]:
                return events

    async def wait_for(
        self, condition: Callable[[list[dict[str, Any]]], bool], seconds: float = 20
    ) -> list[dict[str, Any]]:
        """The log, as soon as it fulfils the condition."""
        deadline = asyncio.get_running_loop().time() + seconds
        while not condition(events := await self.all_events()):
            if asyncio.get_running_loop().time() > deadline:
                message = f"after {seconds} s the log holds {[e['type'] for e in events]}"
                raise AssertionError(message)
            await asyncio.sleep(0.1)
        return events

    async def ready(self) -> None:
        """Wait until /readyz says so."""
        async with asyncio.timeout(READY_SECONDS):
            while True:
                assert self.process.returncode is None, await self.said()
                try:
                    await asyncio.to_thread(fetch, self.url + "/readyz")
                except OSError:
                    await asyncio.sleep(0.05)
                else:
                    return

    async def end(self, sign: signal.Signals = signal.SIGINT) -> str:
        """End it by a signal; what it had printed."""
        if self.process.returncode is None:
            self.process.send_signal(sign)
        return await self.said()

    async def said(self) -> str:
        """What it printed, once it has ended."""
        async with asyncio.timeout(READY_SECONDS):
            out, _ = await self.process.communicate()
        return out.decode()


def fetch(url: str) -> bytes:
    """The body of a GET.

    Raises:
        OSError: no connection, or a status of 400 and more.
    """
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback only
        body: bytes = answer.read()
        return body


async def tickerd(
    *arguments: str, environment: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """Run a command to its end: status, stdout, stderr."""
    process = await asyncio.create_subprocess_exec(
        *TICKERD,
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **(environment or {})},
    )
    async with asyncio.timeout(20):
        out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


@asynccontextmanager
async def running(
    data: Path, *arguments: str, port: int | None = None, **environment: str
) -> AsyncIterator[Program]:
    """`tickerd run` on a data folder, ready; ended at the end."""
    port = port or free_port()
    program = await start(data, *arguments, port=port, **environment)
    try:
        await program.ready()
        yield program
    finally:
        await program.end()


async def start(data: Path, *arguments: str, port: int, **environment: str) -> Program:
    """`tickerd run`, started and not waited for."""
    fixed = ("run", "--data", str(data), "--port", str(port), "--allow-address", "127.0.0.0/8")
    process = await asyncio.create_subprocess_exec(
        *TICKERD,
        *fixed,
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, **environment},
    )
    return Program(process, port, data)
