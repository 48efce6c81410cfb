"""The lists of objects in a JSON value, as tables of records, and which of their keys say what."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from typing import Any

from tickerd.extract.values.json_values import NODES

Record = dict[str, Any]
Path = tuple[str, ...]

_WRAPPER = frozenset(
    (
        *("data", "item", "node", "attributes", "post", "entry", "fields", "_source", "record"),
        *("sys", "doc"),
    )
)
_WORDED = frozenset(("text", "body", "content", "html", "message", "description"))
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\s.-]+")
_TONGUE = re.compile(r" (?:en|de|fr|es|it|pt|nl|pl|ru|uk|sv|da|fi|nb|cs|tr|ar|he|ja|zh)$")
"""The language of a value, at the end of a key."""
_NESTED = (dict, list)
_DIGIT = re.compile(r"\d")
_OF_POST = re.compile(r"^(?:post|entry|item) (?=\w)")
"""What a key may say before what it is of: `post_title`."""
_ASIDE = frozenset(("meta", "metadata", "dates", "timestamps", "times"))
"""Where records keep their times apart."""
LEAST_RECORDS = 1
RECORDS = 20_000
"""Of one table; an archive may have more than a page."""
SHARE = 0.6
"""A column counts if so large a share of the records has it."""
SAMPLE = 60
KEYS, TABLES = 200, 500
"""So many keys of one record, and so many tables, are looked at."""
LONGEST_KEY = 60
LEAST_NAMED = 3
"""So many objects under names of their own are as good as a list."""


@dataclass(slots=True)
class Table:
    """Records that stand in lists of the same name, in document order."""

    path: Path = ()
    """The keys that lead to them; `[]` stands for any place in a list, or any name of a record."""
    records: list[Record] = field(default_factory=list)
    owners: list[Record] = field(default_factory=list)
    """For each record the object that holds its list."""
    keys: list[str] = field(default_factory=list)
    """For each record the nearest name above it that is data, such as an id or a day; or ""."""

    @property
    def name(self) -> str:
        """What the list is called, in words; of a list in lists or groups, the nearest name."""
        return next((words_of(key) for key in reversed(self.path) if key != "[]"), "")

    @property
    def grouped(self) -> bool:
        """Whether there may be several such lists, each with an object of its own around it."""
        return "[]" in self.path

    def at(self, places: Sequence[int]) -> "Table":
        """The table of the records at these places alone."""
        return Table(
            self.path,
            [self.records[place] for place in places],
            [self.owners[place] for place in places],
            [self.keys[place] for place in places],
        )


def find_tables(value: object) -> list[Table]:
    """All lists of objects in a JSON value; those of one path are one table."""
    tables: dict[Path, Table] = {}
    for path, owner, key, listed in _lists(value):
        names = [*listed] if isinstance(listed, dict) else [key] * len(listed)
        held = listed.values() if isinstance(listed, dict) else listed
        rows = [
            (_unwrap(one), name)
            for one, name in zip(held, names, strict=True)
            if isinstance(one, dict)
        ]
        table = tables.setdefault(path, Table(path))
        table.records += [record for record, _ in rows]
        table.keys += [name for _, name in rows]
        table.owners += [owner] * len(rows)
    for table in tables.values():
        del table.records[RECORDS:], table.owners[RECORDS:], table.keys[RECORDS:]
    found = [table for table in tables.values() if len(table.records) >= LEAST_RECORDS]
    return found if len(found) <= TABLES else nlargest(TABLES, found, lambda t: len(t.records))


Listed = list[Any] | dict[str, Any]


def _lists(value: object) -> Iterator[tuple[Path, Record, str, Listed]]:
    """Every list with its path, the nearest object around it, and the nearest key that is data."""
    stack: list[tuple[Path, Record, str, Any]] = [((), {}, "", value)]
    for _ in range(NODES):
        if not stack:
            return
        path, owner, key, one = stack.pop()
        if isinstance(one, list):
            yield path, owner, key, _with_header(one)
            below = (*path, "[]")
            stack += [
                (below, owner, key, inner) for inner in reversed(one) if type(inner) in _NESTED
            ]
        elif isinstance(one, dict) and len(path) < 24:
            if not _is_map(one):
                stack += [
                    (_below(path, name), one, key, inner)
                    for name, inner in reversed(one.items())
                    if type(inner) in _NESTED
                ]
                continue
            if isinstance(next(iter(one.values())), dict):
                yield path, owner, key, one
                path = (*path, "[]")
            stack += [(path, one, name, inner) for name, inner in reversed(one.items())]


def _below(path: Path, name: str) -> Path:
    """The path of what a record holds; a list in a record of a list of that name is its next."""
    return path[:-1] if path[-2:] == (name, "[]") else (*path, name)


def _with_header(listed: list[Any]) -> list[Any]:
    """The rows of a sheet as objects, if the first of them names its columns; else as it is."""
    head = listed[0] if len(listed) > LEAST_NAMED and isinstance(listed[0], list) else []
    if len(head) < 2 or not all(isinstance(name, str) and name.isprintable() for name in head):
        return listed
    if any(not name or len(name) > LONGEST_KEY or _DIGIT.search(name) for name in head):
        return listed
    return [dict(zip(head, row, strict=False)) for row in listed[1:] if isinstance(row, list)]


def _is_map(one: Record) -> bool:
    """Whether the keys of an object are data: ids or days, each of one more of the same."""
    if not one or _DIGIT.search(next(iter(one))) is None:
        return False
    names = list(islice(one, 12))
    if not all(map(_DIGIT.search, names)):
        return False
    held = list(islice(one.values(), 12))
    if all(isinstance(inner, list) for inner in held):
        return len(one) >= 2 or names[0][:4].isdigit()
    if len(one) < LEAST_NAMED or not all(isinstance(inner, dict) for inner in held):
        return False
    common = set.intersection(*(set(inner) for inner in held))
    return len(common) >= 2 and "__typename" not in common


def _unwrap(record: Record) -> Record:
    """What stands inside, where a list holds `{"kind": …, "data": {…}}`, laid over the rest."""
    if not _ASIDE.isdisjoint(record):
        for name in sorted(_ASIDE & record.keys()):
            record = record[name] | record if isinstance(record[name], dict) else record
    for _ in range(3):
        if _WRAPPER.isdisjoint(record) or not _WORDED.isdisjoint(record):
            return record
        inner = [key for key in record if key in _WRAPPER and isinstance(record[key], dict)]
        if not inner:
            return record
        merged = {key: value for key, value in record.items() if key not in inner}
        for key in inner:
            merged |= record[key]
        record = merged
    return record


def words_of(key: str) -> str:
    """A key as lower-case words: `blockFirstPublished` is `block first published`."""
    return _CAMEL.sub(" ", key).strip().lower()


def pick(
    records: Sequence[Record],
    patterns: Sequence[str],
    proves: Callable[[Any], bool],
    share: float = SHARE,
) -> list[str]:
    """The keys whose names match and whose values prove it, the best first.

    Args:
        records: of which the first are looked at.
        patterns: for the keys' words; a language at their end (`title_en`) is left out.
        proves: whether a value can be what is sought.
        share: so many of the records must have it; 0 if any one will do.
    """
    sample = records[:SAMPLE]
    keys = dict.fromkeys(key for record in sample for key in islice(record, KEYS))
    ranks = {key: rank for key in keys if (rank := _rank(key, tuple(patterns))) is not None}
    least = max(1, share * len(sample))
    found = [key for key in ranks if sum(_has(record, key, proves) for record in sample) >= least]
    return sorted(found, key=ranks.__getitem__)


@lru_cache(maxsize=4096)
def _rank(key: str, patterns: tuple[str, ...]) -> int | None:
    """The place of the first pattern that a key's words match."""
    if len(key) > LONGEST_KEY:
        return None
    words = _TONGUE.sub("", words_of(key))
    said = {words, _OF_POST.sub("", words)}
    ranks = (at for at, one in enumerate(patterns) if any(re.fullmatch(one, each) for each in said))
    return next(ranks, None)


def _has(record: Record, key: str, proves: Callable[[Any], bool]) -> bool:
    value = record.get(key)
    return value is not None and proves(value)
