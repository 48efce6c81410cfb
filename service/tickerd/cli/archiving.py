"""`tickerd archive`: seal a blog's log now, without waiting until it has ended for long."""

import asyncio
import sys

from rich.console import Console

from tickerd.cli import options
from tickerd.cli.house import reach_wire
from tickerd.cli.knobs import read_settings
from tickerd.cli.wallclock import now
from tickerd.cli.watching import BlogOrUrl, id_of
from tickerd.errors import BadSetting
from tickerd.settings import Settings
from tickerd.wire.stub import Part


def archive(blog: BlogOrUrl, data: options.Data = None) -> None:
    """Move a blog's log from Redis to the archive (TICKERD_ARCHIVE). It can be read as before.

    Run it where the worker runs: it speaks to the same Redis and the same archive.
    """
    settings = read_settings(data=data)
    if settings.archive is None:
        cause = "it is not set; name the folder or the bucket that sealed logs go to"
        raise BadSetting(name="TICKERD_ARCHIVE", cause=cause)
    name = id_of(blog)
    part = asyncio.run(_seal(settings, name))
    if part is None:
        sys.stdout.write(f"{name}  all of it is in the archive already\n")
    else:
        size = f"{part.events:,} events, {part.size:,} bytes"
        sys.stdout.write(f"{name}  archived: {size}, {part.name}\n")


async def _seal(settings: Settings, blog: str) -> Part | None:
    async with reach_wire(settings) as wire:
        with Console(stderr=True).status(f"{blog}: reading") as status:
            return await wire.seal(
                blog,
                at=now(),
                progress=lambda taken: status.update(f"{blog}: {taken:,} events"),
            )
