"""Times that tell when something begins, or where in a recording it is, not when it was written."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from tickerd.extract.clock import AHEAD, DAY_SECONDS, Dial, read_time
from tickerd.extract.page import PUBLISHED, Page
from tickerd.extract.structure.blocks import Group, day_above, says_day
from tickerd.extract.text.lines import tidy
from tickerd.extract.times.dating import stated_day
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.post import Post

# ruff: noqa: RUF001  pages write spans with dashes of all kinds
_CLOCK = r"\d{1,2}(?:[:.h][0-5]\d)?\s?(?:[ap]\.?m\.?|uhr|h\b)?"
_SPAN = re.compile(
    rf"\W{{0,4}}(?:{_CLOCK}\s?[-–—]\s?)?(?P<end>\d{{1,2}}[:.h][0-5]\d)\b", re.IGNORECASE
)
"""The end of a span at the head of a text: "– 09:45", "09:00 – 09:45"."""
_ZERO = re.compile(r"[\s\[(]*0?0:(?:00\b|0[0-5]:[0-5]\d\b)")
"""A place in the first seconds of a recording: 0:00, 00:00:23."""
_NO_CLOCK = re.compile(r"(?:^|\n)[\s\[(]{0,3}(?:2[4-9]|[3-9]\d|1\d\d):[0-5]\d\b")
"""What no clock shows at the head of a line: 34:12."""
_SECONDS = re.compile(r"(\d{1,3}):([0-5]\d)")
"""Minutes and seconds, as a label of a post has them."""
PLANNED = timedelta(days=1)
"""A time that is further ahead of the look is that of something to come."""
CALENDAR = timedelta(hours=12)
"""So far apart are dates of a calendar, at least."""
RISING = 0.85
"""So large a share of neighbours in order of time is what a programme has."""
TO_COME = 0.1
"""So large a share of a programme is ahead at least, if any is."""
ROUND = 0.9
"""So large a share of a programme begins at full five minutes; what happens does so by chance."""
FEWEST = 4
"""Of fewer times it may be chance that all are round."""
SPANNED = 0.6
PACE = timedelta(minutes=20)
"""So far apart are places in a recording, if minutes are read as hours, at least."""


def is_programme(claims: Sequence[Claim], posts: Sequence[Post], dial: Dial) -> bool:
    """Whether times are those of a plan: some are to come, or all are round, or have an end."""
    if _has_spans(posts):
        return True
    if not _rises(claims):
        return _is_calendar(claims, dial)
    return _is_to_come(claims, dial) or _is_round(claims)


def is_coming(claims: Sequence[Claim], group: Group, page: Page) -> bool:
    """Whether bare clock times in order are those of this day's plan, not of the day before.

    By the clock they end ahead of the look, so they were held to be of the day before; but the
    page is of this day, or tells none.
    """
    bare = all(one.rule == ClaimRule.CLOCK_AGAINST_DATE for one in claims)
    sure = all(one.precision_seconds < DAY_SECONDS for one in claims)
    if not (claims and bare and sure and _rises(claims)):
        return False
    zone = page.dial.zone or page.dial.likely
    now = page.column_dial.looked_at.astimezone(zone)
    last = claims[-1].at.astimezone(zone)
    if last.date() >= now.date() or last + timedelta(days=1) <= now + AHEAD:
        return False
    dated = _published(page) or page.last_updated
    day = dated.at.astimezone(zone).date() if dated is not None else now.date()
    return (_day_of(group, page) or day) >= now.date()


def _day_of(group: Group, page: Page) -> date | None:
    """The newest day that headings among and above the posts name, if they do."""
    above = day_above(group.container)
    headings = (*group.headings.values(), *((above,) if above is not None else ()))
    said = (tidy(node.text(separator=" ")) for node in headings if says_day(node))
    told = (stated_day(parts, page.dial) for text in said if (parts := read_time(text)))
    return max(filter(None, told), default=None)


def _published(page: Page) -> Claim | None:
    """When the page says that it was published, if it does."""
    said = [page.metas[name] for name in PUBLISHED if name in page.metas]
    said += [str(one["datePublished"]) for one in page.linked_data if "datePublished" in one]
    return next((claim for text in said if (claim := page.claim_of(text))), None)


def _is_calendar(claims: Sequence[Claim], dial: Dial) -> bool:
    """Whether most times are far ahead, and far apart."""
    ahead = sum(claim.at > dial.looked_at + PLANNED for claim in claims)
    return ahead > len(claims) / 2 and _gap(claims) > CALENDAR


def _rises(claims: Sequence[Claim]) -> bool:
    pairs = list(pairwise(claim.at for claim in claims))
    rising = sum(one <= other for one, other in pairs)
    falling = sum(one >= other for one, other in pairs)
    return rising > falling and rising >= RISING * len(pairs)


def _is_to_come(claims: Sequence[Claim], dial: Dial) -> bool:
    limit = dial.looked_at + AHEAD
    ahead = sum(one.at > limit for one in claims if one.precision_seconds < DAY_SECONDS)
    return ahead >= max(2, TO_COME * len(claims))


def _is_round(claims: Sequence[Claim]) -> bool:
    stated = [one.at for one in claims if one.rule != ClaimRule.RELATIVE]
    full = sum(at.minute % 5 == 0 and at.second == 0 for at in stated)
    return len(stated) >= FEWEST and full >= ROUND * len(claims)


def _has_spans(posts: Sequence[Post]) -> bool:
    return sum(map(_spans, posts)) >= max(2, SPANNED * len(posts))


def _spans(post: Post) -> bool:
    """Whether an end follows the time of a post."""
    found = _SPAN.match(post.headline or post.text) or _SPAN.match(post.text)
    return (
        found is not None and post.published is not None and found["end"] not in post.published.raw
    )


def is_recording(claims: Sequence[Claim], posts: Sequence[Post]) -> bool:
    """Whether times that grow are places in a recording, not times of day."""
    if not claims:
        return _counts_up(posts)
    if not _rises(claims):
        return False
    raw = claims[0].raw
    if _ZERO.match(raw) or any(_NO_CLOCK.search(post.text) for post in posts):
        return True
    return raw.strip("[( ").startswith(("0:", "00:")) and _gap(claims) >= PACE


def _counts_up(posts: Sequence[Post]) -> bool:
    """Whether nearly all say minutes and seconds that grow; the clock of a game runs down."""
    said = (_SECONDS.fullmatch(label) for post in posts for label in post.labels)
    places = [60 * int(found[1]) + int(found[2]) for found in said if found]
    rising = sum(one < other for one, other in pairwise(places))
    return len(places) > RISING * len(posts) and rising >= RISING * (len(places) - 1)


def _gap(claims: Sequence[Claim]) -> timedelta:
    """How far neighbours are apart, in the median."""
    gaps = [abs(other.at - one.at).total_seconds() for one, other in pairwise(claims)]
    return timedelta(seconds=median(gaps)) if gaps else timedelta()
