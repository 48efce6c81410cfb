"""`tickerd add`, `remove` and `list`: the standing orders of a running tickerd."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tickerd.cli import options
from tickerd.cli.knobs import read_settings
from tickerd.cli.lines import shorten
from tickerd.cli.wallclock import now
from tickerd.cli.watchlist import make_watch
from tickerd.client import BlogLine, Gateway
from tickerd.errors import NotAllowed, WrongToken
from tickerd.liveblog.blog import Look, blog_id
from tickerd.liveblog.wording import squeeze

PIPE_WIDTH = 1000
MISSING = "This gateway takes orders only with its token; give it: --token or TICKERD_TOKEN"
WRONG = "This is not the gateway's token; check what --token or TICKERD_TOKEN gives"
TROUBLE_CHARACTERS = 72

Answer = TypeVar("Answer")
BlogOrUrl = Annotated[str, typer.Argument(metavar="BLOG|URL", help="Its id, or its address.")]


def add(
    url: Annotated[str, typer.Argument(help="The page to watch.")],
    story: Annotated[str | None, typer.Option(help="The story that it belongs to.")] = None,
    name: Annotated[str | None, typer.Option(help="Its publisher's name.")] = None,
    country: Annotated[str | None, typer.Option(help="Of its publisher: IT, DE, …")] = None,
    language: Annotated[str | None, typer.Option(help="Its language: it, de, …")] = None,
    time_zone: Annotated[str | None, typer.Option(help="Its clock: Europe/Rome, …")] = None,
    every: options.Every = None,
    keep_days: Annotated[
        float | None, typer.Option(metavar="DAYS", help="Trim its events that are older.")
    ] = None,
    keep_events: Annotated[
        int | None, typer.Option(metavar="COUNT", help="Keep so many of its events.")
    ] = None,
    server: options.Server = None,
    token: options.Token = None,
) -> None:
    """Have a page watched by a running tickerd, and print its blog id."""
    order = {
        "url": url,
        "story": story,
        "name": name,
        "country": country,
        "language": language,
        "time_zone": time_zone,
        "every_seconds": every,
        "keep_days": keep_days,
        "keep_events": keep_events,
    }
    watch = make_watch({key: value for key, value in order.items() if value is not None}, at=now())
    blog = watch.blog
    kept, is_new = _ask(
        server,
        token,
        lambda gateway: gateway.add(
            blog.url,
            story=blog.story,
            source=blog.source,
            every_seconds=watch.every_seconds,
            keep_days=watch.keep_days,
            keep_events=watch.keep_events,
        ),
    )
    word = "added" if is_new else "was watched already; its order is this one now"
    sys.stdout.write(f"{kept.blog.id}  {word}\n")


def remove(
    blog: BlogOrUrl,
    server: options.Server = None,
    token: options.Token = None,
) -> None:
    """Have a page watched no more. Its events stay."""
    name = id_of(blog)
    _ask(server, token, lambda gateway: gateway.remove(name))
    sys.stdout.write(f"{name}  removed\n")


def list_watches(
    server: options.Server = None,
    as_json: options.EveryJson = False,
) -> None:
    """Show the blogs of a running tickerd, the one that moved last first."""
    lines = _ask(server, None, Gateway.blogs)
    if as_json:
        plain = [line.model_dump(mode="json") for line in lines]
        sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=1) + "\n")
    else:
        _print_lines(lines)


def id_of(blog: str) -> str:
    """The id of a blog that was named by its id or its address."""
    return blog_id(blog) if "://" in blog else blog


def _ask(
    server: str | None, token: str | None, question: Callable[[Gateway], Awaitable[Answer]]
) -> Answer:
    """What the gateway answers; if it wants a token, say so in the words of the command line."""
    settings = read_settings(server=server, token=token)
    secret = settings.token.get_secret_value() if settings.token else None

    async def ask() -> Answer:
        async with Gateway(settings.server, secret) as gateway:
            return await question(gateway)

    try:
        return asyncio.run(ask())
    except WrongToken as error:
        raise NotAllowed(cause=MISSING if secret is None else WRONG) from error


def _print_lines(lines: Sequence[BlogLine]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for column in ("blog", "posts", "newest", "state", "headline"):
        table.add_column(column, header_style="dim", no_wrap=column != "headline")
    for line in lines:
        newest = f"{line.newest_at.astimezone():%m-%d %H:%M}" if line.newest_at else "-"
        words = Text(line.headline or line.blog.url)
        table.add_row(line.blog.id, str(line.posts), newest, describe_state(line), words)
    # a pipe has no width: a line a blog, whatever its length
    Console(width=None if sys.stdout.isatty() else PIPE_WIDTH).print(table)


def describe_state(line: BlogLine) -> Text:
    """How a blog does, in a word; in a sentence, if the page could not be read at the last look."""
    look = line.look
    if line.watched and look and look.state != "ok":
        return Text(_trouble(line.blog.url, look), style="red")
    if line.sealed_at:
        return Text("archived", style="blue")
    if not line.watched:
        return Text("not watched", style="dim")
    if line.ended:
        return Text("ended", style="blue")
    if look is None:
        return Text("not looked at yet", style="dim")
    return Text("ok", style="green")


def _trouble(url: str, look: Look) -> str:
    """How a failing look's sentence goes on after the page's address."""
    sentence = squeeze(look.problem or look.state)
    return shorten(sentence.removeprefix(f"{url} "), TROUBLE_CHARACTERS)
