"""Where times stand in a page: `<time>`, epoch and ISO attributes, and clock times in the text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from string import ascii_lowercase

from selectolax.lexbor import LexborNode

from tickerd.extract.clock import Reckoning, match_clock, read_time
from tickerd.extract.page import Page
from tickerd.extract.structure.games import settle_clocks
from tickerd.extract.structure.leads import SHORT, split_lead, split_tail
from tickerd.extract.structure.mark import Mark
from tickerd.extract.structure.unparted import read_unparted
from tickerd.extract.text.lines import tidy
from tickerd.extract.times.ages import AFTER, BEFORE, JUST_NOW, WITHIN
from tickerd.extract.times.days import is_day
from tickerd.extract.times.scripts import write_digits
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
from tickerd.extract.tree import HEADINGS, PARTING, Texts

# ruff: noqa: SIM905  lists of words read best as words; pages part with dashes
_VALUE = re.compile(
    r"=[\"']?(?:(?:1\d|20)\d{8}(?:\d{3})?|20\d\d-\d\d-\d\d[t ]\d\d:\d\d[^\"'<>]{0,20})[\"'\s>]"
)
_NO_LETTERS = "0123456789_-"
_NAME = f"{ascii_lowercase}{_NO_LETTERS}"
"""The characters of an attribute's name."""
NAME_CHARACTERS = 60
_TIMELY = re.compile(
    r"time|date|stamp|publi|creat|updat|modif|posted|epoch|unix|(?:^|-)(?:ts|utc)(?:$|-)",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"updat|modif|last|edit|chang", re.IGNORECASE)
_CHANGE = re.compile(r"updated|modified|edited", re.IGNORECASE)
_HINT = re.compile(
    r"\d(?:\s?[:.hHu]\s?[0-5]\d|\s?[apAP]\.?\s?[mM]|\s?['\u2019\u2032]|\s?(?:[Uu]hr|uur|h)\s?[:|\u2013-])"
)
_IDEOGRAPHS = re.compile(r"[时時点點시]")
_BEFORE_NOW = re.compile("\u524d|\uc804")
_AGO = frozenset(words.split()[-1] for words in (*BEFORE, *AFTER, *WITHIN, *JUST_NOW))
"""A word of each way to say how long ago: its last, since "il y a" has the rarest there."""
_ROUND = str.maketrans(dict.fromkeys(".,()[]", " "))
"""What may stand around an age without a blank: "(5 min ago)"."""
_TAILS = re.compile(
    rf"\d\s?(?:[apAP]\.?\s?[mM]\.?|[Uu]hr|uur|hs?|[A-Z]{{2,4}}T|GMT|UTC)?[)\]]?\s*{PARTING}"
)
_SUFFIX = r"\s?(?:['\u2019\u2032.]|\.?\s?min(?:uto|uten?|s)?\b\.?)"
_MINUTE = re.compile(
    r"(?:min(?:uto|ute)?\.?\s)?\d{1,3}"
    rf"(?:\.[0-6](?!\d)|['\u2019\u2032.]?\s?\+\s?\d{{1,2}}(?:{_SUFFIX})?|{_SUFFIX}):?"
    r"|(?:2[5-9]|[3-9]\d):[0-5]\d|(?:[01]?\d|2[0-4])\s?(?:h|uhr|uur|tim|std|godz|hod)\.?:?"
    r"|(?:heat|lap|runde|giro|vuelta|volta|varv|bieg|kierros)\s\d{1,3}(?:\s?/\s?\d{1,3})?:?",
    re.IGNORECASE,
)
"""The minute of a match, an over, a lap: 95', 45+2', 88 min:, 58:30, 19.4, Lap 9/52. No hour."""
_MINUTES = re.compile(rf"{PARTING}\s*(?:{_MINUTE.pattern})\s*(?={PARTING})", re.IGNORECASE)
_PARTED = re.compile(
    rf"{PARTING}\s*\d{{1,2}}\s*(?:{PARTING}\s*[:.h]\s*{PARTING}?|[:.h]\s*{PARTING})"
    rf"\s*[0-5]\d\s*(?={PARTING})"
)
"""An hour and its minutes in two elements."""
_SPOKEN = ("title", "aria-label", "data-original-title", "data-tooltip")
"""Attributes in which an element that shows an age may say the time itself."""
_NOWHERE = frozenset("script style noscript template textarea title option select button".split())
MARKS = 2_000
"""Of one kind; more are not looked at, so that work stays bounded on any page."""
VALUES = 20_000
"""So many values that look like times are looked at for the names before them."""
NAMES = 40
"""So many attributes hold times; each is looked for in the whole tree."""
ENDING = 20
"""Characters at the end of a heading in which a time may stand."""
HEADLINE = 160
"""Characters; a longer text is no heading with a time at its end."""
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
    values = islice(_VALUE.finditer(page.markup), VALUES)
    names = {name for found in values if (name := _name_before(page, found))}
    told = (name for name in names if name in _SPOKEN or _TIMELY.search(name))
    return sorted(name for name in told if name not in ("datetime", "content"))[:NAMES]


def _in_attributes(root: LexborNode, names: Iterable[str]) -> Iterator[Mark]:
    for name in names:
        for node in root.css(f"[{name}]"):
            parts = read_time(node.attributes.get(name) or "")
            if parts is not None and (parts.instant or parts.clock):
                yield Mark(node, parts, "attribute", _tells_change(node, name))


def _name_before(page: Page, found: re.Match[str]) -> str:
    before = page.markup[max(0, found.start() - NAME_CHARACTERS) : found.start()]
    return before[len(before.rstrip(_NAME)) :].lstrip(_NO_LETTERS)


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
    heads = write_digits(PARTING.join(["", *[piece[:SHORT] for piece in pieces], ""]))
    places, parted = _places_of_times(pieces, heads), list(_places_in(heads, _PARTED))
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


def _places_of_times(pieces: Sequence[str], heads: str) -> list[int]:
    """Which texts are worth a closer look: those with digits like a clock's, or a word of age."""
    places = {place - 1 for place in _places_in(heads, _HINT)}
    places.update(_places_in(heads, _MINUTES))
    ends = [piece[-ENDING:] if SHORT < len(piece) <= HEADLINE else "" for piece in pieces]
    places.update(place - 1 for place in _places_in(PARTING.join(["", *ends, ""]), _TAILS))
    if not heads.isascii():
        places.update(place - 1 for place in _places_in(heads, _IDEOGRAPHS))
    short = [piece if len(piece) <= 2 * SHORT else "" for piece in pieces]
    lowered = PARTING.join(short).lower()
    places.update(_places_of_ages(lowered.translate(_ROUND).split(PARTING)))
    if "\u524d" in lowered or "\uc804" in lowered:
        places.update(_places_in(lowered, _BEFORE_NOW))
    return sorted(places)


def _places_of_ages(lowered: Sequence[str]) -> Iterator[int]:
    """In which of the pieces there is a word that tells how long ago."""
    return (place for place, piece in enumerate(lowered) if not _AGO.isdisjoint(piece.split()))


def _places_in(heads: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """In which of the parted pieces a pattern is found."""
    place = counted = 0
    for found in pattern.finditer(heads):
        place += heads.count(PARTING, counted, found.start())
        counted = found.start()
        yield place


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
    if _MINUTE.fullmatch(text) or (lead is not None and not lead[1] and lead[0].dated):
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
    said = without_change(text) if changed else before_change(text)
    parts = read_time(said.strip("+*•·|()[]【】 ")) if len(text) <= SHORT else None
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


def _read_tail(node: LexborNode, text: str) -> Mark | None:
    """The time at the end of a text that is a heading or bold."""
    parts, title = split_tail(text) if len(text) <= HEADLINE else (None, "")
    if parts is None or says_changed(title) or read_time(title) is not None:
        return None
    above = node.parent
    around = (above, above.parent) if above is not None else ()
    is_title = any(one is not None and one.tag in _TITULAR for one in around)
    return Mark(node, parts, "tail") if is_title else None
