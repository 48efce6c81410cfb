"""A maker's own keys: which field of its JSON records says what of a post."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tickerd.extract.jsonld import different
from tickerd.extract.page import Page
from tickerd.extract.text.lines import plain
from tickerd.extract.text.links import clean_url
from tickerd.extract.text.media import pictures_of
from tickerd.extract.values.fates import labels_of
from tickerd.extract.values.prose import rich_of, scalar
from tickerd.extract.values.stamps import time_of
from tickerd.extract.values.tables import Record
from tickerd.liveblog.post import Post


@dataclass(frozen=True, slots=True)
class Fields:
    """Keys of a record; `sender.name` leads inside, `a|b` tries one after the other."""

    published: str
    text: str
    id: str = "id"
    headline: str = ""
    author: str = ""
    modified: str = ""
    link: str = ""


def value_at(value: object, keys: str) -> Any:  # noqa: ANN401  JSON is anything
    """What stands under these keys; None if nothing does."""
    for path in keys.split("|"):
        found = value
        for key in path.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        if found not in (None, ""):
            return found
    return None


def records_at(value: object, keys: str = "") -> list[Record]:
    """The objects of the list that stands under these keys."""
    listed = value_at(value, keys) if keys else value
    if not isinstance(listed, list):
        return []
    return [one for one in listed if isinstance(one, dict)]


def has_shape(records: list[Record], *keys: str) -> bool:
    """Whether there are records, and each has one of each of these keys."""
    return bool(records) and all(
        all(any(name in record for name in key.split("|")) for key in keys) for record in records
    )


def said_at(value: object, keys: str) -> str | None:
    """The same as plain words, or None."""
    return (plain(scalar(value_at(value, keys))) or None) if keys else None


def read_record(
    record: Record, fields: Fields, page: Page, labels: tuple[str, ...] = ()
) -> Post | None:
    """The post that a record tells of; None if it says nothing."""
    body = rich_of(value_at(record, fields.text), page.base)
    media = body.media or pictures_of(record, page.base)
    headline = said_at(record, fields.headline)
    if not (headline or body.text or media):
        return None
    published = time_of(value_at(record, fields.published), page)
    modified = time_of(value_at(record, fields.modified), page) if fields.modified else None
    link = scalar(value_at(record, fields.link)) if fields.link else ""
    return Post(
        source_id=scalar(record.get(fields.id)) or None,
        permalink=clean_url(link, page.base),
        headline=headline if headline != body.text else None,
        text=body.text,
        html=body.html,
        author=said_at(record, fields.author),
        labels=tuple(dict.fromkeys((*labels, *labels_of(record)))),
        media=media,
        published=published,
        modified=different(modified, published),
    )


def read_records(records: list[Record], fields: Fields, page: Page) -> Iterator[Post]:
    """The posts of all records that say something."""
    for record in page.most(records):
        post = read_record(record, fields, page)
        if post is not None:
            yield post
