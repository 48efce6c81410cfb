"""How much of a text says when, and how much says something else."""

import re

from tickerd.extract.times.ages import without_age
from tickerd.extract.times.calendar_words import EDITED, MONTHS, TODAY, UPDATED, WEEKDAYS, YESTERDAY
from tickerd.extract.times.choices import one_of
from tickerd.extract.times.zones import read_zone

# ruff: noqa: SIM905  lists of words read best as words
_WORD = re.compile(r"[^\W\d_]{2,40}")
_CHANGE_WORDS = (*UPDATED, *EDITED)
_CHANGE_BEGINS = frozenset(words[:2] for words in _CHANGE_WORDS)
LONGEST_CHANGE = max(map(len, _CHANGE_WORDS))
_STOPS = (".", "!", "?")
_AROUND = frozenset(
    "at on of am pm st nd rd th posted published um uhr den der le la el de del du à alle ore ora"
    " om uur kl klo kello klokken godz dnia em às as las hs hrs horas pukul jam saat года"
    " року في بتوقيت غرينتش วันที่ เมื่อวันที่ เวลา".split()
)
"""Words that stand between and around the parts of a date."""
_CHANGES = re.compile(one_of(_CHANGE_WORDS))
_DIGITS = re.compile(r"\d\D?\d")
_BY = frozenset("by von par por di door av af przez автор автора".split())
"""Words before the name of who wrote."""
_PARTICLES = frozenset(
    "and und et e y en och og i de van von der den di da del della la le al bin".split()
)
"""Words of a name that need no capital."""
_PUBLISHED = frozenset("published posted publicerad publisert publiceret publicado publié".split())
_POINTED = re.compile(r"\d\.[0-5]\d(?!\d)")
_TOLD = re.compile(
    r"(?:kl|klo|klokken|ore|ora|alle|at|um|om|godz|pukul|hora|las|heute|idag|dag)\b\.?:?\s*\d"
    r"|\d\s?(?:uhr|uur|h\b|[ap]\.?\s?m\b|[A-Z]{2,4}T\b|gmt|utc|mez)",
    re.IGNORECASE,
)
"""Words beside a number that make it a time of day."""
_PARTS = re.compile(r"[|\u00b7\u2022]")
_MILD_PARTS = re.compile(r"[|\u00b7\u2022,]|\s[-\u2013\u2014]\s")
_MAY_SIGN = re.compile(rf"{_MILD_PARTS.pattern}|\b(?:{'|'.join(sorted(_BY))})\b", re.IGNORECASE)
NAME_WORDS = range(2, 6)
BEHIND = frozenset(("更新", "現在", "公開", "配信", "发布", "發布", "업데이트", "입력", "현재"))
"""What may stand behind a time and says only what happened then."""
_WHEN = frozenset((*MONTHS, *WEEKDAYS, *TODAY, *YESTERDAY, *_AROUND))
LONGEST_ZONE = 5
WORDY = 24
"""Letters; a text that has more is no time by itself, unless it names a day with its year."""


def is_wordy(text: str) -> bool:
    """Whether a text has more letters than the words around a time have."""
    return len(re.sub(r"[\W\d_]", "", text)) > WORDY


def other_words(text: str) -> int:
    """How many words of a text have nothing to do with when; single letters do not count."""
    words = _WORD.findall(text.lower())
    return sum(word not in _WHEN and not _is_zone(word) for word in words)


def is_sentence(text: str) -> bool:
    """Whether a text that names a time says something: "Polls close at 10pm."."""
    return text.rstrip("\"'\u201d\u2019)").endswith(_STOPS) and other_words(text) > 1


def is_signed(text: str, *, leads: bool) -> bool:
    """Whether a text is a time and the name of who wrote then: "By Jane Doe at 19:57".

    Args:
        text: the text.
        leads: whether the time stands first: then a dash parts it from a heading, not from a name.
    """
    if _MAY_SIGN.search(text) is None or _ends_sentence(text.rstrip()):
        return False
    words = _WORD.findall(without_age(text))
    low = [word.lower() for word in words]
    skipped = _WHEN | _BY | _PUBLISHED
    names = [word for word, said in zip(words, low, strict=True) if said not in skipped]
    if len(names) not in NAME_WORDS:
        return False
    parted = (_PARTS if leads else _MILD_PARTS).search(text) is not None
    told = parted or not _BY.isdisjoint(low)
    return told and all(word[0].isupper() or word in _PARTICLES for word in names)


def _ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, and not with "a.m."."""
    return text.endswith(_STOPS) and not text.lower().endswith((" a.m.", " p.m."))


def _is_zone(word: str) -> bool:
    return len(word) <= LONGEST_ZONE and read_zone(word) is not None


def says_changed(text: str) -> bool:
    """Whether a text is about the time of a change: "Updated at 12.36", "Aktualisiert"."""
    said = text.lstrip(" (|•·")[:LONGEST_CHANGE].lower()
    return said[:2] in _CHANGE_BEGINS and said.startswith(_CHANGE_WORDS)


def without_change(text: str) -> str:
    """What follows the words "Updated", "edited": read by itself it may be "just now"."""
    said = text.lstrip(" (|•·")
    words = max((w for w in _CHANGE_WORDS if said.lower().startswith(w)), key=len)
    return said[len(words) :].lstrip(" :")


def before_change(text: str) -> str:
    """What stands before such words, if that names a time: "18.40, updated at 18.52"."""
    found = _CHANGES.search(text.lower())
    head = text[: found.start()] if found is not None else ""
    return head if _DIGITS.search(head) is not None else text


def may_be_number(text: str) -> bool:
    """Whether what reads as a time may be any number with a point: Go 1.26, Ubuntu 20.04."""
    return _POINTED.search(text) is not None and not _TOLD.search(text)
