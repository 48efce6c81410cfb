"""Blogs on wires and in data folders, and the commands that keep them, run in this process."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from typer.testing import CliRunner, Result

from makers import NOON, a_post, a_snapshot, minutes, nothing_known
from tickerd.cli.app import app
from tickerd.liveblog.blog import blog_id
from tickerd.liveblog.chain import NO_HEAD, Head
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.post import Post
from tickerd.wire.private import serve
from tickerd.wire.redis import RedisWire

LOOKS = ("abc", "aBcd", "aBd", "aBd", "aBcde", "aBcdE")
"""What successive looks show: a letter a post, a capital where it is worded anew."""
URL = "https://harbour.example/live"
BLOG = blog_id(URL)


def unique(look: str) -> str:
    """Each post once."""
    return "".join({letter.lower(): letter for letter in look}.values())


async def live(
    wire: RedisWire,
    looks: Sequence[str] = LOOKS,
    url: str = URL,
    more: Post | None = None,
    *,
    after: int = 0,
) -> None:
    """Put on the wire what these looks tell, those after a number; the last shows one post more."""
    known, head = nothing_known(url), NO_HEAD
    if state := await wire.state(known.blog.id):
        known, head = state.known, state.head
    for number, look in list(enumerate(looks))[after:]:
        posts = [a_post(letter.lower(), f"The {letter} words: è “ü”.") for letter in look]
        if more is not None and number == len(looks) - 1:
            posts.append(more)
        at = NOON + minutes(number)
        difference = diff(known, a_snapshot(*posts, headline=f"Day {number // 4}"), at=at)
        window = difference.window.model_copy(update={"looked_at": at})
        known = fold(known, difference.events).model_copy(update={"window": window})
        if difference.events:
            entries = await wire.commit(
                known, difference.events, expect=head, document_hash=f"{number:064x}"
            )
            head = Head.of(entries[-1])


def write_folder(folder: Path, *urls: str, more: Post | None = None) -> None:
    """Keep some blogs in a data folder, an epoch each; the last look shows one post more."""

    async def write() -> None:
        for number, url in enumerate(urls or (URL,)):
            async with serve(folder) as server, RedisWire.open(server.address) as wire:
                await live(wire, LOOKS[number:], url, more)

    asyncio.run(write())


def run(
    *arguments: str | Path,
    redis: str | None = None,
    archive: Path | None = None,
    given: bytes = b"",
) -> Result:
    """Run a command in this process; an error of ours is raised."""
    words = [str(each) for each in arguments]
    environment = {
        "TICKERD_REDIS_URL": redis,
        "TICKERD_ARCHIVE": str(archive) if archive else None,
    }
    result = CliRunner().invoke(app, words, input=given, env=environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result
