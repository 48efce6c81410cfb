"""One event, five readers that share no code: all get the very same bytes."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.async_api import async_playwright
from websockets.asyncio.client import connect

from program import Program, fetch, running

LISTEN = """url => {
  const source = new EventSource(url);
  source.onmessage = event => tell(event.data);
  source.addEventListener("live", () => tell(null));
}"""


@dataclass
class Heard:
    """What one reader got: the bytes of each event by its id, and whether it is live."""

    bodies: dict[str, bytes] = field(default_factory=dict)
    live: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, body: bytes) -> None:
        self.bodies[json.loads(body)["id"]] = body


@asynccontextmanager
async def lines_of(*command: str) -> AsyncIterator[asyncio.StreamReader]:
    """What a program prints, for as long as the block lasts."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, limit=2**24)
    assert process.stdout is not None
    try:
        yield process.stdout
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def listen_with_redis_cli(program: Program, heard: Heard) -> None:
    command = ("redis-cli", "-s", str(program.data / "redis.sock"))
    async with lines_of(*command, "subscribe", "tickerd:events") as lines:
        while kind := (await lines.readline()).strip():
            channel, payload = await lines.readline(), (await lines.readline()).removesuffix(b"\n")
            assert channel == b"tickerd:events\n"
            if kind == b"message":
                heard.hear(payload)
            else:
                heard.live.set()


async def listen_with_curl(program: Program, heard: Heard) -> None:
    async with lines_of("curl", "-sN", f"{program.url}/v1/stream") as lines:
        event = b""
        async for line in lines:
            name, _, value = line.removesuffix(b"\n").partition(b": ")
            match name, event:
                case b"", _:
                    event = b""
                case b"event", _:
                    event = value
                case b"data", b"":
                    heard.hear(value)
                case b"data", b"live":
                    heard.live.set()


async def listen_with_websockets(program: Program, heard: Heard) -> None:
    async with connect(f"ws{program.url.removeprefix('http')}/v1/stream") as socket:
        while message := await socket.recv(decode=False):
            match json.loads(message):
                case {"specversion": _}:
                    heard.hear(message)
                case {"frame": "live"}:
                    heard.live.set()


async def listen_with_a_browser(program: Program, heard: Heard) -> None:
    def tell(text: str | None) -> None:
        if text is None:
            heard.live.set()
        else:
            heard.hear(text.encode())

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page()
        await page.expose_function("tell", tell)
        await page.goto(program.url + "/v1/blogs")
        await page.evaluate(LISTEN, program.url + "/v1/stream")
        try:
            await asyncio.Event().wait()
        finally:
            await browser.close()


LISTENERS = (
    listen_with_redis_cli,
    listen_with_curl,
    listen_with_websockets,
    listen_with_a_browser,
)


@asynccontextmanager
async def everybody(program: Program) -> AsyncIterator[list[Heard]]:
    """All readers, when each is live."""
    async with AsyncExitStack() as house, asyncio.timeout(25):
        group = await house.enter_async_context(asyncio.TaskGroup())
        readers = [Heard() for _ in LISTENERS]
        for listen, heard in zip(LISTENERS, readers, strict=True):
            house.callback(group.create_task(listen(program, heard)).cancel)
        for heard in readers:
            await heard.live.wait()
        yield readers


async def heard_by_all(readers: list[Heard]) -> str:
    """The id of the first event that all readers got."""
    while not (ids := set.intersection(*(set(heard.bodies) for heard in readers))):
        await asyncio.sleep(0.05)
    return min(ids, key=list(readers[0].bodies).index)


@pytest.mark.browser
@pytest.mark.usefixtures("redis_cli", "curl", "chromium")
async def test_everybody_gets_the_same_bytes(tmp_path: Path) -> None:
    async with running(tmp_path / "data", "--demo") as program:
        async with everybody(program) as readers:
            event = await heard_by_all(readers)
        ids = [entry["id"] for entry in await program.all_events()]
        before = ids[ids.index(event) - 1]
        url = f"{program.url}/v1/events?after={before}&limit=1"
        page = await asyncio.to_thread(fetch, url)

    body = readers[0].bodies[event]
    assert [heard.bodies[event] for heard in readers] == [body] * len(LISTENERS)
    assert page.startswith(b'{"events": [' + body + b"], ")
