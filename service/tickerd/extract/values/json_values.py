"""JSON as pages write it, loaded, and its values in the order in which they stand."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from tickerd.extract.values.torn import close_torn, escape_inner

SCRIPTED = re.compile(
    r"\s*(?:/\*(?:[^*]|\*(?!/)){0,2000}\*/\s*|//[^\n]{0,400}\n\s*)?(?:export default"
    r"|(?:(?:var|let|const)\s+)?[\w$.]{1,80}(?:\[[^\]\n]{1,60}\])?\s*=)?\s*"
    r"(?=\{\s*[\"}]|\[\s*[{\[\"])",
    re.IGNORECASE,
)
"""What may stand before JSON in a script that gives but a value: `var live = {…};`."""
CALLED = re.compile(r"(?:/\*\*/\s*)?[\w.$\[\]'\"]{1,80}\s*(?:&&\s*[\w.$]{1,80}\s*)?\(\s*(?=[\[{])")
"""What may stand before JSON that is handed to a function (JSONP)."""
_GAP = re.compile(r"[\s\x1e,]*")
_GUARD = re.compile(r"^(?:\)\]\}'?,?\s*|while\s*\(1\);|for\s*\(;;\);)")
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")
_COMMENT = re.compile(
    r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?://\s*)?(?:-->|\]\]>|/\*\]\]>\*/)[\s;]{0,9}$"
)
_HALF = re.compile(r"(\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w)|\\u[dD][89a-fA-F]\w\w")
"""A pair of surrogates in JSON, or one half alone, which no encoding takes."""
MENDED = 2_000_000
"""Characters; a longer value that is broken is not mended."""
_DECODER = json.JSONDecoder(strict=False)
_NESTED = (dict, list)
NODES = 200_000
"""So many values of a JSON document are looked at, no more."""


def load_json(text: str) -> Any:  # noqa: ANN401  JSON is anything
    """JSON as pages write it: control characters, trailing commas, comments, JSONP; or None.

    JSON that breaks off is read up to its last whole element of a list; of several values, each on
    a line of its own, a list is made.
    """
    text = text.strip().lstrip("\ufeff").strip()
    text = _GUARD.sub("", text)
    wrapped = CALLED.match(text)
    if wrapped:
        text = text[wrapped.end() :].rstrip("; \n\r\t").removesuffix(")")
    elif text[:1] not in ("{", "[", '"') and (given := SCRIPTED.match(text)):
        text = text[given.end() :].rstrip("; \n\r\t")
    if "\\ud" in text or "\\uD" in text:
        text = _HALF.sub(lambda found: found[1] or "\\ufffd", text)
    cures = (_mend, _mend_unescaped, _mend_quotes, _mend_torn) if len(text) <= MENDED else ()
    for attempt in (_same, *cures):
        try:
            value = json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError) as error:
            if getattr(error, "msg", "") == "Extra data" and (lines := _load_lines(text)):
                return lines
            continue
        return load_json(value) if _is_again(value, text) else value
    return None


def _load_lines(text: str) -> list[Any]:
    """The objects that stand one after the other, if there are several; a torn last one is none."""
    found: list[Any] = []
    at = 0
    while text.startswith("{", at) and len(found) < NODES:
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
    return found if len(found) > 1 else []


def _is_again(value: object, text: str) -> bool:
    """Whether JSON gave but a string that is JSON once more."""
    return isinstance(value, str) and value.lstrip()[:1] in ("{", "[") and len(value) < len(text)


def _same(text: str) -> str:
    return text


def _mend_unescaped(text: str) -> str:
    return _mend(unescape(text))


def _mend_quotes(text: str) -> str:
    return escape_inner(_mend(text))


def _mend_torn(text: str) -> str:
    """What of it is whole, if it breaks off; nothing else."""
    return close_torn(_mend(text if '"' in text else unescape(text))) or ""


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
