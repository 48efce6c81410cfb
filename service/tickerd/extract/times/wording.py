"""How much of a text says when, and how much says something else."""

import re

from tickerd.extract.times.calendar_words import MONTHS, TODAY, WEEKDAYS, YESTERDAY
from tickerd.extract.times.zones import read_zone

# ruff: noqa: SIM905  lists of words read best as words
_WORD = re.compile(r"[^\W\d_]{2,40}")
_STOPS = (".", "!", "?")
_AROUND = frozenset(
    "at on of am pm st nd rd th posted published um uhr den der le la el de del du à alle ore ora"
    " om uur kl klo kello klokken godz dnia em às as hs hrs horas pukul jam saat года року".split()
)
"""Words that stand between and around the parts of a date."""
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


def _is_zone(word: str) -> bool:
    return len(word) <= LONGEST_ZONE and read_zone(word) is not None
