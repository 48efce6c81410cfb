"""Entries as Redis gives them, read and checked to their last field."""

from collections.abc import Sequence

from tickerd.errors import BadCursor, Damaged
from tickerd.liveblog.entry import Entry, decode


def read_entries(blog: str, found: Sequence[tuple[bytes, dict[bytes, bytes]]]) -> list[Entry]:
    """The entries of an answer, of which all can be told: for those who will act on them.

    Raises:
        Damaged: one of them is no event that this tickerd knows.
    """
    entries: list[Entry] = []
    for name, fields in found:
        try:
            entry = decode(fields[b"body"])
            _ = entry.observed_at, entry.event  # reading them checks them
        except (BadCursor, ValueError, LookupError, TypeError, RecursionError) as error:
            seq = name.partition(b"-")[0].decode()
            raise Damaged(blog, f"its event {seq} cannot be read") from error
        entries.append(entry)
    return entries
