"""Where a day is written, and where it ends: before a clock time, or on a line of its own."""

import re
from collections.abc import Container, Iterable

from tickerd.extract.times.calendar_words import MONTHS, TODAY, WEEKDAYS, YESTERDAY
from tickerd.extract.times.scripts import write_digits

# ruff: noqa: RUF001  pages part with dashes
LONGEST = 40
"""Characters; a longer line says more than a day."""
WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0963\u0970-\u0d7f\u0e31-\u0e4e]|[-'\u2019](?=[^\W\d_]))*"
)
_OPEN = r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])(?=,?\s\d\d?:[0-5]\d)"
"""A day without a stop behind it: 09.04 19:57. It cannot be a clock time, since one follows."""
_UNENDED = re.compile(rf"(?<![\d.:]){_OPEN}")
_NUMBERS = re.compile(
    r"\d{4}([-./])\s?\d\d?\1\s?\d\d?(?!\d)\.?"
    r"|\d\d?\.\s?\d\d?\.(?:\s?\d{4}(?!\d)|\d\d(?![\d:]))?"
    rf"|{_OPEN}"
    r"|\d\d?/\d\d?(?:/(?:\d{4}|\d\d))?(?!\d)|\d\d?-\d\d?-\d{4}(?!\d)"
    r"|(?:\d{4}[年년]\s?)?\d\d?[月월]\s?\d\d?[日일]"
)
_NUMBER = re.compile(r"\d\d?(?:\.|st|nd|rd|th|er|º)?(?!\d)\s?(?:de\s)?")
_YEAR = re.compile(r"[.,/]*\s?(?:de\s)?\d{4}(?![\d:.])(?:\sг\.?)?")
_DIGIT = re.compile(r"\d")
_GAP = re.compile(r"[.,]{0,2}\s")
_OPENING = re.compile(r"[\s,]*[(（]?")
_CLOSING = re.compile(r"曜?日?[)）]?")
_AROUND = " ,()[]|·•–—-:+*=#■●►»«\n\t"
_SHORT_DAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
"""As German and Dutch pages shorten them; other words, too, so a stop must follow."""
_SHORT = re.compile(rf"\b({'|'.join(_SHORT_DAYS)})[.,]")
DAY_WORDS = TODAY | YESTERDAY
_FIRST = frozenset(said.split()[0] for known in (DAY_WORDS, WEEKDAYS, MONTHS) for said in known)
"""Words that a day may begin with."""
SHORT = 4
"""Characters that a weekday has at most, of which but a part is written: "Do."."""


def measure_day(text: str) -> int:
    """How long the day is that a text begins with: "04.09.", "Do., 4. September"; 0 without one."""
    said = write_digits(text[: 2 * LONGEST])
    word = WORD.match(said)
    if word is not None and word[0].lower() not in _FIRST and len(word[0]) >= SHORT:
        return 0
    end = _match_words(said, 0, DAY_WORDS) if word is not None else 0
    if end:
        return end
    begin = _skip_weekday(said, 0) if word is not None else 0
    numbers = _NUMBERS.match(said, begin)
    end = numbers.end() if numbers is not None else _match_named(said, begin)
    return _skip_weekday_behind(said, end) if end else 0


def end_day(text: str) -> str:
    """The same with a stop behind the day: 09.04 19:57 as 09.04. 19:57."""
    if "." not in text or ":" not in text:
        return text
    return _UNENDED.sub(lambda found: f"{found[0]}.", text)


def is_day(text: str) -> bool:
    """Whether a text is a day and nothing else, or but the full stop behind one."""
    text = text.strip(_AROUND)
    if not 0 < len(text) <= LONGEST:
        return False
    if _DIGIT.search(text) is None:
        said = text.lower().removesuffix(".")
        return not said or said in DAY_WORDS
    return measure_day(text) in (len(text), len(text) - text.endswith("."))


def measure_weekday(text: str) -> int:
    """How long the name of a weekday is that a text begins with, and the blank behind it; or 0."""
    return _skip_weekday(text[:LONGEST], 0)


def weekday_of(text: str, words: Iterable[str]) -> int | None:
    """The weekday that is named among the words of a text, or by two letters and a stop: "Mi.,"."""
    named = next((WEEKDAYS[word] for word in words if word in WEEKDAYS), None)
    short = _SHORT.search(text.lower()) if named is None else None
    return _SHORT_DAYS.index(short[1]) if short is not None else named


def _match_named(said: str, begin: int) -> int:
    """The end of a day with the name of its month, either before or behind; 0 if there is none."""
    number = _NUMBER.match(said, begin)
    if number is not None:
        end = _match_words(said, number.end(), MONTHS)
    else:
        month = _match_words(said, begin, MONTHS)
        gap = _GAP.match(said, month) if month else None
        number = _NUMBER.match(said, gap.end()) if gap is not None else None
        end = number.end() if number is not None else 0
    year = _YEAR.match(said, end) if end else None
    return year.end() if year is not None else end


def _match_words(said: str, begin: int, known: Container[str]) -> int:
    """The end of the one or two words that stand there, if they are known; else 0."""
    one = WORD.match(said, begin)
    if one is None:
        return 0
    two = WORD.match(said, one.end() + 1)
    for end in (two.end() if two is not None else 0, one.end()):
        if end and said[begin:end].lower() in known:
            return end
    return 0


def _skip_weekday(said: str, begin: int) -> int:
    """Where what follows the name of a weekday begins; where it would begin if there is none."""
    word = WORD.match(said, begin)
    if word is None:
        return begin
    end = _match_words(said, begin, WEEKDAYS)
    cut = said[word.end() : word.end() + 1] in (".", ",") and len(word[0]) < SHORT
    if not end and cut and word[0].lower() not in MONTHS:
        end = word.end() + (said[word.end()] == ".")
    gap = _GAP.match(said, end) if end else None
    return gap.end() if gap is not None else begin


def _skip_weekday_behind(said: str, end: int) -> int:
    opening = _OPENING.match(said, end)
    begin = opening.end() if opening is not None else end
    behind = _match_words(said, begin, WEEKDAYS)
    if not behind and said[begin : begin + 1] in tuple("月火水木金土日월화수목금토일"):
        behind = begin + 1
    closing = _CLOSING.match(said, behind) if behind else None
    return closing.end() if closing is not None else end
