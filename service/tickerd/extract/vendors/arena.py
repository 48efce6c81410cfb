"""Arena: the cached live blog, `{eventInfo, posts}`.

A post's words are in its `message`; times are epoch milliseconds.
"""

from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.values.fates import is_dead
from tickerd.extract.values.stamps import time_of
from tickerd.extract.vendors.fields import (
    Fields,
    has_shape,
    read_records,
    records_at,
    said_at,
    value_at,
)

_FIELDS = Fields(
    id="_id",
    published="createdAt",
    modified="updatedAt",
    headline="message.title",
    text="message.text",
    author="sender.displayName|sender.name|author.name",
)


def read(page: Page) -> Reading | None:
    """Read the posts, or None if this is another JSON."""
    records = records_at(page.value, "posts")
    event = value_at(page.value, "eventInfo")
    if not isinstance(event, dict) or not has_shape(records, "createdAt", "message"):
        return None
    named = [{**one, "_id": one.get("_id") or one.get("key")} for one in records]
    posts = read_records([one for one in named if not is_dead(one)], _FIELDS, page)
    return Reading(
        dialect="arena",
        posts=without_doubles(tuple(posts)),
        headline=said_at(event, "name"),
        standfirst=said_at(event, "description"),
        last_updated=time_of(event.get("modifiedAt"), page),
        declared=True,
        sure=True,
    )
