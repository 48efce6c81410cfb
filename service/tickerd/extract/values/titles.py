"""What an object calls itself."""

from tickerd.extract.text.lines import plain
from tickerd.extract.values import names
from tickerd.extract.values.prose import scalar
from tickerd.extract.values.roles import is_name
from tickerd.extract.values.stamps import day_of
from tickerd.extract.values.tables import Record, pick


def title_of(record: Record) -> str | None:
    """The headline of an object, or its name; the day of a group is no name."""
    keys = pick([record], names.OWNER, is_name)
    said = plain(scalar(record[keys[0]])) if keys else ""
    return said if said and day_of(said) is None else None
