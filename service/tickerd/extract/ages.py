"""How long ago, in words: "5 minutes ago", "vor einer Stunde", "just now"."""

import re

from tickerd.extract.calendar_words import AGO_AFTER, AGO_BEFORE, JUST_NOW, UNIT_SECONDS

_units = "|".join(sorted((re.escape(unit) for unit in UNIT_SECONDS), key=len, reverse=True))
_AGO = re.compile(
    rf"(?:\b(?P<before>{'|'.join(AGO_BEFORE)})\s+)?(?:\+\s?)?(?P<number>\d{{1,3}}|an?|eine[rnm]?|une?|un[ao]?)"
    rf"\s?(?P<unit>{_units})\.?(?:\s?(?P<after>{'|'.join(AGO_AFTER)}))?(?!\w)",
    re.IGNORECASE,
)
_AGE = re.compile(
    rf"[\daeu](?:(?<=\d)|(?<=a)n?|(?<=e)ine[rnm]?|(?<=u)n[aeo]?)\s?(?:{_units})\.?"
    rf"(?:\s?(?:{'|'.join(AGO_AFTER)}))?(?!\w)"
)
"""Whether `_AGO` finds anything in a text of small letters, told at a tenth of its cost."""
_SAYS_AGO = re.compile(
    "|".join(rf"{word}(?<!\w{word})(?!\w)" for word in map(re.escape, (*AGO_AFTER, *AGO_BEFORE)))
    + "|前"
)
"""The look back comes last, so that the pattern begins with few letters and is found fast."""


def read_age(raw: str) -> tuple[float, float] | None:
    """How many seconds ago, and how many the smallest unit has; that is 0 for "just now"."""
    lowered = raw.lower().strip(" .")
    if lowered in JUST_NOW:
        return 0.0, 0.0
    if _SAYS_AGO.search(lowered) is None:
        return None
    total, unit = 0.0, 0
    for found in _AGO.finditer(lowered):
        if (
            not (found["before"] or found["after"])
            and len(lowered) > found.end() - found.start() + 4
        ):
            continue
        unit = UNIT_SECONDS[found["unit"].lower()]
        total += unit * (int(found["number"]) if found["number"].isdigit() else 1)
    return (total, float(unit)) if unit else None


def without_age(text: str) -> str:
    """The same with blanks for each "5 min", whose number is no day."""
    return _AGO.sub(_blank, text) if _AGE.search(text.lower()) is not None else text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
