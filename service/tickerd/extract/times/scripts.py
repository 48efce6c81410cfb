"""Times in other scripts, written as the patterns of the clock read them."""

import re
from collections.abc import Mapping

_DIGITS = str.maketrans(
    {
        chr(first + digit): str(digit)
        for first in (0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10)
        for digit in range(10)
    }
    | {"\uff1a": ":"}
)
"""Arabic, Persian, Devanagari, Bengali, Thai and full-width digits; one character for one."""
_FOREIGN = re.compile(
    r"[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff1a]"
)

_HALVES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("午前", "上午", "凌晨", "早上", "清晨", "오전", "새벽", "सुबह"),
            *("ص", "صباحا", "صباحًا", "π.μ.", "πμ"),
        ),
        "am",
    ),
    **dict.fromkeys(
        (
            *("午後", "下午", "晚上", "傍晚", "中午", "오후", "저녁", "दोपहर", "शाम"),
            *("م", "مساء", "مساءً", "μ.μ.", "μμ"),
        ),
        "pm",
    ),
}
_LEADING = re.compile("[\u0900-\u097f\u3000-\ud7ff]")
"""In these scripts the half of the day stands before the hour."""
_BEFORE = "|".join(half for half in _HALVES if _LEADING.match(half))
_AFTER = "|".join(
    sorted((re.escape(half) for half in _HALVES if not _LEADING.match(half)), key=len, reverse=True)
)
_EASTERN = re.compile(
    rf"(?:({_BEFORE})\s?)?(?<!\d)(\d{{1,2}})(?:\s?[時时点點시](?!間|间)\s?(?:(\d{{1,2}})\s?[分분])?|:(\d\d))(?!\d)"
)
_HALF_AFTER = re.compile(rf"(\d{{1,2}}:\d\d)\s?({_AFTER})(?!\w)")
_HEAD = re.compile(rf"{_HALF_AFTER.pattern}|{_EASTERN.pattern}(?:\s?बजे)?")
"""A clock time of these scripts at the head of a text."""


_THAI_MONTHS = (
    *("ม.ค", "ก.พ", "มี.ค", "เม.ย", "พ.ค", "มิ.ย", "ก.ค", "ส.ค", "ก.ย", "ต.ค", "พ.ย", "ธ.ค"),
)
_THAI_NAMES = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม"),
    *("กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
_IN_FULL = dict(zip(_THAI_MONTHS, _THAI_NAMES, strict=True))
_THAI_MONTH = re.compile(rf"(?<=\d)\s?({'|'.join(map(re.escape, _THAI_MONTHS))})(?:\.|(?=\s))")
"""Months that are shortened by stops between their letters."""


def write_digits(text: str) -> str:
    """The same with the digits of every script as 0 to 9; as long as before."""
    if text.isascii() or _FOREIGN.search(text) is None:
        return text
    return text.translate(_DIGITS)


def write_clock(text: str) -> str:
    """The same with clock times such as 午後7時57分 or 7:57 م as 7:57 pm."""
    if text.isascii():
        return text
    text = write_digits(text)
    text = _THAI_MONTH.sub(lambda found: f" {_IN_FULL[found[1]]}", text) if "." in text else text
    text = _HALF_AFTER.sub(lambda found: f"{found[1]} {_HALVES[found[2]]}", text)
    return _EASTERN.sub(_western, text)


def measure_clock(text: str) -> int:
    """How long the clock time of another script is that a text begins with; 0 if there is none."""
    found = None if text.isascii() else _HEAD.match(write_digits(text))
    plain = found is None or (found[6] and not found[3])
    return 0 if plain or found is None else found.end()


def _western(found: re.Match[str]) -> str:
    half, hour, minute, plain = found.groups()
    if half is None and minute is None and plain is not None:
        return found[0]
    return f" {hour}:{int(minute or plain or 0):02d} {_HALVES[half] if half else ''} "
