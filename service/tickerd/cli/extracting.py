"""`tickerd extract` and `tickerd events`: what looks at documents give."""

import asyncio
import json
import mimetypes
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from tickerd.cli.explaining import print_explanation, read_in_words
from tickerd.cli.knobs import read_settings
from tickerd.cli.lines import NO_WORDS, shorten
from tickerd.cli.options import AllowAddress, EveryJson, check_instant
from tickerd.cli.watchlist import read_source
from tickerd.errors import BadRequest, ExtractionError
from tickerd.liveblog.blog import Blog, blog_id
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.document import Document
from tickerd.liveblog.event import Event
from tickerd.liveblog.known import Known
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot
from tickerd.liveblog.source import Source
from tickerd.liveblog.wording import squeeze
from tickerd.worker.fetcher import Fetcher
from tickerd.worker.parser import Parser

POST_KEYS = (
    *("source_id", "permalink", "headline", "text", "html", "author", "language", "labels"),
    *("media", "published", "modified"),
)
LINE_CHARACTERS = 90
TEXT_CHARACTERS = 400
"""So much of a post's text is shown to people."""

Url = Annotated[str | None, typer.Option(help="The address that the file was saved from.")]
TimeZone = Annotated[str | None, typer.Option(help="The clock of its publisher: Europe/Rome, …")]


def extract(
    page: Annotated[str, typer.Argument(metavar="FILE|URL", help="A saved page, or its address.")],
    url: Url = None,
    at: Annotated[
        str | None, typer.Option(help="When the page was looked at (ISO 8601); now if not given.")
    ] = None,
    time_zone: TimeZone = None,
    allow_address: AllowAddress = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show which dialects were tried, and what each found.")
    ] = False,
    as_json: EveryJson = False,
) -> None:
    """Show what one look at a page gives: its posts, their times, and how they were read."""
    moment = check_instant(at) if at else datetime.now(UTC)
    get = partial(_get, page, url, moment, allow_address)
    snapshot = asyncio.run(_look(get, read_source(time_zone=time_zone), explain=explain))
    if as_json:
        sys.stdout.write(json.dumps(plain_snapshot(snapshot), ensure_ascii=False) + "\n")
    else:
        _print_snapshot(snapshot)


def events(
    files: Annotated[list[Path], typer.Argument(help="Looks at one page, the oldest first.")],
    url: Url = None,
    at: Annotated[
        list[str] | None, typer.Option(help="When each file was looked at, in their order.")
    ] = None,
    time_zone: TimeZone = None,
    as_json: EveryJson = False,
) -> None:
    """Show the events that several looks at one page make, one line each."""
    moments = _look_times(len(files), at or [])
    source = read_source(time_zone=time_zone)
    documents = (
        replace(load_document(file, url, moment), source=source)
        for file, moment in zip(files, moments, strict=True)
    )
    asyncio.run(_print_events(documents, as_json=as_json))


async def tell(
    documents: Iterable[Document], parser: Parser
) -> AsyncGenerator[tuple[int, Event], None]:
    """The events of successive looks, each with the number of its look, from 1.

    A look that shows nothing, or cannot be read, is passed over, as the worker does.
    """
    known: Known | None = None
    for look, document in enumerate(documents, start=1):
        known = known or Known(blog=Blog(id=blog_id(document.url), url=document.url))
        try:
            difference = diff(known, await parser.extract(document), at=document.fetched_at)
        except ExtractionError as error:
            sys.stderr.write(f"look {look}: {error}\n")
            continue
        for event in difference.events:
            yield look, event
        known = fold(known, difference.events).model_copy(update={"window": difference.window})


def open_parser() -> Parser:
    """What reads documents here, as the worker does: in a process that may be killed."""
    return Parser(extract_seconds=read_settings().extract_seconds)


def load_document(path: Path, url: str | None, at: datetime) -> Document:
    """A saved page as a document.

    Raises:
        BadRequest: the file cannot be read.
    """
    try:
        body = path.read_bytes()
    except OSError as error:
        raise BadRequest(cause=f"{path} cannot be read: {error.strerror}") from error
    content_type, _ = mimetypes.guess_type(path.name)
    address = url or path.resolve().as_uri()
    return Document(url=address, body=body, fetched_at=at, content_type=content_type)


def plain_snapshot(snapshot: Snapshot) -> dict[str, Any]:
    """A snapshot as JSON values, as the command prints it."""
    plain = snapshot.model_dump(mode="json")
    plain["posts"] = [{key: post[key] for key in POST_KEYS} for post in plain["posts"]]
    return plain


def plain_event(look: int, event: Event) -> dict[str, Any]:
    """An event as one flat line."""
    plain = event.model_dump(mode="json")
    post = plain.get("post") or {}
    return {
        "look": look,
        "type": event.kind,
        "post": post.get("id"),
        "source_id": post.get("source_id"),
        "headline": post.get("headline") if post else plain.get("headline"),
        "text": post.get("text"),
        "revision": plain.get("revision"),
    }


async def _look(
    get: Callable[[], Awaitable[Document]], source: Source, *, explain: bool
) -> Snapshot:
    async with open_parser() as parser:
        document = replace(await get(), source=source)
        snapshot = await parser.extract(document)
        if explain:
            print_explanation(await parser.examine(document), snapshot)
        return snapshot


async def _get(page: str, url: str | None, at: datetime, allowed: Sequence[str] | None) -> Document:
    if "://" in page and not Path(page).exists():  # noqa: ASYNC240 - nothing else runs here
        return await _fetch(page, at, allowed)
    return load_document(Path(page), url, at)


async def _fetch(url: str, at: datetime, allowed: Sequence[str] | None) -> Document:
    settings = read_settings(allow_addresses=" ".join(allowed) if allowed else None)
    async with Fetcher(
        contact=settings.contact, allow_addresses=settings.allow_addresses
    ) as fetcher:
        document = await fetcher.fetch(url, at=at)
    assert isinstance(document, Document)  # noqa: S101 - nothing conditional was asked
    return document


def _look_times(count: int, given: Sequence[str]) -> list[datetime]:
    if given and len(given) != count:
        raise BadRequest(cause=f"{count} files need {count} times --at, not {len(given)}")
    if given:
        return [check_instant(text) for text in given]
    first = datetime.now(UTC) - timedelta(minutes=count)
    return [first + timedelta(minutes=number) for number in range(count)]


async def _print_events(documents: Iterable[Document], *, as_json: bool) -> None:
    async with open_parser() as parser:
        async for look, event in tell(documents, parser):
            _print_event(plain_event(look, event), as_json=as_json)


def _print_event(line: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        return
    words = shorten(squeeze(line["headline"] or line["text"] or ""), LINE_CHARACTERS)
    source_id = line["source_id"] or "-"
    sys.stdout.write(f"{line['look']:4} {line['type']:13} {source_id:24} {words}\n")


def _print_snapshot(snapshot: Snapshot) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{escape(snapshot.headline or snapshot.url)}[/]")
    if snapshot.last_updated:
        console.print(f"Last updated {snapshot.last_updated.at:%Y-%m-%d %H:%M} UTC")
    facts = [f"{len(snapshot.posts)} posts", snapshot.dialect, snapshot.language]
    console.print(f"[dim]{' · '.join(fact for fact in facts if fact)}[/]")
    if snapshot.elsewhere:
        console.print(f"Its posts are loaded from {escape(snapshot.elsewhere)}")
    if snapshot.reason:
        missing = "Not all posts" if snapshot.posts else "No posts"
        console.print(f"{missing}: {escape(snapshot.reason)}")
    for post in snapshot.posts:
        time = f"{post.published.at:%Y-%m-%d %H:%M} UTC" if post.published else "no time"
        console.print(f"\n[cyan]{time:20}[/] [dim]{escape(_origin(post))}[/]")
        if post.headline:
            console.print(f"[bold]{escape(post.headline)}[/]")
        if post.text or not post.headline:
            console.print(escape(shorten(post.text or NO_WORDS, TEXT_CHARACTERS)))


def _origin(post: Post) -> str:
    """The source's id, and how the time was read from which characters."""
    read = read_in_words(post.published)
    return "  ".join(part for part in (post.source_id or "", read) if part)
