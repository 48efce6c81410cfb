"""The running text of a JSON value: a string, an object that holds one, or a tree of blocks."""

import re
from collections.abc import Iterator
from typing import Any

from tickerd.extract.markup import Rich, from_lines, from_string
from tickerd.extract.text.lines import TAG

# ruff: noqa: SIM905  lists of words read best as words
INNER = (
    *("html", "rendered", "text", "value", "name", "title", "display_name"),
    *("plain", "href", "#text", "stringValue", "$oid", "displayName", "username"),
)
"""Where an object keeps its one string, the best first."""
_WORDS = ("html", "rendered", "text", "value", "#text", "plain")
_BRANCHES = frozenset(
    "children content blocks nodes paragraphs elements body document model spans items root"
    " data".split()
)
_KINDS = frozenset(("type", "_type", "__typename", "nodeType", "kind", "children", "content"))
"""Keys that make an object a block; without any it is a piece of a line."""
_BODIES = ("body", "content")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][A-Z]{2})?")
"""A key that names one."""
STEPS = 5_000
"""Objects of one text that are looked at."""


def scalar(value: object) -> str:
    """The string that a value is, or holds in `html`, `rendered`, `text` and the like."""
    for _ in range(3):
        if isinstance(value, list) and value:
            value = value[0]
        if not isinstance(value, dict):
            break
        value = next((value[name] for name in INNER if value.get(name)), None) or _tongue(value)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)


def _tongue(value: dict[str, Any]) -> object:
    """The first of the translations that an object holds by language, if it holds nothing else."""
    told = all(_LANGUAGE.fullmatch(key) for key in value)
    return next((one for one in value.values() if one), None) if told else None


def _opened(value: object) -> object:
    """The body of an object that has a title and a body; any other value as it is."""
    if not isinstance(value, dict) or any(value.get(name) for name in _WORDS):
        return value
    return next((value[name] for name in _BODIES if value.get(name)), value)


def text_of(value: object) -> str:
    """What a value says, its blocks below each other."""
    value = _opened(value)
    return "\n".join(_paragraphs(value)) if _is_tree(value) else scalar(value)


def rich_of(value: object, base: str) -> Rich:
    """The same as text and safe HTML."""
    value = _opened(value)
    if not _is_tree(value):
        return from_string(scalar(value), base)
    lines = _paragraphs(value)
    if not any(TAG.search(line) for line in lines):
        return from_lines(lines)
    return from_string("".join(line if "<p" in line else f"<p>{line}</p>" for line in lines), base)


def _is_tree(value: object) -> bool:
    return isinstance(value, list) or (isinstance(value, dict) and not scalar(value))


def _paragraphs(value: object) -> list[str]:
    """The lines of a tree: one for each block of its outermost list that has several."""
    for _ in range(8):
        if not isinstance(value, dict):
            break
        value = next((value[key] for key in value if key in _BRANCHES and value[key]), None)
    blocks = value if isinstance(value, list) else [value]
    lines = ["".join(_strings(block)) for block in blocks]
    if not any(isinstance(one, dict) and _KINDS & one.keys() for one in blocks):
        inline = all(isinstance(one, dict) for one in blocks)
        lines = ["".join(lines)] if inline else lines
    return [line for line in lines if line.strip()]


def _strings(block: object) -> Iterator[str]:
    stack: list[Any] = [block]
    for _ in range(STEPS):
        if not stack:
            return
        one = stack.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            stack += reversed(one)
        elif isinstance(one, dict):
            words = next((one[key] for key in _WORDS if isinstance(one.get(key), str)), None)
            branches = [one[key] for key in one if key in _BRANCHES]
            stack += [words] if words else reversed(branches)
