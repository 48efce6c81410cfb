"""Norkon Live Center: its BulletinFeed, and the newest ten posts that its pages are served with.

`Initial` gives `result.addedOrChanged`, `EarlierObj` gives `result.bulletins`, `Earlier` a bare
list. Times are epoch seconds. The markup says them in words, without a zone.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.values.tables import Record
from tickerd.extract.vendors.boxes import Boxes, attribute, read_as, read_boxes
from tickerd.extract.vendors.fields import Fields, has_shape, read_records, records_at, value_at
from tickerd.liveblog.post import PINNED

_FIELDS = Fields(
    published="created",
    modified="updated",
    headline="title",
    text="content.html",
    author="authorName",
)
_LISTS = "result.addedOrChanged|result.bulletins"


def _labels(box: LexborNode) -> Iterator[str]:
    if "pinned" in (box.attributes.get("class") or ""):
        yield PINNED


_BOXES = Boxes(
    box=".ncpost-container[data-ncpost-id]",
    body=".ncpost-content",
    stamp=".ncpost-timestamp time, .ncpost-timestamp",
    name=attribute("data-ncpost-id"),
    headline=".ncpost-title",
    author=".ncpost-byline",
    labels=_labels,
)


def read(page: Page) -> Reading | None:
    """Read the feed, or the posts of the markup; None if this is neither."""
    if page.form == "html":
        return read_as("norkon", page, read_boxes(page, _BOXES))
    records = _records(page.value)
    if not has_shape(records, "id", "created", "content"):
        return None
    posts = read_records([one for one in records if not one.get("deleted")], _FIELDS, page)
    whole = value_at(page.value, "result.addedOrChanged") is not None
    return Reading(
        dialect="norkon",
        posts=without_doubles(tuple(posts)),
        complete=whole and value_at(page.value, "result.hasMore") is False,
        declared=True,
        sure=True,
    )


def _records(value: object) -> list[Record]:
    found = records_at(value, _LISTS) if isinstance(value, dict) else records_at(value)
    return found if all("html" in _content(one) for one in found) else []


def _content(record: Record) -> Record:
    content = record.get("content")
    return content if isinstance(content, dict) else {}
