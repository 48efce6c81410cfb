"""What a query may say, and its numbers."""

from collections.abc import Collection, Iterable
from typing import Final

from tickerd.errors import BadRequest

LIMIT: Final = 100
GREATEST_LIMIT: Final = 1000


def check_names(names: Iterable[str], known: Collection[str]) -> None:
    """Refuse a name that is none of ours: a slip must not silently widen a view.

    Raises:
        BadRequest: says which are known.
    """
    for name in names:
        if name not in known:
            allowed = ", ".join(f"`{one}`" for one in sorted(known)) or "none at all"
            raise BadRequest(cause=f"The parameter {name!r} is not known here; there are {allowed}")


def parse_limit(text: str | None) -> int:
    """Read `limit=`, 100 without one.

    Raises:
        BadRequest: it is no whole number from 1 to 1000.
    """
    if text is None:
        return LIMIT
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:5]) <= GREATEST_LIMIT):
        raise BadRequest(cause=f"`limit` must be a whole number from 1 to {GREATEST_LIMIT}")
    return int(text)
