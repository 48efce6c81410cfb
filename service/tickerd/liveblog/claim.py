"""A time that a page states, with how it was read and how precise it is."""

from enum import StrEnum

from .frozen import Frozen, Instant

CLOCK_SECONDS = 60.0
"""What a clock time leaves open, even where its zone is not known."""


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


def may_be_one(one: Claim | None, other: Claim | None) -> bool:
    """Whether two claims may state one moment. None agrees with None alone.

    An age ("5 min ago") is fixed by its look, and a clock time without a date by its day: so the
    same characters of a clock time agree, whatever day each look put them on. A zone that nobody
    states is the same for both, so that two clock times agree to the minute or not at all.
    """
    if one is None or other is None:
        return one is other
    apart_seconds = abs((one.at - other.at).total_seconds())
    if one.rule == other.rule == ClaimRule.CLOCK_AGAINST_DATE:
        return one.raw == other.raw or apart_seconds <= CLOCK_SECONDS
    return apart_seconds <= max(one.precision_seconds, other.precision_seconds)


def is_surely_one(one: Claim, other: Claim) -> bool:
    """Whether two claims state one moment, and not merely one day: that holds for most posts."""
    if one.rule == other.rule == ClaimRule.CLOCK_AGAINST_DATE:
        return one.raw == other.raw
    return may_be_one(one, other)
