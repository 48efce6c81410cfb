"""What the README says can be pasted is pasted, and does what the README says."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import async_playwright, expect

from program import fetch, free_port

CHECKOUT = Path(__file__).resolve().parents[2]
README = (CHECKOUT / "README.md").read_text("utf-8")
BLOCK = re.compile(
    r"(?:<!-- (?P<mark>.*?) -->\n)?```(?P<tongue>\w+)\n(?P<text>.*?)```\n", re.DOTALL
)
SECONDS = 25
"""Within which a line must have shown what it should."""


@dataclass(frozen=True)
class Block:
    """A fenced block of the README, and what its mark says of it."""

    mark: str
    value: str
    tongue: str
    text: str

    def __str__(self) -> str:
        return self.text.strip().splitlines()[-1][:60]


def blocks(*marks: str) -> list[Block]:
    """The blocks with one of these marks; all, without."""
    found = []
    for match in BLOCK.finditer(README):
        mark, _, value = (match["mark"] or "").partition(": ")
        found.append(Block(mark, value, match["tongue"], match["text"]))
    return [block for block in found if not marks or block.mark in marks]


@dataclass(frozen=True)
class Demo:
    """The README's first command, running on a port and in a folder of its own."""

    address: str
    environment: dict[str, str]

    def fit(self, text: str) -> str:
        """The README's words, for this port."""
        return text.replace("127.0.0.1:8080", self.address)


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    (first,) = blocks("demo")
    with TemporaryDirectory() as folder:
        leave_a_dead_demo(Path(folder))
        port = str(free_port())
        environment = os.environ | {"TMPDIR": folder, "TICKERD_PORT": port}
        environment["TICKERD_SERVER"] = f"http://127.0.0.1:{port}"
        process = subprocess.Popen(
            ("sh", "-c", f"exec {first.text}"),
            cwd=CHECKOUT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for_posts(f"http://127.0.0.1:{port}/v1/events?after=earliest&limit=20")
            yield Demo(f"127.0.0.1:{port}", environment)
        finally:
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=20)
        assert process.returncode == 0, said.decode()


def leave_a_dead_demo(folder: Path) -> None:
    """What a demo that was killed leaves behind: the README's lines must not fall for it."""
    dead = folder / "tickerd-demo-dead"
    dead.mkdir()
    (dead / "redis.sock").touch()
    for each in (dead / "redis.sock", dead):
        os.utime(each, (0, 0))


def wait_for_posts(url: str) -> None:
    """Wait until the log holds more than it will show on a page of ten."""
    deadline = time.monotonic() + SECONDS
    while True:
        with suppress(OSError):
            if fetch(url).count(b'"specversion"') > 10:
                return
        assert time.monotonic() < deadline, "the demo shows no posts"
        time.sleep(0.1)


def test_every_block_says_how_it_is_tried() -> None:
    marks = [block.mark for block in blocks()]

    assert set(marks) == {"demo", "prints", "shows", "not tried"}
    assert marks.count("prints") >= 10


@pytest.mark.parametrize("block", blocks("prints"), ids=str)
async def test_a_pasted_block_prints_what_the_readme_says(block: Block, demo: Demo) -> None:
    shell = {"sh": ("bash", "-euo", "pipefail", "-c"), "python": (sys.executable, "-u", "-c")}
    process = await asyncio.create_subprocess_exec(
        *shell[block.tongue],
        demo.fit(block.text),
        cwd=CHECKOUT,
        env=demo.environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        start_new_session=True,
    )
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(SECONDS):
            while not re.search(block.value, said) and (piece := await process.stdout.read(2**16)):
                said += piece.decode(errors="replace")
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.communicate()

    assert re.search(block.value, said), said
    assert process.returncode in (0, -signal.SIGKILL), said


@pytest.mark.browser
async def test_the_two_lines_put_a_live_ticker_into_a_page(demo: Demo, chromium: str) -> None:
    (block,) = blocks("shows")
    listed = await asyncio.to_thread(fetch, f"http://{demo.address}/v1/blogs")
    blog = json.loads(listed)["blogs"][0]["blog"]["id"]
    html = f"<!doctype html><title>Theirs</title>{demo.fit(block.text).replace('ID', blog)}"

    async def show(_: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html")

    theirs = web.Application()
    theirs.router.add_get("/", show)
    async with TestServer(theirs) as server, async_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu"]
        browser = await playwright.chromium.launch(executable_path=chromium, args=flags)
        page = await browser.new_page()
        await page.goto(str(server.make_url("/")))
        await expect(page.locator("[part~=status]")).to_have_text(block.value, timeout=8000)
        posts = await page.locator("live-ticker article").count()
        await browser.close()

    assert posts > 0


@pytest.mark.parametrize(
    "document", ["README.md", "deploy/README.md", "tests/README.md", "tests/bench/README.md"]
)
def test_every_link_of_the_documents_leads_somewhere(document: str) -> None:
    here = CHECKOUT / document
    links = re.findall(r"\]\(([^)#]+)\)", here.read_text("utf-8"))
    ours = [link for link in links if "://" not in link]

    assert [link for link in ours if not (here.parent / link).exists()] == []
