"""How large, deep and tangled a document may be before a parser sees it.

HTML parsers take quadratic time for deep nesting, for mis-nested tags, for many attributes on one
tag and for many options of one list. Two linear scans find all four.
"""

import re

DOCUMENT_BYTES = 10_000_000
POSTS = 2_000
"""Of one page; more are not read. No page was seen that had half of it."""
DEPTH = 400
MISNESTED = 1_000
ATTRIBUTES = 1_000
OPTIONS = 5_000
FREE_TAGS = 2_000
"""So few tags stall no parser, however they stand."""
LONG_TAG = 20_000
"""Characters; only longer tags have their attributes counted."""
LOOK_BACK = 16
"""So far back a closing tag is matched with the tag that it closes."""

_TAGS = re.compile(r"<(/?[a-z][a-z0-9:-]*)")
_RAW_TEXT = re.compile(r"<(script|style|textarea|xmp|iframe|noembed)[\s>]")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_FLAT = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "html",
        "head",
        "body",
        "colgroup",
        "rb",
        "rt",
        "rp",
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "path",
        "use",
        "rect",
        "circle",
        "polygon",
        "line",
        "ellipse",
        "stop",
    ]
)
"""Tags that close by themselves; counting them would see depth where there is none."""


def tangle(lowered: str) -> str | None:
    """What makes this HTML too costly to parse, in words; None if nothing does. Linear.

    Args:
        lowered: the document in lower case.
    """
    pieces = lowered.split("<")
    has_long = any(len(piece) > LONG_TAG for piece in pieces)
    if len(pieces) <= FREE_TAGS and not has_long:
        return None
    markup = _without_raw_text(lowered)
    if has_long and any(_count_attributes(tag) > ATTRIBUTES for tag in _long_tags(markup)):
        return "one of its tags has too many attributes"
    names = _TAGS.findall(markup)
    if names.count("option") > OPTIONS:
        return "it has too many options in lists"
    return _nesting(names)


def _long_tags(markup: str) -> list[str]:
    pieces = markup.split("<")[1:]
    return [piece for piece in pieces if len(piece) > LONG_TAG and piece[0].isalpha()]


def _count_attributes(piece: str) -> int:
    return len(_QUOTED.sub("", piece).partition(">")[0].split())


def _without_raw_text(text: str) -> str:
    """The markup without scripts and the like, where a `<` is no tag."""
    kept: list[str] = []
    at = 0
    while found := _RAW_TEXT.search(text, at):
        kept.append(text[at : found.end()])
        at = text.find(f"</{found[1]}", found.end())
        if at < 0:
            return "".join(kept)
    kept.append(text[at:])
    return "".join(kept)


def _nesting(names: list[str]) -> str | None:
    open_tags: list[str] = []
    misnested = 0
    for name in names:
        if name[0] != "/":
            if name not in _FLAT:
                open_tags.append(name)
                if len(open_tags) > DEPTH:
                    return "its tags are nested too deeply"
        elif open_tags and open_tags[-1] == name[1:]:
            open_tags.pop()
        elif name[1:] not in _FLAT:
            misnested += 1
            _close(open_tags, name[1:])
            if misnested > MISNESTED:
                return "too many of its tags are closed in the wrong order"
    return None


def _close(open_tags: list[str], name: str) -> None:
    """Close a tag that is not the innermost, and with it those inside."""
    for back in range(2, min(len(open_tags), LOOK_BACK) + 1):
        if open_tags[-back] == name:
            del open_tags[-back:]
            return
