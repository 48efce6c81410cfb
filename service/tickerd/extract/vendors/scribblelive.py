"""ScribbleLive: the posts of a stream.

Readers' comments stand among the posts; a pinned post has the rank 0; what was deleted since the
last answer is listed apart.
"""

from collections.abc import Iterator

from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.values.fates import is_dead
from tickerd.extract.values.tables import Record
from tickerd.extract.vendors.fields import (
    Fields,
    has_shape,
    read_record,
    records_at,
    said_at,
    value_at,
)
from tickerd.liveblog.post import PINNED, Media, Post

_FIELDS = Fields(
    id="Id",
    published="CreationDate",
    modified="LastModifiedDate",
    headline="PostMeta.Title",
    text="Content",
    author="Creator.Name|Creator",
)
_KINDS = {"IMAGE": "image", "VIDEO": "video", "AUDIO": "audio"}


def read(page: Page) -> Reading | None:
    """Read the posts of a stream, or None if this is another JSON."""
    records = records_at(page.value, "posts")
    if not has_shape(records, "Id", "Content|Media", "CreationDate"):
        return None
    live = value_at(page.value, "streamMeta.IsLive")
    return Reading(
        dialect="scribblelive",
        posts=without_doubles(tuple(_posts(records, page))),
        headline=said_at(page.value, "streamMeta.Title|streamMeta.Name"),
        live=None if live is None else bool(live),
        declared=True,
        sure=True,
    )


def _posts(records: list[Record], page: Page) -> Iterator[Post]:
    for record in page.most(records):
        if record.get("IsComment") or record.get("IsDeleted") or is_dead(record):
            continue
        pinned = record.get("Rank") == 0 or bool(record.get("IsStuck"))
        media = _media(record)
        known = {**record, "image": media[0].url} if media else record
        post = read_record(known, _FIELDS, page, (PINNED,) if pinned else ())
        if post is not None:
            yield post.model_copy(update={"media": media or post.media})


def _media(record: Record) -> tuple[Media, ...]:
    told = record.get("Media")
    parts = told if isinstance(told, list) else [told]
    return tuple(
        Media.model_validate({"kind": _KINDS[part["Type"]], "url": part["Url"]})
        for part in parts
        if isinstance(part, dict)
        if part.get("Type") in _KINDS and str(part.get("Url")).startswith("http")
    )
