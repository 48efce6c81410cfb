"""The state of a blog at its floor: what its trimmed events amounted to."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from .frozen import Instant
from .known import Known


@dataclass(frozen=True, slots=True)
class Ground:
    """What all that follows a floor is built on."""

    known: Known
    """The fold of all events up to the floor; its window is not kept."""
    latest: Instant
    """The greatest moment at which one of them was observed."""


_GROUND: TypeAdapter[Ground] = TypeAdapter(Ground)


def write_ground(ground: Ground) -> bytes:
    """It as JSON."""
    return _GROUND.dump_json(ground, exclude={"known": {"window"}})


def read_ground(text: bytes) -> Ground:
    """It from JSON.

    Raises:
        ValueError: this is none.
    """
    return _GROUND.validate_json(text)
