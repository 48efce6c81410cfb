"""`tickerd archive` beside a running tickerd, and what `tickerd list` says then."""

import asyncio
import json
from pathlib import Path

import pytest

from cli.exports import run
from program import running
from tickerd.errors import BadSetting, UnknownBlog

PAGE = """Regatta on the bay
Last updated: 7:57 PM

  • The first boat has rounded the outer mark and turns for home.
  • The ferry waits at the pier until the fleet has passed the point.
"""


async def serve_page(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    body = PAGE.encode()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n")
    writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()
    writer.close()


async def test_a_blog_is_archived_while_tickerd_runs_and_read_as_before(tmp_path: Path) -> None:
    data, archive = tmp_path / "data", tmp_path / "archive"
    page = await asyncio.start_server(serve_page, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{page.sockets[0].getsockname()[1]}/live"
    where = ("--data", str(data))
    async with page, running(data, url, TICKERD_ARCHIVE=str(archive)) as program:
        events = await program.wait_for(lambda events: len(events) == 3)
        blog = events[0]["data"]["blog"]
        before = await program.get(f"/v1/blogs/{blog}")

        with pytest.raises(BadSetting, match="TICKERD_ARCHIVE"):
            await asyncio.to_thread(run, "archive", blog, *where)
        with pytest.raises(UnknownBlog):
            await asyncio.to_thread(run, "archive", "unheard-of", *where, archive=archive)
        done = await asyncio.to_thread(run, "archive", url, *where, archive=archive)
        again = await asyncio.to_thread(run, "archive", blog, *where, archive=archive)
        listed = await asyncio.to_thread(run, "list", "--server", program.url)
        as_json = await asyncio.to_thread(run, "list", "--json", "--server", program.url)

        assert await program.all_events() == events
        after = await program.get(f"/v1/blogs/{blog}")

    assert done.stdout.startswith(f"{blog}  archived: 3 events, ")
    assert again.stdout == f"{blog}  all of it is in the archive already\n"
    assert "archived" in listed.stdout
    assert json.loads(as_json.stdout)[0]["sealed_at"] is not None
    assert {**after, "look": None} == {**before, "look": None}
    assert len(list((archive / blog).glob("*.ndjson.zst"))) == 1
