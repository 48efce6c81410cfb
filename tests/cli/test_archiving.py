"""`tickerd archive` beside a running tickerd, and what `tickerd list` says then."""

import asyncio
import json
import os
from pathlib import Path

from program import TICKERD, running

PAGE = """Regatta on the bay
Last updated: 7:57 PM

  • The first boat has rounded the outer mark and turns for home.
  • The ferry waits at the pier until the fleet has passed the point.
"""


async def tickerd(*arguments: str, **environment: str) -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        *TICKERD,
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **environment},
    )
    async with asyncio.timeout(20):
        out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def serve_page(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    body = PAGE.encode()
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n")
    writer.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
    await writer.drain()
    writer.close()


async def test_a_blog_is_archived_while_tickerd_runs_and_read_as_before(tmp_path: Path) -> None:
    data, archive = tmp_path / "data", str(tmp_path / "archive")
    page = await asyncio.start_server(serve_page, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{page.sockets[0].getsockname()[1]}/live"
    where = ("--data", str(data))
    async with page, running(data, url, TICKERD_ARCHIVE=archive) as program:
        events = await program.wait_for(lambda events: len(events) == 3)
        blog = events[0]["data"]["blog"]
        before = await program.get(f"/v1/blogs/{blog}")

        refused = await tickerd("archive", blog, *where)
        unknown = await tickerd("archive", "unheard-of", *where, TICKERD_ARCHIVE=archive)
        done = await tickerd("archive", url, *where, TICKERD_ARCHIVE=archive)
        again = await tickerd("archive", blog, *where, TICKERD_ARCHIVE=archive)
        _, listed, _ = await tickerd("list", "--server", program.url)
        _, as_json, _ = await tickerd("list", "--json", "--server", program.url)

        assert await program.all_events() == events
        after = await program.get(f"/v1/blogs/{blog}")

    assert refused[0] == 3
    assert "TICKERD_ARCHIVE" in refused[2]
    assert unknown[0] == 1
    assert done[0] == 0, done[2]
    assert done[1].startswith(f"{blog}  archived: 3 events, ")
    assert again[1] == f"{blog}  all of it is in the archive already\n"
    assert "archived" in listed
    assert json.loads(as_json)[0]["sealed_at"] is not None
    assert {**after, "look": None} == {**before, "look": None}
    assert len(list((tmp_path / "archive" / blog).glob("*.ndjson.zst"))) == 1
