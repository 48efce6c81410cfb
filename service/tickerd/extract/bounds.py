"""How large, deep and tangled a document may be before a parser sees it.

HTML parsers take quadratic time for deep nesting, for mis-nested tags, for many attributes on one
tag and for many options of one list. What all real pages pass is told by one count and one search;
only a page of very many tags is looked at tag by tag. What slips through is ended by the limits of
the process that reads.
"""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

DOCUMENT_BYTES = 10_000_000
POSTS = 2_000
"""Of one page; more are not read. No page was seen that had half of it."""
FREE_TAGS = 10_000
"""So few tags cost a parser a second at most, however they stand."""
TAGS = 200_000
DEPTH = 400
MISNESTED = 1_000
OPEN_FORMATS = 4_000_000
"""Unclosed `<b>`, `<font>` and the like, summed over all tags: each is opened again and again."""
ATTRIBUTES = 1_000
AGAIN = 100
"""So often `<html>` and `<body>` may come; each time their attributes are gathered."""
OPTIONS = 5_000
LONG_TAG = 4_000
"""Characters; only longer tags have their attributes counted."""
LOOK_BACK = 16
"""So far back a closing tag is matched with the tag that it closes."""

_LONG = re.compile(rf"<[a-zA-Z][^>]{{{LONG_TAG}}}")
_ATTRIBUTE = re.compile(r">|[^\s/>=\"']+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']*))?")
_TAGS = re.compile(r"<(/?[a-z][a-z0-9:-]*+)")
_RAW_TEXT = re.compile(r"<(s(?:cript|tyle)|textarea|xmp|iframe|noembed)[\s>]")
_FORMATS = frozenset(
    "a b big code em font i nobr s small strike strong tt u".split()  # noqa: SIM905 - words
)
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


def tangle(text: str) -> str | None:
    """What makes this HTML too costly to parse, in words; None if nothing does. Linear."""
    count = text.count("<")
    if count > TAGS:
        return f"it has more than {TAGS} tags"
    if _has_long_list(text):
        return "one of its tags has too many attributes"
    return _tangle_of_many(text.lower()) if count > FREE_TAGS else None


def _has_long_list(text: str) -> bool:
    """Whether one tag has too many attributes; in a script a `<` may look as if."""
    return (
        _looks_long(text)
        and _looks_long(without_raw_text(text))
        and _looks_long(without_raw_text(text.lower()))
    )


def _looks_long(text: str) -> bool:
    found = (tag for start, end in _unended(text) for tag in _LONG.finditer(text, start, end))
    return any(_count_attributes(text, tag) > ATTRIBUTES for tag in found)


def _unended(text: str) -> Iterator[tuple[int, int]]:
    """Where long stretches without a `>` begin and end, found with few looks."""
    at = 0
    while at + LONG_TAG < len(text):
        last = text.rfind(">", at, at + LONG_TAG + 1)
        if last < 0:
            end = text.find(">", at + LONG_TAG)
            last = end if end >= 0 else len(text)
            yield at, last
        at = last + 1


def _count_attributes(text: str, found: re.Match[str]) -> int:
    parts = takewhile(lambda part: part[0] != ">", _ATTRIBUTE.finditer(text, found.start() + 1))
    return sum(1 for _ in islice(parts, ATTRIBUTES + 2)) - 1


def _tangle_of_many(lowered: str) -> str | None:
    names = _TAGS.findall(without_raw_text(lowered))
    if names.count("option") > OPTIONS:
        return "it has too many options in lists"
    if names.count("body") + names.count("html") > AGAIN:
        return "it begins again and again"
    return _nesting(names)


def without_raw_text(text: str) -> str:
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
    misnested = formats = reopened = 0
    for name in names:
        reopened += formats
        if name[0] != "/":
            if name not in _FLAT:
                open_tags.append(name)
                formats += name in _FORMATS
        elif open_tags and open_tags[-1] == name[1:]:
            formats -= open_tags.pop() in _FORMATS
        elif name[1:] not in _FLAT:
            misnested += 1
            formats -= _close(open_tags, name[1:])
        if len(open_tags) > DEPTH:
            return "its tags are nested too deeply"
        if misnested > MISNESTED or reopened > OPEN_FORMATS:
            return "too many of its tags are closed in the wrong order, or never"
    return None


def _close(open_tags: list[str], name: str) -> int:
    """Close a tag that is not the innermost, and with it those inside; how many were formats."""
    for back in range(2, min(len(open_tags), LOOK_BACK) + 1):
        if open_tags[-back] == name:
            closed = open_tags[-back:]
            del open_tags[-back:]
            return sum(one in _FORMATS for one in closed)
    return 0
