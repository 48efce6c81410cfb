"""`tickerd run`, `tickerd worker`, `tickerd gateway`: the processes that stay."""

import asyncio
import gc
import tempfile
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
import uvloop
from rich.console import Console

from tickerd.cli import options
from tickerd.cli.house import (
    limits_of,
    open_gateway,
    open_wire,
    reach_wire,
    stop_on_signal,
)
from tickerd.cli.knobs import read_settings
from tickerd.cli.metrics import serve_metrics
from tickerd.cli.terminal import Display, Lines, open_display
from tickerd.cli.wallclock import now
from tickerd.cli.watchlist import read_watchlist
from tickerd.errors import PortTaken, WireUnavailable
from tickerd.liveblog.blog import Look, Watch
from tickerd.liveblog.entry import Entry
from tickerd.newsroom import Newsroom, open_newsroom
from tickerd.settings import Settings
from tickerd.telemetry import GATEWAY, WORKER, set_up_logging
from tickerd.wire.redis import RedisWire
from tickerd.worker import supervisor

DEMO_NETWORK = "127.0.0.0/8"
DEMO_EVERY_SECONDS = 1.0
DEMO_PORT = 8079
WATCHES_ANEW = timedelta(seconds=5)
"""How long a watch that was removed may still stand in the table."""

Demo = Annotated[
    bool, typer.Option("--demo", help="Watch a simulated newsroom of our own; needs no network.")
]
Pages = Annotated[
    list[str] | None,
    typer.Argument(metavar="[URL|FILE.toml]…", help="Pages to watch, or files that list them."),
]


def run(
    pages: Pages = None,
    demo: Demo = False,
    host: options.Host = None,
    port: options.Port = None,
    data: options.Data = None,
    every: options.Every = None,
    allow_address: options.AllowAddress = None,
    seed: Annotated[int, typer.Option(help="What the demo's newsroom does hangs on it.")] = 19,
) -> None:
    """Watch pages, keep their events, and serve them: everything in one process.

    What is watched is remembered in the data folder; `tickerd add` adds to it.
    """
    settings = read_settings(
        host=host,
        port=port,
        data=data,
        every_seconds=every,
        allow_addresses=_networks(allow_address, demo=demo),
    )
    watches = read_watchlist(pages or [], every_seconds=every, at=now())
    with tempfile.TemporaryDirectory(prefix="tickerd-demo-") as folder:
        if demo and data is None and "data" not in Settings().model_fields_set:
            settings = settings.model_copy(update={"data": Path(folder)})
        _live(_run(settings, watches, seed if demo else None))


def worker(
    metrics_port: Annotated[
        int | None,
        typer.Option(help="Port to tell Prometheus its numbers on.", show_default="none"),
    ] = None,
) -> None:
    """Watch pages only: one of the two halves, for more than one machine.

    All workers and gateways must reach the same Redis: TICKERD_REDIS_URL.
    """
    settings = read_settings(metrics_port=metrics_port)
    set_up_logging(settings.log_level or "info", settings.log_format)
    _live(_work(settings))


def gateway(host: options.Host = None, port: options.Port = None) -> None:
    """Serve readers only: the other half.

    All workers and gateways must reach the same Redis: TICKERD_REDIS_URL.
    """
    settings = read_settings(host=host, port=port)
    set_up_logging(settings.log_level or "info", settings.log_format)
    _live(_serve(settings))


def _live(main: Coroutine[Any, Any, None]) -> None:
    # what is imported stays: a full collection that walked it held the loop for 70 ms
    gc.collect()
    gc.freeze()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main)


async def _run(settings: Settings, watches: Sequence[Watch], demo_seed: int | None) -> None:
    stop = stop_on_signal()
    async with AsyncExitStack() as house:
        wire = await house.enter_async_context(open_wire(settings))
        gateway = await house.enter_async_context(open_gateway(settings, wire, (GATEWAY, WORKER)))
        if demo_seed is not None:
            newsroom = await _open_demo(house, demo_seed)
            watches = [
                *watches,
                *(
                    Watch(blog=blog, every_seconds=DEMO_EVERY_SECONDS, added_at=now())
                    for blog in newsroom.blogs
                ),
            ]
        for watch in watches:
            await wire.add_watch(watch)
        display = open_display(Console())
        house.callback(display.close)
        set_up_logging(settings.log_level or "warning", settings.log_format)
        _greet(display, gateway.url, wire.address, watched=bool(await wire.watches()))
        on_look = Audience(display, wire).on_look
        await supervisor.run(wire, limits_of(settings), now=now, stop=stop, on_look=on_look)


async def _open_demo(house: AsyncExitStack, seed: int) -> Newsroom:
    try:
        # the same address at every start gives the demo's blogs the same ids
        return await house.enter_async_context(open_newsroom(seed, now, port=DEMO_PORT))
    except PortTaken:
        return await house.enter_async_context(open_newsroom(seed, now))


async def _work(settings: Settings) -> None:
    stop = stop_on_signal()
    # any number of these may be at work, on an embedded server too: each has a name of its own
    limits = replace(limits_of(settings), name=None)
    lines = Lines(Console())
    async with AsyncExitStack() as house:
        wire = await house.enter_async_context(reach_wire(settings))
        lines.announce(f"tickerd watches for {wire.address}")
        if settings.metrics_port is not None:
            numbers = house.enter_context(serve_metrics(settings.host, settings.metrics_port))
            lines.announce(f"  its numbers are at {numbers}")
        await supervisor.run(wire, limits, now=now, stop=stop, on_look=_say_nothing)


async def _serve(settings: Settings) -> None:
    stop = stop_on_signal()
    async with reach_wire(settings) as wire, open_gateway(settings, wire) as gateway:
        Lines(Console()).announce(f"tickerd serves at {gateway.url}/")
        await stop.wait()


class Audience:
    """Shows each look under the name of its watch."""

    def __init__(self, display: Display, wire: RedisWire) -> None:
        self._display = display
        self._wire = wire
        self._watches: dict[str, Watch] = {}
        self._asked_at = now()

    async def on_look(self, look: Look, entries: tuple[Entry, ...]) -> None:
        """Tell of one look; watches that came and went meanwhile are asked for."""
        old = look.looked_at - self._asked_at > WATCHES_ANEW
        if look.blog not in self._watches or old:
            with suppress(WireUnavailable):  # then what was known of them stays
                self._watches, self._asked_at = await self._wire.watches(), look.looked_at
                self._display.keep(self._watches)
        if watch := self._watches.get(look.blog):
            self._display.show(watch, look, entries)


async def _say_nothing(_look: Look, _entries: tuple[Entry, ...]) -> None:
    """The worker's log tells it already."""


def _greet(display: Display, url: str, address: str, *, watched: bool) -> None:
    display.announce(f"tickerd is at {url}/ (Ctrl-C ends it)")
    display.announce(f"  curl -N {url}/v1/stream")
    if address.startswith("unix://"):
        socket = address.removeprefix("unix://")
        display.announce(f"  redis-cli -s {socket} subscribe tickerd:events")
    if not watched:
        display.announce(f"No page is watched yet: tickerd add https://… --server {url}")


def _networks(allowed: Sequence[str] | None, *, demo: bool) -> str | None:
    """The networks that were allowed, with that of the demo's own newsroom."""
    networks = [*(allowed or []), *([DEMO_NETWORK] if demo else [])]
    return " ".join(networks) or None
