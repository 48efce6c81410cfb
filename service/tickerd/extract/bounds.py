"""How large, deep and tangled a document may be before a parser sees it.

HTML parsers take quadratic time for deep nesting, for mis-nested tags, for many attributes on one
tag and for many options of one list. One linear scan over the tags finds all four.
"""

import re

DOCUMENT_BYTES = 10_000_000
DEPTH = 400
MISNESTED = 1_000
ATTRIBUTES = 1_000
OPTIONS = 5_000
FREE_TAGS = 2_000
"""So few tags stall no parser, however they stand."""
LONG_TAG = 20_000
"""Characters; only longer tags have their attributes counted."""
BRACKETS = 20_000
"""A JSON text with fewer opening brackets than Python's own limit needs no look."""

_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9:-]*")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_RAW_TEXT = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed"))
_SHALLOW = frozenset(
    "p li dt dd td th tr tbody thead tfoot option optgroup html head body colgroup rb rt rp".split()
)
"""Tags that close by themselves; counting them would see depth where there is none."""
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr path use rect circle"
    " polygon line ellipse stop".split()
)


def tangle(text: str) -> str | None:
    """What makes this HTML too costly to parse, in words; None if nothing does. Linear."""
    if text.count("<") <= FREE_TAGS and len(text) < LONG_TAG:
        return None
    open_tags: list[str] = []
    misnested = options = 0
    closes = ""
    for piece in text.split("<")[1:]:
        if closes:
            if not piece[: len(closes)].lower() == closes:
                continue
            closes = ""
        found = _NAME.match(piece)
        if found is None:
            continue
        if len(piece) > LONG_TAG and _count_attributes(piece) > ATTRIBUTES:
            return "one of its tags has too many attributes"
        name = found[0].lower()
        if name in _RAW_TEXT:
            closes = f"/{name}"
        elif name == "option":
            options += 1
        elif name[0] == "/":
            misnested += _close(open_tags, name[1:])
        elif not (name in _VOID or name in _SHALLOW or _closes_itself(piece)):
            open_tags.append(name)
        if len(open_tags) > DEPTH:
            return "its tags are nested too deeply"
        if misnested > MISNESTED:
            return "too many of its tags are closed in the wrong order"
        if options > OPTIONS:
            return "it has too many options in lists"
    return None


def _closes_itself(piece: str) -> bool:
    end = piece.find(">")
    return end > 0 and piece[end - 1] == "/"


def _close(open_tags: list[str], name: str) -> int:
    """Close a tag among the open ones; 1 if others had to be closed on the way, or none was open."""
    if name in _VOID or name in _SHALLOW:
        return 0
    if open_tags and open_tags[-1] == name:
        open_tags.pop()
        return 0
    for back in range(2, min(len(open_tags), 16) + 1):
        if open_tags[-back] == name:
            del open_tags[-back:]
            return 1
    return 1


def _count_attributes(piece: str) -> int:
    return len(_QUOTED.sub("", piece).partition(">")[0].split())
