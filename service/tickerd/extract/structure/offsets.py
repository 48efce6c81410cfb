"""What the bare clock times of a page go by, where neither its address nor its language tells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import islice

from tickerd.extract.clock import Dial
from tickerd.extract.page import MODIFIED, PUBLISHED, Page
from tickerd.extract.structure.mark import Mark
from tickerd.extract.times.zones import read_zone
from tickerd.liveblog.claim import ClaimRule

_NAME = re.compile(r"[A-Z]{2,4}\b")
"""What the name of a zone looks like; an ISO date has but a `T` and a `Z`."""
_WRITTEN = re.compile(
    r"ed\b(?:(?<=published)|(?<=updated)|(?<=posted))"
    r"[^<>]{0,60}?\d ?[ap]\.?m\.?,? \(?([a-z]{2,4})\b"
)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
WEST, EAST = -12, 14
"""So many hours a zone may be off from UTC."""
MOMENTS = 20
"""So many times of the page itself are looked at."""


def column_dial(page: Page, marks: Sequence[Mark]) -> Dial:
    """The page's dial with a zone that its visible times tell.

    Where it has none: the zone that the page's last update names, else the only one that is named,
    or that a line of its publication names, else the only offset from UTC that its markup states,
    else the one by which a time that it shows is a moment that its markup states in UTC.
    """
    dial = page.column_dial
    if dial.zone is not None:
        return dial
    zone = _named(marks) or _written(page) or _stated(marks) or _reckoned(page, marks)
    return replace(dial, zone=zone, rule=ClaimRule.ZONE_FROM_PAGE)


def _named(marks: Sequence[Mark]) -> tzinfo | None:
    """The zone that readers see as a name behind times of the page."""
    named = [mark for mark in marks if mark.parts.zone is not None and _is_shown(mark)]
    named = [mark for mark in named if _NAME.search(mark.parts.raw)]
    told = next((mark.parts.zone for mark in named if mark.changed), None)
    zones = {mark.parts.zone for mark in named}
    return told or (zones.pop() if len(zones) == 1 else None)


def _written(page: Page) -> tzinfo | None:
    """The only zone that lines such as "Published May 4, 2023, 5:01 PM CDT | Updated …" name."""
    named = (found[1] for found in islice(_WRITTEN.finditer(page.lowered), MOMENTS))
    zones = {zone for name in named if (zone := read_zone(name)) is not None}
    return zones.pop() if len(zones) == 1 else None


def _stated(marks: Sequence[Mark]) -> tzinfo | None:
    """The offset that the markup of all of the page's times states that has one, UTC aside."""
    said = (mark.parts.zone for mark in marks if mark.kind in ("attribute", "element"))
    zones = {zone for zone in said if zone is not None and zone.utcoffset(None)}
    return zones.pop() if len(zones) == 1 else None


def _is_shown(mark: Mark) -> bool:
    return mark.kind in ("element", "text")


def _reckoned(page: Page, marks: Sequence[Mark]) -> tzinfo | None:
    """The whole hours between a time that is shown and the same moment in UTC."""
    bare = [m for m in marks if _is_shown(m) and m.parts.clock and not m.parts.zone]
    bare = [m for m in bare if m.changed or (m.parts.year and not m.parts.either_way)]
    if not bare:
        return None
    moments = list(islice(_moments(page), MOMENTS))
    found = (_offset(mark, at) for mark in bare[:MOMENTS] for at in moments)
    return next((zone for zone in found if zone is not None), None)


def _moments(page: Page) -> Iterator[datetime]:
    """When the page was published and changed, as far as its markup states it in UTC."""
    said: list[object] = [page.metas.get(name) for name in (*MODIFIED, *PUBLISHED)]
    for one in page.linked_data[:MOMENTS]:
        said += [one.get("dateModified"), one.get("datePublished")]
    for value in said:
        claim = page.claim_of(value)
        if claim is not None and claim.rule == ClaimRule.ABSOLUTE:
            yield claim.at


def _offset(mark: Mark, at: datetime) -> tzinfo | None:
    """The zone by which a time on the page is that moment, if it is one of whole hours."""
    parts = mark.parts
    if parts.clock is None or parts.precision_seconds > MINUTE.total_seconds():
        return None
    dated = parts.year and parts.month and parts.day
    day = date(parts.year, parts.month, parts.day) if dated else at.date()  # type: ignore[arg-type]
    gap = datetime.combine(day, parts.clock, UTC) - at.replace(second=0, microsecond=0)
    hours, rest = divmod(gap, HOUR)
    if not dated:
        hours = (hours - WEST) % 24 + WEST
    return timezone(hours * HOUR) if not rest // MINUTE and WEST <= hours <= EAST else None
