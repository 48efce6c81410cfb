"""`tickerd follow` and `tickerd replay`: events in the terminal, live and past."""

import asyncio
import sys
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import asdict, replace
from typing import Annotated

import typer
from rich.console import Console

from tickerd.cli import options
from tickerd.cli.knobs import read_settings
from tickerd.cli.lines import describe_event
from tickerd.cli.watching import id_of
from tickerd.client.course import Stretch, Wish
from tickerd.client.stream import Frame, entries
from tickerd.errors import CursorExpired
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
    console = Console(highlight=False, soft_wrap=True)

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
                    _print_entry(console, entry, as_json=as_json)
        except CursorExpired as lost:
            sys.stderr.write(f"{lost}\n")
            stretch = replace(stretch, since=lost.resume, start=None)
        except _Reached:
            return
        else:
            return


def _print_entry(console: Console, entry: Entry, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(entry.body.decode() + "\n")
        sys.stdout.flush()
    else:
        console.print(describe_event(entry.event, entry.event.blog))


def _wish(blogs: Sequence[str] | None) -> Wish:
    named = [id_of(blog) for blog in blogs or [] if blog != "all"]
    return Wish(blog=named)


def _server(server: str | None) -> str:
    return read_settings(server=server).server
