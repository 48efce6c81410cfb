"""What `tickerd run` shows while Redis is away."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

from rich.console import Console

from makers import a_watch
from tickerd.cli.running import WATCHES_ANEW, Audience
from tickerd.cli.terminal import Lines
from tickerd.cli.wallclock import now
from tickerd.liveblog.blog import Look
from tickerd.wire.binary import find_binary
from tickerd.wire.private import PrivateServer
from tickerd.wire.redis import RedisWire


async def test_looks_are_shown_by_the_watches_that_were_known_while_the_wire_is_away(
    tmp_path: Path,
) -> None:
    console = Console(file=StringIO(), width=100)
    watch = a_watch()
    server = PrivateServer(tmp_path, find_binary(None))
    await server.start()
    async with RedisWire.open(server.address) as wire:
        await wire.add_watch(watch)
        audience = Audience(Lines(console), wire)
        await audience.on_look(Look(blog=watch.blog.id, looked_at=now()), ())
        await server.end()
        later = now() + WATCHES_ANEW + timedelta(seconds=1)

        away = Look(blog=watch.blog.id, looked_at=later, state="WireUnavailable", problem="Away.")
        await audience.on_look(away, ())

    assert isinstance(console.file, StringIO)
    assert "Away." in console.file.getvalue()
