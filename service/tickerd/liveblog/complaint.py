"""What is wrong with the values that somebody wrote: all of it at once, in words for people."""

from typing import Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_FORMS: Final = {
    "url": "an address that begins with http:// or https://",
    "country": "two letters, such as IT",
    "language": "a language's tag, such as it or pt-BR",
}
"""What a value of these names looks like, where a pattern says it for machines."""


def complain(error: ValidationError, *, whole: str = "the value") -> str:
    """Each wrong value by its name, and what it should be: `country: 'Italy' is not two letters`.

    Args:
        error: what was found.
        whole: what all of it together is called.
    """
    return "; ".join(_describe(one, whole) for one in error.errors())


def _describe(one: ErrorDetails, whole: str) -> str:
    name = str(one["loc"][-1]) if one["loc"] else whole
    if one["type"] == "string_pattern_mismatch" and name in _FORMS:
        return f"{name}: {one['input']!r} is not {_FORMS[name]}"
    return f"{name}: {one['msg'].removeprefix('Value error, ')}"
