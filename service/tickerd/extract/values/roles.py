"""Which key of a table of records says what of a post: told by its name, proved by its values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tickerd.extract.values import names
from tickerd.extract.values.prose import scalar, text_of
from tickerd.extract.values.stamps import has_clock
from tickerd.extract.values.tables import Record, Table, pick, words_of

_MOMENT = re.compile(
    r"\d{1,3}(?:\.\d)?(?:['\u2019\u2032]?\s?\+\s?\d{1,2})?['\u2019\u2032]?(?:\s?min\.?)?"
)
ID_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Roles:
    """The keys of a table by what they say; "" where none does."""

    published: str
    modified: str
    text: str
    headline: str
    id: str
    minute: str
    author: str
    link: str


def roles_of(table: Table) -> Roles:
    """Which keys say what of the posts that the records are.

    A time and a text are what nearly every record has; of the rest some have none.
    """
    records = table.records
    published = time_keys(table, names.PUBLISHED)
    modified = time_keys(table, names.MODIFIED)
    texts = text_keys(records)
    links = pick(records, names.LINK, _is_link, share=0)
    return Roles(
        published=_first(published or modified),
        modified=_first(modified or pick(records, names.MODIFIED, has_clock, share=0))
        if published
        else "",
        text=_first(texts),
        headline=_first([key for key in headline_keys(records) if key not in texts[:1]]),
        id=_first(id_keys(records)),
        minute=_first(minute_keys(records)),
        author=_first(pick(records, names.AUTHOR, is_name, share=0)),
        link=_first(links),
    )


def _first(keys: Sequence[str]) -> str:
    return keys[0] if keys else ""


def time_keys(table: Table, patterns: Sequence[str]) -> list[str]:
    """The columns of times of day; one that is the same in several records is none of theirs."""
    keys = pick(table.records, patterns, has_clock)
    many = len(table.records) >= 3
    return [
        key
        for key in keys
        if not many or len({str(record.get(key)) for record in table.records}) > 1
    ]


def text_keys(records: Sequence[Record]) -> list[str]:
    """The columns of running text, the surest first."""
    return pick(records, names.TEXT, _is_text)


def headline_keys(records: Sequence[Record]) -> list[str]:
    """The columns of headlines, the surest first; one that names nothing else may be rare."""
    strong = pick(records, names.HEADLINE[: names.STRONG], is_name, share=0)
    return strong or pick(records, names.HEADLINE[names.STRONG :], is_name)


def minute_keys(records: Sequence[Record]) -> list[str]:
    """The columns of minutes of a match, overs and the like."""
    return pick(records, names.MINUTE, _is_moment)


def id_keys(records: Sequence[Record]) -> list[str]:
    """The columns that name records; of a key such as `ball_id` each must be another."""
    plain = _telling(records, names.ID[:1], 0.5)
    if plain:
        return sorted(plain, key=lambda key: words_of(key) not in ("id", "uuid", "guid"))
    found = _telling(records, names.ID[1:], 1.0)
    own = [key for key in found if not re.fullmatch(names.FOREIGN_ID, words_of(key))]
    return sorted(own, key=lambda key: "unique" not in words_of(key))


def _telling(records: Sequence[Record], patterns: Sequence[str], share: float) -> list[str]:
    keys = pick(records, patterns, _is_id)
    return [
        key
        for key in keys
        if len({scalar(one.get(key)) for one in records}) >= share * len(records)
    ]


def _is_id(value: object) -> bool:
    return 0 < len(scalar(value)) <= ID_LENGTH


def _is_text(value: object) -> bool:
    text = text_of(value)
    return len(text) >= 2 and not text.isdigit()


def is_name(value: object) -> bool:
    """Whether a value may be what something is called."""
    text = scalar(value)
    return len(text) >= 2 and not text.isdigit()


def _is_link(value: object) -> bool:
    return scalar(value).startswith(("http", "/", "#"))


def _is_moment(value: object) -> bool:
    return not isinstance(value, bool) and _MOMENT.fullmatch(moment_of(value)) is not None


def moment_of(value: object) -> str:
    """A match minute or an over; `displayValue` and its like within an object too."""
    if isinstance(value, dict):
        value = value.get("displayValue") or value.get("display") or value.get("value")
    return str(value) if isinstance(value, str | int | float) else ""
