"""The publisher of a blog: name, country, language, time zone."""

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, StringConstraints

from .frozen import Frozen


def _check_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        message = f"{name!r} is no IANA time zone; write it like Europe/Rome"
        raise ValueError(message) from error
    return name


Country = Annotated[str, StringConstraints(to_upper=True, pattern=r"^[A-Za-z]{2}$")]
"""ISO 3166-1 alpha-2: `IT`."""

Language = Annotated[
    str, StringConstraints(to_lower=True, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$")
]
"""BCP 47: `it`, `pt-br`."""

TimeZone = Annotated[str, AfterValidator(_check_zone)]
"""IANA: `Europe/Rome`."""


class Source(Frozen):
    """What the watch was told of the publisher; each may be unknown."""

    name: str | None = None
    country: Country | None = None
    language: Language | None = None
    time_zone: TimeZone | None = None
