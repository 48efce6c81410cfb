"""Real live pages, from a plain web server to the wire: all posts, right times, true changes."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from journeys.saved_page import SavedBullets, SavedHtml
from program import Program, fetch, running

pytestmark = [pytest.mark.shared, pytest.mark.timeout(120)]

OVERVIEW = "overview-volunteers-2025-09-04"
EXPECTED = {
    "guardian-ukraine-2023-05-15": 10,
    "express-harry-meghan-2024-07-18": 9,
    "repubblica-israele-hamas-2023-11-02": 79,
}

Event = dict[str, Any]


@asynccontextmanager
async def plain_server(folder: Path) -> AsyncIterator[str]:
    """A static file server, as anyone has one."""
    app = web.Application()
    app.router.add_static("/", folder)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{site.port}"
    finally:
        await runner.cleanup()


def gold_of(folder: Path, name: str) -> list[dict[str, Any]]:
    updates: list[dict[str, Any]] = json.loads((folder / f"{name}.gold.json").read_text())[
        "updates"
    ]
    return updates


def about_posts(events: list[Event]) -> list[Event]:
    return [event for event in events if event["type"].startswith("tickerd.post.")]


def facts(events: list[Event]) -> list[tuple[str, str | None]]:
    """What was told of posts: (kind, the source's id), sorted."""
    told = about_posts(events)
    return sorted(
        (event["type"].removeprefix("tickerd.post."), event["data"]["post"].get("source_id"))
        for event in told
    )


async def changes_after(
    program: Program, cause: Callable[[], None], expect: int, *, settle_looks: int = 5
) -> list[Event]:
    """The events about posts that follow a cause; some more looks show that no others come."""
    before = len(await program.all_events())
    cause()
    await program.wait_for(lambda log: len(about_posts(log[before:])) >= expect)
    await looks(program, settle_looks)
    return about_posts((await program.all_events())[before:])


async def looks(program: Program, count: int) -> None:
    """Wait until so many more looks have been asked of the server by the metrics."""
    goal = await looks_so_far(program) + count
    async with asyncio.timeout(30):
        while await looks_so_far(program) < goal:
            await asyncio.sleep(0.1)


async def looks_so_far(program: Program) -> float:
    text = (await asyncio.to_thread(fetch, program.url + "/metrics")).decode()
    lines = [line for line in text.splitlines() if line.startswith("tickerd_looks_total{")]
    return sum(float(line.rpartition(" ")[2]) for line in lines)


@pytest.mark.parametrize("name", list(EXPECTED))
async def test_a_real_page_becomes_its_posts_and_then_exactly_its_changes(
    shared_pages: Path, tmp_path: Path, name: str
) -> None:
    gold = gold_of(shared_pages, name)
    page = SavedHtml(
        (shared_pages / f"{name}.html").read_text("utf-8"), [update["id"] for update in gold]
    )
    served = tmp_path / "www" / "live.html"
    served.parent.mkdir()
    served.write_bytes(page.render())

    async with plain_server(served.parent) as origin:
        arguments = (f"{origin}/live.html", "--every", "0.3")
        async with running(tmp_path / "data", *arguments) as program:
            first = await program.wait_for(lambda log: len(about_posts(log)) >= EXPECTED[name])
            expected: list[tuple[str, str | None]] = []

            def edit() -> None:
                expected.append(("removed", page.remove(len(page.ids) // 2)))
                expected.append(("revised", page.reword(1)))
                expected.append(("added", page.add()))
                page.shuffle(seed=3)
                served.write_bytes(page.render())

            told = await changes_after(program, edit, 3)

    assert facts(first) == sorted(("added", update["id"]) for update in gold)
    assert_times_are_right(first, gold)
    assert facts(told) == sorted(expected)


def assert_times_are_right(events: list[Event], gold: list[dict[str, Any]]) -> None:
    posts = {
        event["data"]["post"]["source_id"]: event["data"]["post"] for event in about_posts(events)
    }
    for update in gold:
        claimed = datetime.fromisoformat(posts[update["id"]]["published"]["at"])
        assert abs(claimed - datetime.fromisoformat(update["published"])) < timedelta(minutes=1)


async def test_the_overview_text_becomes_its_seven_posts_and_then_exactly_its_changes(
    shared_pages: Path, tmp_path: Path
) -> None:
    page = SavedBullets((shared_pages / f"{OVERVIEW}.txt").read_text("utf-8"))
    served = tmp_path / "www" / "overview.txt"
    served.parent.mkdir()
    served.write_bytes(page.render())
    new, old_words, new_words = "The ferry sails again", "collective commitment", "shared promise"

    async with plain_server(served.parent) as origin:
        arguments = (f"{origin}/overview.txt", "--every", "0.3")
        async with running(tmp_path / "data", *arguments) as program:
            first = await program.wait_for(lambda log: len(about_posts(log)) >= 7)

            def edit() -> None:
                gone = page.bullets.pop(3)
                assert "crucial meeting" in gone
                assert old_words in page.bullets[2]
                page.bullets[2] = page.bullets[2].replace(old_words, new_words)
                page.bullets.insert(0, f"  • {new} from the north quay after the storm.\n")
                page.bullets[1], page.bullets[4] = page.bullets[4], page.bullets[1]
                served.write_bytes(page.render())

            told = await changes_after(program, edit, 3)

    gold = gold_of(shared_pages, OVERVIEW)
    texts = [event["data"]["post"]["text"] for event in about_posts(first)]
    assert len(texts) == 7
    for text, update in zip(reversed(texts), gold, strict=True):
        assert squeezed(text).startswith(squeezed(update["text_head"])[:60])
    kinds = {
        event["type"].removeprefix("tickerd.post."): event["data"]["post"]["text"] for event in told
    }
    assert len(told) == 3
    assert kinds["added"].startswith(new)
    assert new_words in kinds["revised"]
    assert "crucial meeting" in kinds["removed"]


def squeezed(text: str) -> str:
    return "".join(text.split())


async def test_all_real_pages_are_watched_side_by_side(shared_pages: Path, tmp_path: Path) -> None:
    www = tmp_path / "www"
    www.mkdir()
    for name in EXPECTED:
        shutil.copy(shared_pages / f"{name}.html", www)
    shutil.copy(shared_pages / f"{OVERVIEW}.txt", www)

    async with plain_server(www) as origin:
        urls = [f"{origin}/{file.name}" for file in sorted(www.iterdir())]
        async with running(tmp_path / "data", *urls, "--every", "0.5") as program:
            total = sum(EXPECTED.values()) + 7
            await program.wait_for(lambda log: len(about_posts(log)) >= total)
            await looks(program, 8)
            log = await program.all_events()

    assert len(about_posts(log)) == total
    # pages that were saved years ago may say that their coverage is over
    assert {event["type"] for event in log} - {"tickerd.blog.ended"} == {
        "tickerd.blog.opened",
        "tickerd.post.added",
    }
