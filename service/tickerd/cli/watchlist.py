"""What `tickerd run` is asked to watch: addresses, and TOML files that list them."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from tickerd.errors import BadRequest
from tickerd.liveblog.address import check_page
from tickerd.liveblog.blog import Blog, Watch, blog_id
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
        BadRequest: an address is none, or a file cannot be read.
    """
    orders = [order for page in pages for order in _orders(page)]
    return [make_watch({"every_seconds": every_seconds, **order}, at=at) for order in orders]


def make_watch(order: Mapping[str, Any], *, at: datetime) -> Watch:
    """The watch that an order asks for: `url`, and any of the keys of a watch file.

    Raises:
        BadRequest: a value cannot be used.
    """
    url = check_page(order["url"])
    try:
        source = Source(**{key: order[key] for key in SOURCE_KEYS if key in order})
        blog = Blog(id=blog_id(url), url=url, story=order.get("story"), source=source)
        orders = {key: order.get(key) for key in ORDER_KEYS}
        return Watch.model_validate({"blog": blog, "added_at": at, **orders})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise BadRequest(cause=f"{name} of {url}: {first['msg']}") from error


def read_source(**stated: str | None) -> Source:
    """The source that some options describe.

    Raises:
        BadRequest: a value cannot be used.
    """
    try:
        return Source(**stated)
    except ValidationError as error:
        raise BadRequest(cause=str(error.errors()[0]["msg"])) from error


def _orders(page: str) -> Iterator[dict[str, Any]]:
    if "://" in page or not page.endswith(".toml"):
        yield {"url": page}
        return
    try:
        tables = tomllib.loads(Path(page).read_text(encoding="utf-8")).get("watch", [])
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadRequest(cause=f"{page} cannot be read: {error}") from error
    if not isinstance(tables, list) or not tables:
        raise BadRequest(cause=f"{page} lists no watch; write tables [[watch]] with a url each")
    for table in tables:
        if not isinstance(table, dict) or not isinstance(table.get("url"), str):
            raise BadRequest(cause=f"a [[watch]] in {page} has no url")
        unknown = set(table) - {"url", "story", *ORDER_KEYS, *SOURCE_KEYS}
        if unknown:
            raise BadRequest(cause=f"a [[watch]] in {page} has the unknown key {min(unknown)!r}")
        yield table
