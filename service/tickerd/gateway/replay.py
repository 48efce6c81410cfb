"""What a reader may ask of a replay: in the query at first, by orders over its WebSocket later."""

import math
from typing import Annotated, Final

from pydantic import Field, ValidationError

from tickerd.errors import BadRequest
from tickerd.liveblog.frozen import Frozen
from tickerd.liveblog.replay import GREATEST_SPEED, LEAST_SPEED

LEAST_GAP_SECONDS: Final = 0.0
GREATEST_GAP_SECONDS: Final = 86_400.0

Speed = Annotated[float, Field(ge=LEAST_SPEED, le=GREATEST_SPEED, strict=True)]


class Order(Frozen):
    """What a reader sends over its WebSocket. What it does not name stays as it is."""

    pause: Annotated[bool, Field(strict=True)] | None = None
    """Whether to stand still; from where it stands it goes on."""
    speed: Speed | None = None
    seek: Annotated[str, Field(strict=True, max_length=100)] | None = None
    """Where to go on: a cursor, a time, `earliest` or `latest`."""


_MOST_CHARACTERS: Final = 40
"""So much of an unknown key is told back."""
_FORM: Final = (
    'An order is JSON like {"pause": true}, {"speed": 60} or {"seek": "<time or cursor>"}'
)
_SPEEDS: Final = f"`speed` must be a number from {LEAST_SPEED:g} to {GREATEST_SPEED:g}"
_TAKEN: Final = {
    "pause": "`pause` must be true or false",
    "speed": _SPEEDS,
    "seek": "`seek` must be a text: a cursor, a time, `earliest` or `latest`",
}
"""What each key of an order takes."""
_GAPS: Final = f"`gap` must be a number of seconds from 0 to {GREATEST_GAP_SECONDS:g}"


def parse_order(text: str | bytes) -> Order:
    """Read an order.

    Raises:
        BadRequest: it is none, or names nothing, or something unknown; says what is taken.
    """
    try:
        order = Order.model_validate_json(text)
    except ValidationError as error:
        wrong = {str(one["loc"][0]): None for one in error.errors() if one["loc"]}
        raise BadRequest(cause="; ".join(map(_say_wrong, wrong)) or _FORM) from None
    if order == Order():
        raise BadRequest(cause=_FORM)
    return order


def _say_wrong(key: str) -> str:
    known = ", ".join(f"`{one}`" for one in _TAKEN)
    return _TAKEN.get(key) or f"{key[:_MOST_CHARACTERS]!r} is no key of an order; there are {known}"


def parse_speed(text: str) -> float:
    """Read `speed=`.

    Raises:
        BadRequest: it is no number from 0.1 to 1000.
    """
    return _parse_number(text, LEAST_SPEED, GREATEST_SPEED, _SPEEDS)


def parse_gap(text: str) -> float:
    """Read `gap=`, in seconds.

    Raises:
        BadRequest: it is no number from 0 to 86400.
    """
    return _parse_number(text, LEAST_GAP_SECONDS, GREATEST_GAP_SECONDS, _GAPS)


def _parse_number(text: str, least: float, greatest: float, cause: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not least <= number <= greatest:
        raise BadRequest(cause=cause)
    return number
