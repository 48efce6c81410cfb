"""Where times stand in a page: `<time>`, epoch and ISO attributes, and clock times in the text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from string import ascii_letters

from selectolax.lexbor import LexborNode

from tickerd.extract.clock import Reckoning, match_clock, read_time
from tickerd.extract.page import Page
from tickerd.extract.structure.games import settle_clocks
from tickerd.extract.structure.leads import SHORT, split_lead, split_tail
from tickerd.extract.structure.mark import Mark
from tickerd.extract.structure.places import HEADLINE, MINUTE, find_places, heads_of
from tickerd.extract.structure.unparted import read_unparted
from tickerd.extract.text.lines import tidy
from tickerd.extract.times.days import is_day
from tickerd.extract.times.wording import (
    BEHIND,
    before_change,
    is_sentence,
    is_signed,
    is_wordy,
    may_be_number,
    other_words,
    says_changed,
    without_change,
)
from tickerd.extract.tree import HEADINGS, Texts

# ruff: noqa: SIM905  lists of words read best as words; pages part with dashes
_VALUE = re.compile(
    rb"=[\"']?(?:(?:1\d|20)\d{8}(?:\d{3})?"
    rb"|20\d\d-\d\d-\d\d[Tt ]\d\d:\d\d[^\"'<>]{0,20})[\"'\s>]"
)
_NO_LETTERS = b"0123456789_-"
_NAME = ascii_letters.encode() + _NO_LETTERS
"""The characters of an attribute's name."""
NAME_CHARACTERS = 60
_TIMELY = re.compile(
    r"time|date|stamp|publi|creat|updat|modif|posted|epoch|unix|(?:^|-)(?:ts|utc)(?:$|-)",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updat|modif|last|edit|chang", re.IGNORECASE)
_CHANGE = re.compile(r"updated|modified|edited", re.IGNORECASE)
_SPOKEN = ("title", "aria-label", "data-original-title", "data-tooltip")
"""Attributes in which an element that shows an age may say the time itself."""
_NOWHERE = frozenset("script style noscript template textarea title option select button".split())
MARKS = 2_000
"""Of one kind; more are not looked at, so that work stays bounded on any page."""
VALUES = 20_000
"""So many values that look like times are looked at for the names before them."""
NAMES = 40
"""So many attributes hold times; each is looked for in the whole tree."""
_TITULAR = frozenset((*HEADINGS, "b", "strong"))


def find_marks(page: Page) -> list[Mark]:
    """All marks of a page: attributes first, then elements, then text; each in document order."""
    body = page.tree.body
    return _find(body, page.texts, time_attributes(page)) if body is not None else []


def find_marks_in(root: LexborNode, attributes: Iterable[str]) -> list[Mark]:
    """The same below one element, itself included; the attributes in question are given."""
    return _find(root, Texts(root), attributes)


def _find(root: LexborNode, texts: Texts, attributes: Iterable[str]) -> list[Mark]:
    kinds = (_in_attributes(root, attributes), _in_elements(root), _in_text(texts))
    return settle_clocks([mark for marks in kinds for mark in islice(marks, MARKS)])


def time_attributes(page: Page) -> list[str]:
    """The names of attributes that hold times somewhere in the page, `datetime` aside."""
    values = islice(_VALUE.finditer(page.utf8), VALUES)
    names = {name for found in values if (name := _name_before(page.utf8, found.start()))}
    told = (name for name in names if name in _SPOKEN or _TIMELY.search(name))
    return sorted(name for name in told if name not in ("datetime", "content"))[:NAMES]


def _in_attributes(root: LexborNode, names: Iterable[str]) -> Iterator[Mark]:
    for name in names:
        for node in root.css(f"[{name}]"):
            parts = read_time(node.attributes.get(name) or "")
            if parts is not None and (parts.instant or parts.clock):
                yield Mark(node, parts, "attribute", _tells_change(node, name))


def _name_before(utf8: bytes, end: int) -> str:
    before = utf8[max(0, end - NAME_CHARACTERS) : end]
    return before[len(before.rstrip(_NAME)) :].lstrip(_NO_LETTERS).decode().lower()


def _tells_change(node: LexborNode, name: str) -> bool:
    return _CHANGED.search(name) is not None or _is_changed(node.attributes)


def _in_elements(root: LexborNode) -> Iterator[Mark]:
    for node in root.css("time, relative-time, [datetime]"):
        shown = tidy(node.text(separator=" "))
        attributes = node.attributes
        stated = read_time(attributes.get("datetime") or "")
        if stated is not None and stated.clock is None and stated.instant is None:
            finer = read_time(shown)
            stated = finer if finer is not None and finer.clock is not None else stated
        parts = stated or _exacter(read_time(shown), node)
        if parts is not None:
            yield Mark(node, parts, "element", says_changed(shown) or _is_changed(attributes))


def _exacter(parts: Reckoning | None, node: LexborNode) -> Reckoning | None:
    """The time that an element or the one around it says where it shows but an age."""
    if parts is None or parts.ago_seconds is None:
        return parts
    for at in (node, node.parent):
        for name in _SPOKEN if at is not None and not at.is_text_node else ():
            said = read_time(at.attributes.get(name) or "") if at is not None else None
            if said is not None and said.dated and (said.clock or said.instant):
                return said
    return parts


def _is_changed(attributes: Mapping[str, str | None]) -> bool:
    said = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
    return len(said) > 1 and _CHANGE.search(said) is not None


def _in_text(texts: Texts) -> Iterator[Mark]:
    """The marks among the text nodes; which may hold one is told from all their text at once."""
    pieces = texts.pieces
    heads = heads_of(pieces)
    places, parted = find_places(pieces, heads)
    unparted = read_unparted(heads)
    wanted = sorted({*places, *parted, *unparted})
    nodes = dict(zip(wanted, texts.nodes_at(wanted), strict=True))
    marks = (_read_parted(nodes[place]) for place in parted)
    yield from (mark for mark in marks if mark is not None)
    yield from (Mark(nodes[place], parts, "text") for place, parts in unparted.items())
    for place in places:
        parent = nodes[place].parent
        if parent is not None and (parent.tag not in _NOWHERE or _folds(parent)):
            mark = _read_text(nodes[place], pieces[place])
            if mark is not None:
                yield mark


def _folds(button: LexborNode) -> bool:
    """Whether a button is the heading of what it folds."""
    return button.tag == "button" and (button.parent or button).tag in HEADINGS


def _read_parted(node: LexborNode) -> Mark | None:
    """The time in the smallest element that holds an hour in one text and minutes in another."""
    at = node.parent
    for _ in range(3):
        if at is None:
            return None
        text = "".join(at.text().split())
        if len(text) > len("00:00:00"):
            return None
        parts = read_time(text) if match_clock(text) else None
        if parts is not None and parts.clock is not None:
            return Mark(at, parts, "element")
        at = at.parent
    return None


def _read_text(node: LexborNode, text: str) -> Mark | None:
    text = tidy(text)
    lead = split_lead(text)
    if MINUTE.fullmatch(text) or (lead is not None and not lead[1] and lead[0].dated):
        return _read_alone(node, text, lead)
    titled = node.parent is not None and node.parent.tag in HEADINGS
    signed = not titled and len(text) <= SHORT and is_signed(text, leads=lead is not None)
    if lead is not None and (signed or lead[1] in BEHIND or _says_when(lead[1])):
        lead = (lead[0], "")
    if lead is None:
        mark = _read_tail(node, text)
    else:
        mark = Mark(node, lead[0], "lead") if lead[1] else None
    if mark is not None:
        return mark
    changed = says_changed(text)
    said = (without_change(text) if changed else before_change(text)).strip("+*•·|()[]【】 ")
    parts = _read_whole(said, lead) if len(text) <= SHORT else None
    told = parts is not None and (parts.clock or parts.instant or parts.ago_seconds is not None)
    if parts is None or not told or text.isdigit():
        return None
    if lead is None and not (changed or signed) and not parts.dated and may_be_number(text):
        return None
    plainly = lead is not None or changed or parts.year is not None or signed
    tells = is_wordy(text) or (parts.ago_seconds is None and is_sentence(text))
    if not plainly and tells:
        return None
    return Mark(node, _exacter(parts, node) or parts, "text", changed)


def _says_when(text: str) -> bool:
    """Whether what follows a time is but its day, at most with a zone, or that of a change."""
    text = text.lstrip(" ,")
    if is_day(text):
        return True
    if says_changed(text):
        later = read_time(without_change(text).rstrip(")")) if len(text) <= SHORT else None
        return later is not None and later.clock is not None
    parts = read_time(text) if other_words(text) == 0 else None
    return parts is not None and parts.dated and parts.clock is None


def _read_alone(node: LexborNode, text: str, lead: tuple[Reckoning, str] | None) -> Mark:
    """A text that is but a minute of a match, or a clock time behind its day."""
    if lead is None or not lead[0].dated:
        return Mark(node, Reckoning(text.rstrip(":")), "minute")
    return Mark(node, lead[0], "text", says_changed(text))


def _read_whole(said: str, lead: tuple[Reckoning, str] | None) -> Reckoning | None:
    """The time that a text is; where that is the time at its head, it has been read.

    But what reads as a clock time with points, 04.08.24, may be a day as a whole.
    """
    if lead is not None and lead[0].raw == said and (lead[0].dated or "." not in said):
        return lead[0]
    return read_time(said)


def _read_tail(node: LexborNode, text: str) -> Mark | None:
    """The time at the end of a text that is a heading or bold."""
    parts, title = split_tail(text) if len(text) <= HEADLINE else (None, "")
    if parts is None or says_changed(title) or read_time(title) is not None:
        return None
    above = node.parent
    around = (above, above.parent) if above is not None else ()
    is_title = any(one is not None and one.tag in _TITULAR for one in around)
    return Mark(node, parts, "tail") if is_title else None
