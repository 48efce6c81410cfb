"""A time that a page states, with how it was read and how precise it is."""

from datetime import datetime
from enum import StrEnum

from .frozen import Frozen, Instant


class ClaimRule(StrEnum):
    """How the instant was won from what stood on the page, the surest first."""

    ABSOLUTE = "absolute"
    ZONE_FROM_PAGE = "zone from page"
    ZONE_FROM_SOURCE = "zone from source"
    CLOCK_AGAINST_DATE = "clock time against a date"
    RELATIVE = "relative"


class Claim(Frozen):
    """What the page says, not what we saw: see `observed_at` of an event for that."""

    at: Instant
    raw: str
    """The characters that stood on the page."""
    rule: ClaimRule
    precision_seconds: float
    """The instant lies within this many seconds after `at`."""


def later(one: Claim | None, other: Claim | None) -> Claim | None:
    """The later of two claims; one that is missing never wins."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=_at)


def _at(claim: Claim) -> datetime:
    return claim.at
