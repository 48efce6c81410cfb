"""What `tickerd run` is asked to watch: addresses, and TOML files that list them."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tickerd.errors import BadRequest
from tickerd.liveblog.address import check_page
from tickerd.liveblog.blog import Watch, blog_id
from tickerd.liveblog.complaint import complain
from tickerd.liveblog.source import Source

SOURCE_KEYS = ("name", "country", "language", "time_zone")
ORDER_KEYS = ("every_seconds", "keep_days", "keep_events")


def read_watchlist(
    pages: Sequence[str], *, every_seconds: float | None, at: datetime
) -> list[Watch]:
    """The watches that these addresses and files order.

    A file holds tables `[[watch]]` with `url`, and if need be `story`, `name`, `country`,
    `language`, `time_zone`, `every_seconds`, `keep_days`, `keep_events`.

    Raises:
        BadRequest: an address is none, or ordered twice; or a file cannot be read.
    """
    watches: dict[str, Watch] = {}
    places: dict[str, str] = {}
    for place, order in (one for page in pages for one in _orders(page)):
        watch = make_watch({"every_seconds": every_seconds, **order}, at=at)
        url = watch.blog.url
        first = places.setdefault(url, place)
        # the same argument twice is the same order; tables of a file say different things of a page
        if url in watches and place != first:
            raise BadRequest(cause=f"{url} is ordered twice: by {first} and by {place}")
        watches[url] = watch
    return list(watches.values())


def make_watch(order: Mapping[str, Any], *, at: datetime) -> Watch:
    """The watch that an order asks for: `url`, and any of the keys of a watch file.

    Raises:
        BadRequest: a value cannot be used.
    """
    url = check_page(order["url"])
    source = {key: order[key] for key in SOURCE_KEYS if key in order}
    blog = {"id": blog_id(url), "url": url, "story": order.get("story"), "source": source}
    orders = {key: order.get(key) for key in ORDER_KEYS}
    try:
        return Watch.model_validate({"blog": blog, "added_at": at, **orders})
    except ValidationError as error:
        raise BadRequest(cause=f"{url} cannot be watched so: {complain(error)}") from error


def read_source(**stated: str | None) -> Source:
    """The source that some options describe.

    Raises:
        BadRequest: a value cannot be used.
    """
    try:
        return Source(**stated)
    except ValidationError as error:
        raise BadRequest(cause=complain(error)) from error


def _orders(page: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Orders, each with the place where it was given."""
    if "://" in page or not page.endswith(".toml"):
        yield "an argument", {"url": page}
        return
    try:
        tables = tomllib.loads(Path(page).read_text(encoding="utf-8")).get("watch", [])
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRequest(cause=f"{page} cannot be read: {error}") from error
    if not isinstance(tables, list) or not tables:
        raise BadRequest(cause=f"{page} lists no watch; write tables [[watch]] with a url each")
    for number, table in enumerate(tables, start=1):
        place = f"[[watch]] {number} in {page}"
        if not isinstance(table, dict) or not isinstance(table.get("url"), str):
            raise BadRequest(cause=f"{place} has no url")
        unknown = set(table) - {"url", "story", *ORDER_KEYS, *SOURCE_KEYS}
        if unknown:
            raise BadRequest(cause=f"{place} has the unknown key {min(unknown)!r}")
        yield place, table
