"""Reddit Live: the listing of a live thread, newest first.

`created` is skewed by the server's zone, only `created_utc` is right. An update that its author
has struck stays in the listing; it is no post any more.
"""

import re

from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.values.fates import is_dead
from tickerd.extract.values.tables import Record
from tickerd.extract.vendors.fields import Fields, read_records, records_at, value_at

_FIELDS = Fields(
    published="created_utc", text="body_html|body", author="author.name|author", link="link"
)
_THREAD = re.compile(r"https?://[^/]+/live/\w+")


def read(page: Page) -> Reading | None:
    """Read the updates of a listing, or None if this is another JSON."""
    listed = records_at(page.value, "data.children")
    updates = [
        _named(one["data"], page)
        for one in listed
        if one.get("kind") == "LiveUpdate" and isinstance(one.get("data"), dict)
    ]
    if not updates:
        return None
    kept = [one for one in updates if not is_dead(one)]
    edges = [value_at(page.value, f"data.{name}") for name in ("after", "before")]
    return Reading(
        dialect="reddit",
        posts=without_doubles(tuple(read_records(kept, _FIELDS, page))),
        complete=edges == [None, None],
        declared=True,
        sure=True,
    )


def _named(update: Record, page: Page) -> Record:
    thread = _THREAD.match(page.url)
    return {**update, "link": f"{thread[0]}/updates/{update.get('id')}" if thread else None}
