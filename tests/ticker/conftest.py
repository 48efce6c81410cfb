"""A gateway on a real wire, and a browser to look at what it serves."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from redis.asyncio import Redis

from needs import need_program
from ticker.stage import Stage
from tickerd.wire.private import PrivateServer, serve
from tickerd.wire.redis import RedisWire

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PrivateServer]:
    async with serve(tmp_path_factory.mktemp("wire")) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def stage(server: PrivateServer) -> AsyncIterator[Stage]:
    async with Redis.from_url(server.address) as client:
        await client.flushall()
    async with RedisWire.open(server.address) as wire:
        stage = Stage(wire)
        await stage.start()
        yield stage
        await stage.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = need_program("chromium", "only a browser can show what readers see of the ticker")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    async with await browser.new_context(locale="en-US", timezone_id="Europe/Rome") as context:
        context.set_default_timeout(8000)
        yield context


@pytest_asyncio.fixture(loop_scope="session")
async def page(context: BrowserContext) -> Page:
    return await context.new_page()
