"""The dialect `article`: an article in JSON, whose body is HTML in which times part the posts."""

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any

from tickerd.extract import timestamps
from tickerd.extract.bounds import tangle
from tickerd.extract.page import HELD, Page
from tickerd.extract.reading import Reading
from tickerd.extract.values import names
from tickerd.extract.values.stamps import time_of
from tickerd.extract.values.tables import Record, pick
from tickerd.extract.values.titles import title_of

LEAST_BODY, MOST_BODY, LEAST_POSTS = 1_000, 2_000_000, 3
"""Characters of an article, and posts that make it a live blog."""
DEEP = 4
"""So many objects stand around the body of an article, no more."""


def read(page: Page) -> Reading | None:
    """Read the body of the one article that the document is, or None."""
    article = page.value if page.form == "json" else None
    if not isinstance(article, dict):
        return None
    body = max(_bodies(article), key=len, default="")
    if not LEAST_BODY <= len(body) <= MOST_BODY or tangle(body) is not None:
        return None
    title = title_of(article)
    shown = f"{_head(article, page)}<h1>{escape(title or '')}</h1>{body}"
    inner = Page(replace(page.document, body=shown.encode("utf-8", "replace"), content_type=HELD))
    reading = timestamps.read(inner)
    if reading is None or len(reading.posts) < LEAST_POSTS:
        return None
    return replace(reading, dialect="article", headline=title)


def _bodies(article: Record) -> Iterator[str]:
    """All HTML in the objects of an article; what stands in lists is of others."""
    held: list[Any] = [article]
    for _ in range(DEEP):
        inner = [one for value in held if isinstance(value, dict) for one in value.values()]
        yield from (one for one in inner if isinstance(one, str) and "</p>" in one)
        held = inner


def _head(article: Record, page: Page) -> str:
    """When the article last changed, as pages say it: its bare clock times go by that."""
    keys = pick(
        [article],
        (*names.MODIFIED, *names.PUBLISHED),
        lambda value: time_of(value, page) is not None,
    )
    claim = time_of(article[keys[0]], page, keys[0]) if keys else None
    return (
        f'<meta property="article:modified_time" content="{claim.at.isoformat()}">' if claim else ""
    )
