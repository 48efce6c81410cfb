"""JSON as pages write it, loaded, and its values in the order in which they stand."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

_JSONP = re.compile(r"^[\w.$\[\]'\"]{1,80}\s*(?:&&\s*[\w.$]{1,80}\s*)?\(\s*(?=[\[{])")
_GUARD = re.compile(r"^(?:\)\]\}'?,?\s*|while\s*\(1\);|for\s*\(;;\);)")
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")
_COMMENT = re.compile(
    r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?://\s*)?(?:-->|\]\]>|/\*\]\]>\*/)\s*;?\s*$"
)
_NESTED = (dict, list)
NODES = 200_000
"""So many values of a JSON document are looked at, no more."""


def load_json(text: str) -> Any:  # noqa: ANN401  JSON is anything
    """JSON as pages write it: control characters, trailing commas, comments, JSONP; or None."""
    text = text.strip().lstrip("\ufeff").strip()
    text = _GUARD.sub("", text)
    wrapped = _JSONP.match(text)
    if wrapped:
        text = text[wrapped.end() :].rstrip("; \n\r\t").removesuffix(")")
    for attempt in (lambda t: t, _mend, lambda t: _mend(unescape(t))):
        try:
            return json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _mend(text: str) -> str:
    text = _COMMENT.sub("", text)
    return _TRAILING_COMMA.sub(r"\1", text).strip().rstrip(";")


def walk_json(value: Any) -> Iterator[Any]:  # noqa: ANN401  JSON is anything
    """Every value inside a JSON value, itself first, in document order; without recursion."""
    stack = [value]
    for _ in range(NODES):
        if not stack:
            return
        one = stack.pop()
        yield one
        if isinstance(one, dict):
            stack.extend(reversed(list(one.values())))
        elif isinstance(one, list):
            stack.extend(reversed(one))


def walk_objects(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  JSON is anything
    """Every object inside a JSON value, in document order; without recursion."""
    stack = [value]
    for _ in range(NODES):
        if not stack:
            return
        one = stack.pop()
        if isinstance(one, dict):
            yield one
            one = one.values()
        elif not isinstance(one, list):
            continue
        stack += [inner for inner in one if type(inner) in _NESTED][::-1]
