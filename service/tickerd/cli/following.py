"""`tickerd follow` and `tickerd replay`: events in the terminal, live and past."""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import asdict, replace
from typing import Annotated

import typer
from rich.console import Console

from tickerd.cli import options
from tickerd.cli.knobs import read_settings
from tickerd.cli.lines import Days, describe_event
from tickerd.cli.watching import id_of
from tickerd.client import Gateway
from tickerd.client.course import Stretch, Wish
from tickerd.client.stream import Frame, entries
from tickerd.errors import CursorExpired, TickerdError
from tickerd.liveblog.entry import Entry

Blogs = Annotated[
    list[str] | None,
    typer.Argument(metavar="[BLOG|URL]…", help="Which blogs; all, if none is named."),
]


def follow(
    blogs: Blogs = None,
    since: Annotated[
        str, typer.Option(help="A cursor, a time, `earliest` or `latest`.")
    ] = "latest",
    server: options.Server = None,
    as_json: options.EveryJson = False,
) -> None:
    """Print events as they happen, one line each; for ever, over lost connections.

    Times are when tickerd saw things, by the clock of this machine; the day stands above them.
    Where events were lost it says so on stderr, and goes on with what is still there.
    """
    asyncio.run(_print(_server(server), _wish(blogs), Stretch(since), as_json=as_json))


def replay(
    blog: Annotated[str, typer.Argument(metavar="BLOG|URL", help="Which blog.")],
    speed: Annotated[float, typer.Option(help="So many times its pace, 0.1 to 1000.")] = 60.0,
    since: Annotated[str, typer.Option(help="A cursor, a time, or `earliest`.")] = "earliest",
    start: Annotated[
        str | None,
        typer.Option(
            "--from", help="In place of --since: a time sets the clock of the replay, too."
        ),
    ] = None,
    to: Annotated[
        str | None, typer.Option(help="End there: a cursor, a time that has passed, or `latest`.")
    ] = None,
    gap: Annotated[
        float | None, typer.Option(help="Wait through no silence for longer, in seconds.")
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="End when the present is reached.")] = False,
    server: options.Server = None,
    as_json: options.EveryJson = False,
) -> None:
    """Play a blog's past at a chosen pace; then go on live, unless it is to end somewhere."""
    stretch = Stretch(since, start, to, speed, gap)
    told = _print(_server(server), _wish([blog]), stretch, end_at_live=end, as_json=as_json)
    asyncio.run(told)


class _Reached(Exception):
    """The past has been told."""


async def _print(
    server: str,
    wish: Wish,
    stretch: Stretch,
    *,
    end_at_live: bool = False,
    as_json: bool,
) -> None:
    show = _print_body if as_json else _Lines(await _ask_names(server)).print

    def notice(frame: Frame) -> None:
        if frame["frame"] == "lost":
            sys.stderr.write(f"The link is lost ({frame['reason']}); trying again.\n")
        if frame["frame"] == "live" and end_at_live:
            raise _Reached

    while True:
        told = entries(server, wish, **asdict(stretch), on_frame=notice)
        try:
            async with aclosing(told):
                async for entry in told:
                    show(entry)
        except CursorExpired as lost:
            sys.stderr.write(f"{lost}\n")
            stretch = replace(stretch, since=lost.resume, start=None)
        except _Reached:
            return
        else:
            return


def _print_body(entry: Entry) -> None:
    sys.stdout.write(entry.body.decode() + "\n")
    sys.stdout.flush()


class _Lines:
    """Entries for people, under their days."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._console = Console(highlight=False, soft_wrap=True)
        self._days = Days()
        self._names = names

    def print(self, entry: Entry) -> None:
        event = entry.event
        if heading := self._days.turn(event.observed_at):
            self._console.print(heading)
        self._console.print(describe_event(event, self._names.get(event.blog, event.blog)))


async def _ask_names(server: str) -> dict[str, str]:
    """What publishers are called, by blog; a blog that comes later goes by its id.

    Nothing of it is needed: what keeps a gateway from answering, the stream will tell.
    """
    with suppress(TickerdError):
        async with Gateway(server) as gateway:
            sources = {line.blog.id: line.blog.source for line in await gateway.blogs()}
            return {blog: source.name for blog, source in sources.items() if source.name}
    return {}


def _wish(blogs: Sequence[str] | None) -> Wish:
    named = [id_of(blog) for blog in blogs or [] if blog != "all"]
    return Wish(blog=named)


def _server(server: str | None) -> str:
    return read_settings(server=server).server
