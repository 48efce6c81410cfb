"""Automattic Liveblog, a plugin of WordPress: its REST answers and its markup, old and new.

An answer may tell of changes: an entry of type `delete` says that one is gone. `timestamp` is the
last change, `entry_time` the publication, both epoch seconds.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tickerd.extract.bounds import tangle
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.values.fates import is_dead
from tickerd.extract.values.tables import Record
from tickerd.extract.vendors.boxes import Boxes, attribute, has_class, read_as, read_boxes
from tickerd.extract.vendors.fields import Fields, has_shape, read_records, records_at, value_at
from tickerd.liveblog.post import KEY_EVENT

_FIELDS = Fields(
    published="entry_time|timestamp",
    modified="timestamp",
    headline="headline",
    text="render|content|html",
    author="author",
    link="share_link",
)
_GONE = ("delete", "deleted")


def _labels(box: LexborNode) -> Iterator[str]:
    if has_class(box, ("type-key", "is-key-event")):
        yield KEY_EVENT


def _is_empty(box: LexborNode) -> bool:
    return box.css_first(".liveblog-entry-content, .liveblog-entry-text") is None


_BOXES = Boxes(
    box=".liveblog-entry",
    body=".liveblog-entry-content, .liveblog-entry-text",
    stamp="time, .liveblog-meta-time, .liveblog-meta-time span",
    name=attribute("id", "data-entry-id"),
    headline=".liveblog-entry-header, .liveblog-entry-title",
    author=".liveblog-meta-author-name, .liveblog-author-name, .liveblog-card-author",
    link="a.liveblog-meta-time, .liveblog-meta-time a",
    labels=_labels,
    skip=_is_empty,
)


def read(page: Page) -> Reading | None:
    """Read an answer of the plugin, or its markup; None if this is neither."""
    if page.form == "html":
        posts = read_boxes(page, _BOXES)
        return None if posts and page.nodes("amp-live-list") else read_as("automattic", page, posts)
    records = [_opened(one) for one in records_at(page.value, "entries|updates")]
    if not has_shape(records, "id", "render|content|html", "entry_time|timestamp"):
        return None
    if not has_shape(records, "css_classes|share_link|authors|entry_time"):
        return None
    gone = {str(one["id"]) for one in records if one.get("type") in _GONE}
    kept = [_plain(one) for one in records if str(one["id"]) not in gone and not is_dead(one)]
    return Reading(
        dialect="automattic",
        posts=without_doubles(tuple(read_records(kept, _FIELDS, page))),
        complete=value_at(page.value, "pages") == 1,
        declared=True,
        sure=True,
    )


def _opened(record: Record) -> Record:
    """The record of an old answer, which has all of an entry in its markup, taken apart."""
    html = record.get("html")
    if not isinstance(html, str) or "liveblog-entry-text" not in html or tangle(html) is not None:
        return record
    tree = LexborHTMLParser(html)
    text, name = tree.css_first(".liveblog-entry-text"), tree.css_first(".liveblog-author-name")
    said = text.inner_html if text is not None else None
    author = name.text() if name is not None else ""
    return {**record, "html": said, "authors": [{"name": author}]}


def _plain(record: Record) -> Record:
    """The record with all its authors in one name, and a key event told by its class said so."""
    authors = record.get("authors")
    listed = authors if isinstance(authors, list) else []
    names = [str(one.get("name") or "") for one in listed if isinstance(one, dict)]
    key = record.get("key_event") is True or "type-key" in str(record.get("css_classes") or "")
    return {**record, "author": ", ".join(filter(None, names)), "key_event": key}
