"""The ground all values stand on: frozen pydantic models, and instants in UTC."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, PlainSerializer


class Frozen(BaseModel):
    """A value: never changed, compared by its content, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def to_instant(moment: datetime) -> datetime:
    """The same moment in UTC, cut to whole milliseconds."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    beyond = moment.microsecond % 1000
    return moment.replace(microsecond=moment.microsecond - beyond) if beyond else moment


def format_instant(moment: datetime) -> str:
    """RFC 3339 in UTC: `2025-09-04T17:57:00Z`, with milliseconds only where there are any."""
    text = moment.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.removesuffix("+00:00").removesuffix(".000") + "Z"


Instant = Annotated[
    AwareDatetime,
    AfterValidator(to_instant),
    PlainSerializer(format_instant, return_type=str, when_used="json"),
]
"""An aware moment in UTC, in whole milliseconds."""
