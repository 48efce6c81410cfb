"""Amazon Web Services: `data.json` of the service health dashboard.

An event's updates are lines of one HTML string, oldest first, each with its own time ("4:35 AM
PST", "Aug 9, 1:03 AM PDT"); the day is that of the event's epoch, and grows from line to line.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tickerd.extract.clock import Reckoning, read_time
from tickerd.extract.markup import from_string
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.lines import plain
from tickerd.extract.times.dating import claim_of, to_claim
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post

_HOME = ZoneInfo("America/Los_Angeles")
_STAMP = re.compile(r"(?:<div>\s*)?<span[^<>]{0,200}>([^<>]{0,60})</span>")


def read(page: Page) -> Reading | None:
    """Read the lines of all events, or None if this is another JSON."""
    value = page.value
    if not isinstance(value, dict) or not {"archive", "current"} <= value.keys():
        return None
    listed = [value["current"], value["archive"]]
    events = [one for part in listed if isinstance(part, list) for one in part]
    posts = [post for event in events if isinstance(event, dict) for post in _posts(event, page)]
    return Reading(dialect="aws", posts=without_doubles(tuple(posts)), declared=True, sure=True)


def _posts(event: dict[str, Any], page: Page) -> Iterator[Post]:
    summary = plain(str(event.get("summary") or "")) or None
    begun = claim_of(event.get("date"), page.dial)
    day = begun.at.astimezone(_HOME).date() if begun else None
    last: datetime | None = None
    for stamp, html in _lines(str(event.get("description") or "")):
        rich = from_string(html, page.base)
        if not rich.text:
            continue
        claim = _claim(stamp, page, day, last) or begun
        last = claim.at if claim else last
        yield Post(headline=summary, text=rich.text, html=rich.html, published=claim)


def _lines(html: str) -> Iterator[tuple[str, str]]:
    """The times of a description and what stands behind each; what has none belongs to the last."""
    before, *rest = _STAMP.split(html)
    stamp, said = "", before
    for told, behind in zip(rest[::2], rest[1::2], strict=True):
        parts = read_time(plain(told))
        if parts is None or parts.clock is None:
            said += f"{told}{behind}"
            continue
        yield stamp, said
        stamp, said = plain(told), behind
    yield stamp, said


def _claim(stamp: str, page: Page, day: date | None, last: datetime | None) -> Claim | None:
    """The time of a line: never before the line above it."""
    parts = read_time(stamp)
    if parts is None or parts.clock is None:
        return None
    if parts.dated:
        return _dated(parts, page, last)
    claim = to_claim(parts, page.dial, last.astimezone(_HOME).date() if last else day)
    if claim is not None and last is not None and claim.at < last:
        return claim.model_copy(update={"at": claim.at + timedelta(days=1)})
    return claim


def _dated(parts: Reckoning, page: Page, last: datetime | None) -> Claim | None:
    """A line with a day and no year: the year of the line above."""
    claim = to_claim(parts, page.dial)
    if claim is None or last is None or parts.year is not None:
        return claim
    near = (
        claim.at.replace(year=last.year) if (claim.at.month, claim.at.day) != (2, 29) else claim.at
    )
    return claim.model_copy(update={"at": near})
