"""24liveblog: the news of an event, `{err_code, data: {news: […]}}`.

Its pages overlap, so a post may come twice; an event says whether it is closed.
"""

from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.values.fates import is_dead
from tickerd.extract.values.stamps import time_of
from tickerd.extract.values.tables import Record
from tickerd.extract.vendors.fields import (
    Fields,
    has_shape,
    read_records,
    records_at,
    said_at,
    value_at,
)

_FIELDS = Fields(
    id="nid",
    published="created",
    modified="updated|modified|last_updated",
    headline="newstitle|title",
    text="contents",
    author="creator.name|creator.display_name|creator",
)


def read(page: Page) -> Reading | None:
    """Read the news of an event, or None if this is another JSON."""
    records = records_at(page.value, "data.news")
    if not has_shape(records, "nid", "contents"):
        return None
    once: dict[str, Record] = {}
    for one in records:
        if not is_dead(one):
            once.setdefault(str(one["nid"]), one)
    closed = value_at(page.value, "data.event.closed")
    return Reading(
        dialect="24liveblog",
        posts=without_doubles(tuple(read_records(list(once.values()), _FIELDS, page))),
        headline=said_at(page.value, "data.event.title|data.event.name"),
        last_updated=time_of(value_at(page.value, "data.event.last_updated"), page),
        live=None if closed is None else not closed,
        declared=True,
        sure=True,
    )
