"""Which zone a wall clock on a page follows: abbreviations, offsets, and the country of a host."""

import re
from collections.abc import Mapping
from datetime import timedelta, timezone, tzinfo
from functools import lru_cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

_HOURS: Mapping[str, float] = {
    **dict.fromkeys(("z", "utc", "gmt", "wet"), 0),
    **dict.fromkeys(("bst", "cet", "mez", "west", "wat"), 1),
    **dict.fromkeys(("cest", "mesz", "eet", "sast", "cat"), 2),
    **dict.fromkeys(("eest", "msk", "trt", "eat"), 3),
    "gst": 4,
    "pkt": 5,
    "ist": 5.5,
    **dict.fromkeys(("wib", "ict"), 7),
    **dict.fromkeys(("sgt", "hkt", "awst", "pht", "myt"), 8),
    **dict.fromkeys(("jst", "kst"), 9),
    "acst": 9.5,
    "aest": 10,
    "aedt": 11,
    "nzst": 12,
    "nzdt": 13,
    **dict.fromkeys(("brt", "art", "adt"), -3),
    **dict.fromkeys(("edt", "ast"), -4),
    **dict.fromkeys(("est", "cdt"), -5),
    **dict.fromkeys(("cst", "mdt"), -6),
    **dict.fromkeys(("mst", "pdt"), -7),
    **dict.fromkeys(("pst", "akdt"), -8),
    "akst": -9,
    **dict.fromkeys(("غرينتش", "بتوقيت غرينتش", "по гринвичу"), 0),
    **dict.fromkeys(("мск", "по мск", "по москве"), 3),
    **dict.fromkeys(("توقيت مكة", "بتوقيت مكة", "توقيت مكة المكرمة", "بتوقيت مكة المكرمة"), 3),
    **dict.fromkeys(("wita",), 8),
    **dict.fromkeys(("wit",), 9),
    **dict.fromkeys(("cot", "pet"), -5),
    "hst": -10,
}

_REGIONS: Mapping[str, str] = {
    "uk": "Europe/London",
    "eastern": "America/New_York",
    "pacific": "America/Los_Angeles",
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "aet": "Australia/Sydney",
}
"""Names that follow daylight saving by themselves."""

_ELSEWHERE: Mapping[tuple[str, str], float] = {
    ("ist", "Europe/Dublin"): 1,
    ("ist", "Asia/Jerusalem"): 2,
    ("cst", "Asia/Shanghai"): 8,
    ("cst", "Asia/Taipei"): 8,
}
"""Abbreviations that mean another thing to a source in that zone."""

_HOSTS: Mapping[str, str] = {
    "uk": "Europe/London",
    "ie": "Europe/Dublin",
    "de": "Europe/Berlin",
    "at": "Europe/Vienna",
    "ch": "Europe/Zurich",
    "fr": "Europe/Paris",
    "it": "Europe/Rome",
    "nl": "Europe/Amsterdam",
    "be": "Europe/Brussels",
    "lu": "Europe/Luxembourg",
    "dk": "Europe/Copenhagen",
    "se": "Europe/Stockholm",
    "no": "Europe/Oslo",
    "fi": "Europe/Helsinki",
    "pl": "Europe/Warsaw",
    "cz": "Europe/Prague",
    "sk": "Europe/Bratislava",
    "hu": "Europe/Budapest",
    "ro": "Europe/Bucharest",
    "bg": "Europe/Sofia",
    "gr": "Europe/Athens",
    "hr": "Europe/Zagreb",
    "si": "Europe/Ljubljana",
    "rs": "Europe/Belgrade",
    "ua": "Europe/Kyiv",
    "tr": "Europe/Istanbul",
    "il": "Asia/Jerusalem",
    "in": "Asia/Kolkata",
    "lk": "Asia/Colombo",
    "pk": "Asia/Karachi",
    "jp": "Asia/Tokyo",
    "kr": "Asia/Seoul",
    "sg": "Asia/Singapore",
    "ph": "Asia/Manila",
    "tw": "Asia/Taipei",
    "za": "Africa/Johannesburg",
    "ng": "Africa/Lagos",
    "pe": "America/Lima",
    "ar": "America/Argentina/Buenos_Aires",
    "uy": "America/Montevideo",
}
"""Country domains of countries that live by one clock."""

_REGIONS_OF_PRESS: Mapping[str, str] = {
    "gb": "Europe/London",
    "br": "America/Sao_Paulo",
    "mx": "America/Mexico_City",
    "es": "Europe/Madrid",
    "pt": "Europe/Lisbon",
    "ru": "Europe/Moscow",
    "cl": "America/Santiago",
    "co": "America/Bogota",
    "nz": "Pacific/Auckland",
    "cn": "Asia/Shanghai",
    "hk": "Asia/Hong_Kong",
    "id": "Asia/Jakarta",
    "eg": "Africa/Cairo",
    "sa": "Asia/Riyadh",
    "ae": "Asia/Dubai",
    "ir": "Asia/Tehran",
    "au": "Australia/Sydney",
}
"""Regions in tags of languages; where a country has more clocks, that of its national press."""

_PRESS_HOSTS = frozenset(
    ("es", "pt", "br", "mx", "ru", "cl", "cn", "hk", "id", "nz", "au", "eg", "sa", "ae", "ir")
)
"""Country domains that are used in their country alone: its national press lives by one clock."""

_GENERIC = frozenset(("eu", "tv", "io", "me", "co", "fm", "ai", "cc", "ly"))
"""Country domains that the whole world uses, and the Union's."""

_LIKELY: Mapping[str, str] = {
    **dict.fromkeys(("es", "ca", "eu", "gl"), "Europe/Madrid"),
    "fr": "Europe/Paris",
    "pt": "Europe/Lisbon",
    **dict.fromkeys(("ru", "be"), "Europe/Moscow"),
    "zh": "Asia/Shanghai",
    "id": "Asia/Jakarta",
    "ms": "Asia/Kuala_Lumpur",
    "vi": "Asia/Ho_Chi_Minh",
    "th": "Asia/Bangkok",
    "ar": "Asia/Riyadh",
    "ur": "Asia/Karachi",
    "bn": "Asia/Dhaka",
    **dict.fromkeys(("ta", "te", "mr", "ml", "kn", "gu", "pa"), "Asia/Kolkata"),
    **dict.fromkeys(("sr", "bs", "mk"), "Europe/Belgrade"),
    **dict.fromkeys(("et", "lv", "lt"), "Europe/Tallinn"),
}
"""The clock that most of a language's press lives by, where some does not."""

_AMERICAN = ("edu", "gov", "mil")
"""Domains of one country; most of its people live by one of its clocks."""
_EASTERN = "America/New_York"

_LANGUAGES: Mapping[str, str] = {
    "de": "de",
    "it": "it",
    "pl": "pl",
    "cs": "cz",
    "sk": "sk",
    "hu": "hu",
    "ro": "ro",
    "bg": "bg",
    "el": "gr",
    "hr": "hr",
    "sl": "si",
    "uk": "ua",
    "tr": "tr",
    "he": "il",
    "hi": "in",
    "ja": "jp",
    "ko": "kr",
    "nl": "nl",
    "da": "dk",
    "sv": "se",
    "nb": "no",
    "nn": "no",
    "no": "no",
    "fi": "fi",
    "fa": "ir",
}
"""Languages whose press lives by one clock, with a country of that clock."""

_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+-])(\d{1,2}):?([0-5]\d)?", re.IGNORECASE)
NAME = (
    r"(?:[A-Z]{1,4}[DS]?T|UTC|GMT|MEZ|MESZ|MSK|WIB|WITA|Z)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?"
    "|(?:بتوقيت )?غرينتش|ب?توقيت مكة(?: المكرمة)?"
    "|(?:по )?(?:\u043c\u0441\u043a|\u041c\u0421\u041a)|по Гринвичу|по Москве"
)
"""A regular expression for a zone's abbreviation, as it stands behind a clock time."""


_AT_END = re.compile(rf"(?<!\S)\(?({NAME})\)?\s*$")


def zone_at_end(text: str) -> tzinfo | None:
    """The zone that is named at the end of a text: "18:40, 12 March, GMT"."""
    found = None if text.isspace() else _AT_END.search(text)
    return read_zone(found[1]) if found is not None else None


@lru_cache(maxsize=256)
def read_zone(name: str, home: str | None = None) -> tzinfo | None:
    """The zone that `BST`, `ET` or `GMT+1` means to a source at home in that IANA zone."""
    word = name.strip().strip("()").lower()
    found = _OFFSET.fullmatch(word)
    if found:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        if minutes > 14 * 60:
            return None
        return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes))
    if word in _REGIONS:
        return ZoneInfo(_REGIONS[word])
    hours = _ELSEWHERE.get((word, home or ""), _HOURS.get(word))
    return None if hours is None else timezone(timedelta(hours=hours))


@lru_cache(maxsize=256)
def guess_zone(url: str) -> ZoneInfo | None:
    """The zone of a host's country, where that country has one clock; else None."""
    name = _HOSTS.get(_country_of(url))
    return ZoneInfo(name) if name else None


@lru_cache(maxsize=256)
def zone_of_press(url: str) -> ZoneInfo | None:
    """The zone of the national press of a host's country, where that has several; else None."""
    country = _country_of(url)
    return ZoneInfo(_REGIONS_OF_PRESS[country]) if country in _PRESS_HOSTS else None


@lru_cache(maxsize=256)
def likely_zone(tag: str, url: str) -> ZoneInfo | None:
    """The zone of most of a language's press, unless the host is of a country; else None."""
    country = _country_of(url)
    if len(country) == 2 and country not in _GENERIC:
        return None
    parts = re.split("[-_]", tag.lower())
    name = _EASTERN if country in _AMERICAN or "us" in parts[1:] else _LIKELY.get(parts[0])
    return None if name is None else ZoneInfo(name)


def _country_of(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").rpartition(".")[2]
    except ValueError:
        return ""


@lru_cache(maxsize=256)
def zone_of_language(tag: str) -> ZoneInfo | None:
    """The clock that the press of a language tag lives by: of its region, else of the language.

    Args:
        tag: as `<html lang>` or `og:locale` has it: `pt-BR`, `de_AT`, `ja`.
    """
    language, *rest = re.split("[-_]", tag.lower())
    region = next((part for part in rest if len(part) == 2), None)
    if region is None:
        region = _LANGUAGES.get(language)
    name = _REGIONS_OF_PRESS.get(region or "") or _HOSTS.get(region or "")
    return ZoneInfo(name) if name else None
