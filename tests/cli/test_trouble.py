"""What goes wrong is said in a sentence, with what to do; and everything else goes on."""

import asyncio
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from program import Program, fetch, free_port, running, start

PAGE = """<!doctype html><html lang="en"><title>Regatta live</title><h1>Regatta live</h1>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "LiveBlogPosting",
"headline": "Regatta live", "liveBlogUpdate": [{posts}]}}</script><p>Posts follow.</p></html>"""
POST = """{{"@type": "BlogPosting", "@id": "#p{n}", "datePublished": "2026-06-01T10:0{n}:00Z",
"headline": "Lap {n}", "articleBody": "The fleet has begun lap {n} in a fresh breeze."}}"""

ENDLESS_BYTES = 50_000_000


def live_page(*laps: int) -> str:
    return PAGE.format(posts=", ".join(POST.format(n=n) for n in laps))


async def answer_page(_: web.Request) -> web.Response:
    return web.Response(text=live_page(2, 1), content_type="text/html")


async def answer_article(_: web.Request) -> web.Response:
    text = "<html><h1>Soup</h1><p>An ordinary article about soup.</p></html>"
    return web.Response(text=text, content_type="text/html")


async def answer_picture(_: web.Request) -> web.Response:
    return web.Response(body=b"\x89PNG\r\n", content_type="image/png")


async def answer_nothing(_: web.Request) -> web.Response:
    return web.Response(body=b"", content_type="text/html")


async def answer_error(_: web.Request) -> web.Response:
    return web.Response(status=500)


async def answer_endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    for _ in range(ENDLESS_BYTES // 1_000_000):
        await response.write(b"<p>" + b"x" * 999_997)
    return response


async def redirect_in_a_circle(request: web.Request) -> web.Response:
    raise web.HTTPFound(request.path)


async def redirect_inside(_: web.Request) -> web.Response:
    raise web.HTTPFound("http://10.11.12.13/admin")


ROUTES = {
    "/live": answer_page,
    "/article": answer_article,
    "/picture": answer_picture,
    "/nothing": answer_nothing,
    "/error": answer_error,
    "/endless": answer_endless,
    "/circle": redirect_in_a_circle,
    "/inside": redirect_inside,
}


@pytest.fixture
async def origin() -> AsyncIterator[str]:
    app = web.Application()
    app.add_routes([web.get(path, handler) for path, handler in ROUTES.items()])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{site.port}"
    finally:
        await runner.cleanup()


async def looks_of(program: Program, count: int) -> dict[str, dict[str, Any]]:
    """How the last look at each page went, by path, once all were looked at."""
    watches: dict[str, dict[str, Any]] = {}
    async with asyncio.timeout(20):
        while len(watches) < count:
            blogs = (await program.get("/v1/blogs"))["blogs"]
            watches = {line["blog"]["url"]: line["look"] for line in blogs if line["look"]}
            await asyncio.sleep(0.1)
    return watches


async def test_bad_pages_are_told_in_words_and_the_good_one_goes_on(
    origin: str, tmp_path: Path
) -> None:
    """Invariant 7: bad pages never stop a watch."""
    nobody = f"http://127.0.0.1:{free_port()}/live"
    private = "http://10.11.12.13/live"
    urls = [*(origin + path for path in (*ROUTES, "/missing")), nobody, private]

    async with running(tmp_path, *urls, "--every", "1") as program:
        looks = await looks_of(program, len(urls))
        log = await program.wait_for(lambda log: len(log) == 3)

    told = {
        url.removeprefix(origin): (look["state"], look["problem"]) for url, look in looks.items()
    }
    expected = {
        "/live": ("ok", None),
        "/article": ("NothingFound", "shows no posts of a live blog"),
        "/picture": ("Unreadable", "image/png"),
        "/nothing": ("Unreadable", "empty"),
        "/error": ("Refused", "answered 500"),
        "/endless": ("TooLarge", "is larger than"),
        "/circle": ("Unreachable", "circle"),
        "/inside": ("ForbiddenAddress", "10.11.12.13"),
        "/missing": ("Refused", "answered 404"),
        nobody: ("Unreachable", "cannot be reached"),
        private: ("ForbiddenAddress", "--allow-address"),
    }
    assert {url: state for url, (state, _) in told.items()} == {
        url: state for url, (state, _) in expected.items()
    }
    for url, (_, words) in expected.items():
        assert words is None or words in told[url][1]
    assert [event["type"] for event in log][1:] == ["tickerd.post.added"] * 2


async def test_a_second_run_on_the_same_folder_is_refused_and_the_first_goes_on(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as first:
        second = await start(tmp_path, port=free_port())
        said = await second.said()

        await asyncio.to_thread(fetch, first.url + "/readyz")

    assert second.process.returncode == 3
    assert "Another tickerd uses the data folder" in said
    assert "Traceback" not in said


async def test_a_port_in_use_is_told_with_another_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        program = await start(tmp_path, port=port)
        said = await program.said()

    assert program.process.returncode == 3
    assert f"127.0.0.1:{port} is in use" in said
    assert "--port" in said


async def test_a_redis_that_does_not_answer_is_told_with_its_address(tmp_path: Path) -> None:
    url = f"redis://:secret@127.0.0.1:{free_port()}/0"
    program = await start(tmp_path, port=free_port(), TICKERD_REDIS_URL=url)
    said = await program.said()

    assert program.process.returncode == 4
    assert "Redis does not answer at redis://127.0.0.1" in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (("no-address",), {}, "is no page to watch"),
        (("--every", "-1"), {}, "every"),
        ((), {"TICKERD_PORT": "http"}, "TICKERD_PORT"),
        ((), {"TICKERD_ALLOW_ADDRESSES": "here"}, "TICKERD_ALLOW_ADDRESSES"),
        ((), {"TICKERD_REDIS_BINARY": "/no/such/program"}, "TICKERD_REDIS_BINARY"),
    ],
)
async def test_what_cannot_be_used_is_named(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], words: str
) -> None:
    program = await start(tmp_path, *arguments, port=free_port(), **environment)
    said = await program.said()

    assert program.process.returncode in {1, 3}
    assert words in said
    assert "Traceback" not in said


BEFORE_OURS = "Fatal Python error: init_import_site"
"""What Python says where it is interrupted before it has come to any line of a program."""


@pytest.mark.parametrize("after_seconds", [0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.9, 1.3, 2.0])
async def test_control_c_ends_it_at_any_moment_without_a_traceback(
    origin: str, tmp_path: Path, after_seconds: float
) -> None:
    said = BEFORE_OURS
    while said.startswith(BEFORE_OURS):
        program = await start(tmp_path, origin + "/live", "--every", "0.2", port=free_port())
        await asyncio.sleep(after_seconds)
        said = await program.end()
        after_seconds += 0.01

    assert "Traceback" not in said
    assert program.process.returncode in {0, -2}
