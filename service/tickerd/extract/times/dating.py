"""Reckonings become claims: the day, the year and the zone that a page leaves out."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from tickerd.extract.clock import AHEAD, DAY_SECONDS, Dial, Reckoning, read_time
from tickerd.liveblog.claim import Claim, ClaimRule


def to_claim(parts: Reckoning | None, dial: Dial, day: date | None = None) -> Claim | None:
    """The instant that a reckoning means on this page.

    Args:
        parts: what stood there.
        dial: what the page goes by.
        day: the day that the page states elsewhere, for a bare clock time. Without one it is the
            latest such time that is not ahead of the look.

    A time whose zone nobody states is read by the likely one, with the precision of a day: the hour
    is not to be relied on.
    """
    if parts is None:
        return None
    if parts.instant is not None:
        return _claim(parts.instant, parts, ClaimRule.ABSOLUTE)
    if parts.ago_seconds is not None:
        at = dial.looked_at - timedelta(seconds=parts.ago_seconds)
        return _claim(at, parts, ClaimRule.RELATIVE)
    known = parts.zone or dial.zone
    zone = known or dial.likely
    stated = _stated_day(parts, dial, zone)
    if stated is None and parts.clock is None:
        return None
    clock = parts.clock or time(0)
    chosen = stated or day or latest_day(clock, dial, zone)
    at = datetime.combine(chosen, clock, zone)
    rule = _rule(parts, dial, dated=stated is not None)
    precision = parts.precision_seconds if known else max(parts.precision_seconds, DAY_SECONDS)
    return _claim(at, parts, rule, precision)


def claim_of(value: object, dial: Dial) -> Claim | None:
    """The claim that a value of markup or JSON makes: a string, or a number of seconds."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return to_claim(read_time(str(value)), dial)


def _rule(parts: Reckoning, dial: Dial, *, dated: bool) -> ClaimRule:
    if not dated:
        return ClaimRule.CLOCK_AGAINST_DATE
    if parts.zone is not None:
        return ClaimRule.ABSOLUTE
    return dial.rule if dial.zone is not None else ClaimRule.CLOCK_AGAINST_DATE


def _claim(
    at: datetime, parts: Reckoning, rule: ClaimRule, precision: float | None = None
) -> Claim | None:
    try:
        moment = at.astimezone(UTC)
    except OverflowError:
        return None
    seconds = parts.precision_seconds if precision is None else precision
    return Claim(at=moment, raw=parts.raw, rule=rule, precision_seconds=seconds)


def stated_day(parts: Reckoning, dial: Dial) -> date | None:
    """The day that a reckoning names, by the calendar of the page; None if it names none."""
    return _stated_day(parts, dial, parts.zone or dial.zone or dial.likely)


def _stated_day(parts: Reckoning, dial: Dial, zone: tzinfo) -> date | None:
    if parts.year and parts.month and parts.day and not parts.either_way:
        return date(parts.year, parts.month, parts.day)
    today = dial.looked_at.astimezone(zone).date()
    if parts.days_ago is not None:
        return today - timedelta(days=parts.days_ago)
    if parts.day is None or parts.month is None:
        back = None if parts.weekday is None else (today.weekday() - parts.weekday) % 7
        return None if back is None else today - timedelta(days=back)
    day = _day_in_year(parts.year, parts.month, parts.day, parts.weekday, today)
    if parts.either_way and (day is None or not _is_near(day, today)):
        other = _day_in_year(parts.year, parts.day, parts.month, parts.weekday, today)
        return other if other is not None and _is_near(other, today) else day
    return day


NEAR = timedelta(days=3)
"""Of two readings of 9/4/2025 the one is meant that is so near to the look, if only one is."""


def _is_near(day: date, today: date) -> bool:
    return -timedelta(days=1) <= today - day <= NEAR


def _day_in_year(
    year: int | None, month: int, day: int, weekday: int | None, today: date
) -> date | None:
    return date(year, month, day) if year else latest_such_day(month, day, weekday, today)


def latest_such_day(month: int, day: int, weekday: int | None, today: date) -> date | None:
    """The newest such day not after tomorrow; with a weekday, the newest that falls on it."""
    for year in range(today.year + 1, today.year - 30, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today + timedelta(days=1) and weekday in (None, found.weekday()):
            return found
    return None


def latest_day(clock: time, dial: Dial, zone: tzinfo) -> date:
    """The latest day on which that clock time is not ahead of the look."""
    now = dial.looked_at.astimezone(zone)
    if datetime.combine(now.date(), clock, zone) <= now + AHEAD:
        return now.date()
    return now.date() - timedelta(days=1)


def date_column(
    column: Sequence[Reckoning | None], days: Sequence[date | None], dial: Dial
) -> list[Claim | None]:
    """Claims for the times of posts in page order.

    A bare clock time gets the day of the heading that it stands under, where there is one; else the
    newest end of the column is held against the look, and each midnight shows as the clock jumping
    against the column's direction. Today is the day of the zone that the times name themselves.

    Args:
        column: one reckoning a post.
        days: the day that a heading gives each post, if any.
        dial: what the page goes by.
    """
    bare = [
        index
        for index, parts in enumerate(column)
        if parts is not None and parts.clock is not None and not parts.dated and days[index] is None
    ]
    clocks = [parts.clock for index in bare if (parts := column[index]) and parts.clock]
    named = next((parts.zone for index in bare if (parts := column[index]) and parts.zone), None)
    zone = named or dial.zone or dial.likely
    counted = zip(bare, _count_days(clocks, dial, zone), strict=True)
    reckoned = {index: _no_later(column[index], day, dial) for index, day in counted}
    return [
        to_claim(parts, dial, days[index] or reckoned.get(index))
        for index, parts in enumerate(column)
    ]


def _no_later(parts: Reckoning | None, day: date, dial: Dial) -> date:
    """A day counted by the zone that a column names, as far as the zone of one time allows."""
    if parts is None or parts.clock is None:
        return day
    return min(day, latest_day(parts.clock, dial, parts.zone or dial.zone or dial.likely))


MIDNIGHT = timedelta(hours=6)
"""A jump of the clock against the column's direction that is larger than this is midnight."""


def _count_days(clocks: list[time], dial: Dial, zone: tzinfo) -> list[date]:
    """The day of each clock time of a column, all of one zone."""
    if not clocks:
        return []
    minutes = [clock.hour * 60 + clock.minute for clock in clocks]
    falls = sum(one > other for one, other in pairwise(minutes))
    rises = sum(one < other for one, other in pairwise(minutes))
    newest_first = falls >= rises
    ordered = clocks if newest_first else clocks[::-1]
    day = latest_day(ordered[0], dial, zone)
    days = [day]
    for newer, older in pairwise(ordered):
        jump = timedelta(minutes=(older.hour - newer.hour) * 60 + older.minute - newer.minute)
        if jump > MIDNIGHT:
            day -= timedelta(days=1)
        elif jump < -3 * MIDNIGHT and day < days[0]:
            day += timedelta(days=1)
        days.append(min(day, latest_day(older, dial, zone)))
    return days if newest_first else days[::-1]


def set_right(claims: Sequence[Claim | None], dial: Dial) -> list[Claim | None]:
    """Claims whose `Z` is a lie, read again as wall clock time of the source.

    A column of times in UTC that runs ahead of the look is local time with a false label. Where the
    source's zone is known, and by it nothing is ahead any more, it is read so.
    """
    limit = dial.looked_at + AHEAD
    ahead = any(claim is not None and claim.at > limit for claim in claims)
    if not ahead or dial.zone is None:
        return list(claims)
    again = [_relabel(claim, dial.zone, dial.rule) for claim in claims]
    if any(claim is not None and claim.at > limit for claim in again):
        return list(claims)
    return again


def _relabel(claim: Claim | None, zone: tzinfo, rule: ClaimRule) -> Claim | None:
    if claim is None or not claim.raw.upper().endswith(("Z", "+00:00", "+0000")):
        return claim
    at = claim.at.replace(tzinfo=zone)
    return Claim(at=at, raw=claim.raw, rule=rule, precision_seconds=claim.precision_seconds)
