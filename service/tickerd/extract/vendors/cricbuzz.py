"""Cricbuzz: the commentary of a match, ball by ball, `{commentaryList: […]}`.

A text names its bold and other pieces by signs (`B0$`), whose words stand beside it. Balls have
no ids, only their overs.
"""

from html import escape
from itertools import islice

from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.values.tables import Record
from tickerd.extract.vendors.fields import (
    Fields,
    has_shape,
    read_record,
    records_at,
    said_at,
    value_at,
)

_FIELDS = Fields(published="timestamp", text="commText")
_TAGS = {"bold": "b", "italic": "i"}
PIECES = 50
"""Of one text."""


def read(page: Page) -> Reading | None:
    """Read the commentary, or None if this is another JSON."""
    records = records_at(page.value, "commentaryList")
    if not has_shape(records, "commText", "timestamp"):
        return None
    told = [read_record(_spelt(one), _FIELDS, page, _over(one)) for one in page.most(records)]
    state = said_at(page.value, "matchHeader.state")
    return Reading(
        dialect="cricbuzz",
        posts=without_doubles(tuple(post for post in told if post is not None)),
        headline=said_at(page.value, "matchHeader.matchDescription"),
        live=None if state is None else state.lower() != "complete",
        declared=True,
        sure=True,
    )


def _over(ball: Record) -> tuple[str, ...]:
    over = ball.get("overNumber")
    return (str(over),) if isinstance(over, int | float) and not isinstance(over, bool) else ()


def _spelt(ball: Record) -> Record:
    """The record with the words of its pieces in their places."""
    text = str(ball.get("commText") or "")
    for kind, tag in _TAGS.items():
        ids = value_at(ball, f"commentaryFormats.{kind}.formatId")
        words = value_at(ball, f"commentaryFormats.{kind}.formatValue")
        listed = isinstance(ids, list) and isinstance(words, list)
        for sign, said in islice(zip(ids, words, strict=False) if listed else (), PIECES):
            if sign:
                text = text.replace(str(sign), f"<{tag}>{escape(str(said))}</{tag}>", 1)
    return {**ball, "commText": text.replace("\\n", "<br>")}
