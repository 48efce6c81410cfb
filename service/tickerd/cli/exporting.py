"""`tickerd export` and `tickerd import`: all events of a blog as one file, and back onto a wire."""

import asyncio
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from typing import IO, Annotated

import typer

from tickerd.cli import options
from tickerd.cli.exits import EXIT_FAILED
from tickerd.cli.files import STANDARD, inspect, open_sink, open_source, read_lines
from tickerd.cli.house import join_wire
from tickerd.cli.knobs import read_settings
from tickerd.cli.logs import audit_log, read_account
from tickerd.cli.progress import show_progress
from tickerd.cli.wallclock import now
from tickerd.cli.watching import BlogOrUrl, id_of
from tickerd.errors import BadRequest, Damaged, NoRoom
from tickerd.liveblog.blog import Watch
from tickerd.liveblog.chain import Finding
from tickerd.liveblog.entry import Entry
from tickerd.liveblog.event import PostEvent
from tickerd.liveblog.export import Trailer, Writing, reread
from tickerd.liveblog.ground import Ground
from tickerd.liveblog.known import Known
from tickerd.settings import Settings
from tickerd.wire.redis import RedisWire

AT_ONCE = 100
"""So many entries are brought over in one step."""


def export(
    blog: BlogOrUrl,
    file: Annotated[
        str,
        typer.Argument(metavar="[FILE]", help="A name in .ndjson (or .ndjson.zst: packed), or -."),
    ] = STANDARD,
    data: options.Data = None,
) -> None:
    """Write all events of a blog to a file: a line each, with the very bytes of the wire.

    The log is held to its chain meanwhile; one that is not whole is not exported.
    """
    try:
        asyncio.run(_export(read_settings(data=data), id_of(blog), file))
    except BrokenPipeError:
        # who reads has seen enough; at its end Python would write to the pipe once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(EXIT_FAILED) from None


def import_logs(
    files: Annotated[list[str], typer.Argument(metavar="FILE…", help="Exports; - is stdin.")],
    watch: Annotated[
        bool, typer.Option("--watch", help="Look at their pages, too, from now on.")
    ] = False,
    data: options.Data = None,
) -> None:
    """Bring exported blogs onto a wire that has not come to their places yet, cursors included.

    Each file is held to its chain first. Then all come in at one stroke, or none; what is there
    already stays as it is. Blogs that come from one wire must come together.
    """
    asyncio.run(_import(read_settings(data=data), files, watch=watch))


# ---------------------------------------------------------------- export


async def _export(settings: Settings, blog: str, name: str) -> None:
    def refuse(finding: Finding) -> None:
        raise Damaged(blog, finding.words)

    async with join_wire(settings) as wire:
        account = await read_account(wire, blog)
        with open_sink(name) as sink:
            writing = Writing()
            if account.ground is not None:
                sink.write(writing.begin(account.ground))
            audit = await audit_log(
                wire, account, refuse, take=lambda body: sink.write(writing.take(body))
            )
            lines = writing.end(
                audit,
                account.known,
                after=account.after(audit.chain.after),
                head=account.head,
                head_hash=account.head_hash,
            )
            sink.writelines(lines)


# ---------------------------------------------------------------- import


@dataclass(frozen=True, slots=True)
class _Log:
    """An export that was found whole."""

    name: str
    source: IO[bytes]
    known: Known
    trailer: Trailer
    checksum: str
    ground: Ground | None
    first: int
    """The seq of its first entry."""

    @property
    def blog(self) -> str:
        return self.known.blog.id

    def entries(self) -> Iterator[Entry]:
        return reread(self.name, read_lines(self.name, self.source), self.checksum)


async def _import(settings: Settings, names: Sequence[str], *, watch: bool) -> None:
    with ExitStack() as stack:
        logs = _join([_check(name, stack.enter_context(open_source(name))) for name in names])
        async with join_wire(settings, new=True) as wire:
            new = [log for log in logs if not await _is_here(wire, log)]
            await _adopt(wire, new)
            for log in logs:
                words = "imported" if log in new else "is here already"
                sys.stdout.write(f"{log.blog}  {words}. Events: {log.trailer.entries}\n")
                if watch and log.blog not in await wire.watches():
                    await wire.add_watch(Watch(blog=log.known.blog, added_at=now()))


def _check(name: str, source: IO[bytes]) -> _Log:
    def refuse(finding: Finding) -> None:
        raise Damaged(name, finding.words)

    reading = inspect(name, source, refuse)
    known, trailer, checksum = reading.known, reading.trailer, reading.checksum
    # it was found whole, so it has them all
    assert known and trailer and checksum and reading.first  # noqa: S101, PT018
    return _Log(name, source, known, trailer, checksum, reading.ground, reading.first.seq)


def _join(logs: Sequence[_Log]) -> list[_Log]:
    """One log a blog, where files tell the same twice."""
    joined = dict[str, _Log]()
    for log in logs:
        first = joined.setdefault(log.blog, log)
        if (first.trailer.head, first.trailer.head_hash) != (
            log.trailer.head,
            log.trailer.head_hash,
        ):
            raise NoRoom(log.blog, f"{first.name} and {log.name} tell different events of it")
    return list(joined.values())


async def _is_here(wire: RedisWire, log: _Log) -> bool:
    """Whether the wire has it all; its head holds all events before it."""
    account = await wire.account(log.blog)
    if account is None:
        return False
    if (str(account.head), account.head_hash) != (log.trailer.head, log.trailer.head_hash):
        raise NoRoom(log.blog, "it has events here already, and they are others")
    return True


async def _adopt(wire: RedisWire, logs: Sequence[_Log]) -> None:
    total = sum(log.trailer.entries for log in logs)
    async with wire.adopt() as adoption:
        with show_progress("importing", total) as step:
            for log in logs:
                stage = await adoption.begin(
                    log.known, log.trailer, first=log.first, ground=log.ground
                )
                entries = log.entries()
                while some := list(islice(entries, AT_ONCE)):
                    for entry in some:
                        _check_markup(log.name, entry)
                        step()
                    await adoption.put(stage, some)
        if logs:
            await adoption.end()


def _check_markup(name: str, entry: Entry) -> None:
    """Let no markup pass that a page could not have brought in."""
    # a run need not carry the parsers
    from tickerd.extract.markup import is_harmless  # noqa: PLC0415

    event = entry.event
    if isinstance(event, PostEvent) and not is_harmless(event.post.html):
        cause = (
            f"{name} holds markup at {entry.cursor} that tickerd lets nobody write; "
            "import only what tickerd has exported"
        )
        raise BadRequest(cause=cause)
