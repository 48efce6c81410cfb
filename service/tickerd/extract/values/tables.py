"""The lists of objects in a JSON value, as tables of records, and which of their keys say what."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import islice
from typing import Any

from tickerd.extract.values.json_values import NODES

Record = dict[str, Any]
Path = tuple[str, ...]

_WRAPPER = frozenset(("data", "item", "node", "attributes", "post", "entry", "fields", "_source"))
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[_\s.-]+")
LEAST_RECORDS = 1
RECORDS = 20_000
"""Of one table; an archive may have more than a page."""
SHARE = 0.6
"""A column counts if so large a share of the records has it."""
SAMPLE = 60
KEYS, TABLES = 200, 500
"""So many keys of one record, and so many tables, are looked at."""


@dataclass(slots=True)
class Table:
    """Records that stand in lists of the same name, in document order."""

    path: Path = ()
    """The keys that lead to them; `[]` stands for any place in a list."""
    records: list[Record] = field(default_factory=list)
    owners: list[Record] = field(default_factory=list)
    """For each record the object that holds its list."""


def find_tables(value: object) -> list[Table]:
    """All lists of objects in a JSON value; those of one path are one table."""
    tables: dict[Path, Table] = {}
    for path, owner, listed in _lists(value):
        records = [_unwrap(one) for one in listed if isinstance(one, dict)]
        table = tables.setdefault(path, Table(path))
        table.records += records
        table.owners += [owner] * len(records)
    for table in tables.values():
        del table.records[RECORDS:], table.owners[RECORDS:]
    found = [table for table in tables.values() if len(table.records) >= LEAST_RECORDS]
    return found if len(found) <= TABLES else nlargest(TABLES, found, lambda t: len(t.records))


def _lists(value: object) -> Iterator[tuple[Path, Record, list[Any]]]:
    """Every list with its path and the nearest object around it, in document order."""
    stack: list[tuple[Path, Record, Any]] = [((), {}, value)]
    for _ in range(NODES):
        if not stack:
            return
        path, owner, one = stack.pop()
        if isinstance(one, list):
            yield path, owner, one
            stack += [((*path, "[]"), owner, inner) for inner in reversed(one)]
        elif isinstance(one, dict) and len(path) < 24:
            stack += [((*path, key), one, inner) for key, inner in reversed(one.items())]


def _unwrap(record: Record) -> Record:
    """The object inside, where a list holds `{"kind": …, "data": {…}}`."""
    inner = [value for key, value in record.items() if key in _WRAPPER and isinstance(value, dict)]
    return inner[0] if len(inner) == 1 and len(record) <= 3 else record


def words_of(key: str) -> str:
    """A key as lower-case words: `blockFirstPublished` is `block first published`."""
    return _CAMEL.sub(" ", key).strip().lower()


def pick(
    records: Sequence[Record], patterns: Sequence[str], proves: Callable[[Any], bool]
) -> list[str]:
    """The keys whose names match and whose values prove it, the best first."""
    counted: dict[str, int] = defaultdict(int)
    sample = records[:SAMPLE]
    for record in sample:
        for key, value in islice(record.items(), KEYS):
            if value is not None and len(key) <= 60 and proves(value):
                counted[key] += 1
    common = [key for key, count in counted.items() if count >= SHARE * len(sample)]
    return [key for pattern in patterns for key in common if re.fullmatch(pattern, words_of(key))]
