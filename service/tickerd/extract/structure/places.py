"""Which texts of a page may hold a time: told from all of them at once, before any is read."""

import re
from collections.abc import Iterator, Sequence

from tickerd.extract.structure.leads import SHORT
from tickerd.extract.times.ages import may_tell_age
from tickerd.extract.times.scripts import write_digits
from tickerd.extract.tree import PARTING

_HINT = re.compile(
    r"\d(?:\s?[:.hHu]\s?[0-5]\d|\s?[apAP]\.?\s?[mM]|\s?['\u2019\u2032]|\s?(?:[Uu]hr|uur|h)\s?[:|\u2013-])"
)
_IDEOGRAPHS = re.compile(r"[时時点點시]")
_BEFORE_NOW = re.compile("\u524d|\uc804")
_ROUND = ".,()[]"
"""What may stand around an age without a blank: "(5 min ago)"."""
_TAILS = re.compile(
    r"\d\s?(?:[apAP]\.?\s?[mM]\.?)?\s?(?:[Uu]hr|uur|hs?|[A-Z]{1,4}T|GMT|UTC)?[)\]]?\s*"
    rf"{PARTING}"
)
_UNIT = "min(?:uto|uten?|uta|s)?|perc|dk|dakika|мин(?:ута)?|хв|λεπτό|phút|分钟?|分鐘|분|دقيقة|דקה"
_AHEAD = "min(?:uto|uta)?|menit|minit|phút|นาที(?:ที่)?|(?:ال)?دقيقة|دقیقه|דקה|dakika"
"""What stands before a minute, and may do so alone: min. 88, דקה 88."""
_SUFFIX = rf"\s?(?:['\u2019\u2032.](?:\s?[12PS]T)?|\.?\s?(?:{_UNIT})(?!\w)\.?)"
MINUTE = re.compile(
    rf"(?:(?:{_AHEAD}|minute|[前後后]半?|第)\.?\s?)?\d{{1,3}}"
    rf"(?:\.[0-6](?!\d)|['\u2019\u2032.]?\s?\+\s?\d{{1,2}}(?:{_SUFFIX})?|{_SUFFIX}):?"
    rf"|(?:{_AHEAD})\.?\s?\d{{1,3}}:?"
    r"|(?:2[5-9]|[3-9]\d):[0-5]\d|(?:[01]?\d|2[0-4])\s?(?:h|uhr|uur|tim|std|godz|hod)\.?:?"
    r"|(?:heat|lap|runde|giro|vuelta|volta|varv|bieg|kierros)\s\d{1,3}(?:\s?/\s?\d{1,3})?:?",
    re.IGNORECASE,
)
"""The minute of a match, an over, a lap: 95', 45+2', 88 min:, 58:30, 19.4, Lap 9/52. No hour."""
_MINUTES = re.compile(
    rf"{PARTING}\s*+(?=[^\d{PARTING}]{{0,12}}+\d)(?:{MINUTE.pattern})\s*(?={PARTING})",
    re.IGNORECASE,
)
"""One that is all of a text; that a digit is near is told first, since most texts have none."""
_PARTED = re.compile(
    rf"{PARTING}\s*+\d{{1,2}}\s*(?:{PARTING}\s*[:.h]\s*{PARTING}?|[:.h]\s*{PARTING})"
    rf"\s*[0-5]\d\s*(?={PARTING})"
)
"""An hour and its minutes in two elements."""
ENDING = 20
"""Characters at the end of a heading in which a time may stand."""
HEADLINE = 160
"""Characters; a longer text is no heading with a time at its end."""


def heads_of(pieces: Sequence[str]) -> str:
    """The beginnings of texts as one string, parted, with the digits of every script as 0 to 9."""
    return write_digits(PARTING.join(["", *[piece[:SHORT] for piece in pieces], ""]))


def find_places(pieces: Sequence[str], heads: str) -> tuple[list[int], list[int]]:
    """Which texts may hold a time, and which begin one that stands in two: an hour, its minutes."""
    return _places_of_times(pieces, heads), list(_places_in(heads, _PARTED))


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
    places.update(_places_of_ages(lowered))
    if "\u524d" in lowered or "\uc804" in lowered:
        places.update(_places_in(lowered, _BEFORE_NOW))
    return sorted(places)


def _places_of_ages(lowered: str) -> Iterator[int]:
    """In which of the parted pieces there may stand how long ago something was."""
    for sign in _ROUND:
        lowered = lowered.replace(sign, " ")
    return (place for place, piece in enumerate(lowered.split(PARTING)) if may_tell_age(piece))


def _places_in(heads: str, pattern: re.Pattern[str]) -> Iterator[int]:
    """In which of the parted pieces a pattern is found."""
    place = counted = 0
    for found in pattern.finditer(heads):
        place += heads.count(PARTING, counted, found.start())
        counted = found.start()
        yield place
