"""A page as a list under a "Last updated" line: what stands above it, and its items."""

from dataclasses import dataclass, field
from datetime import date

from tickerd.extract.clock import Reckoning, read_time
from tickerd.extract.markup import Rich
from tickerd.extract.times.calendar_words import UPDATED

# ruff: noqa: RUF001  pages write dashes of all kinds
_EDGES = " :–-|•*_()"
_MARKS = "*_#(| "
LONGEST = 60
"""Characters of what follows the words; a longer line says more than when."""


@dataclass(slots=True)
class Item:
    """One item of the list."""

    body: Rich
    headline: str | None = None
    stamp: Reckoning | None = None
    """The time that stands before it."""
    day: date | None = None
    """The day of the heading that it stands under."""


@dataclass(slots=True)
class Sheet:
    """A document as far as this dialect goes."""

    before: list[str] = field(default_factory=list)
    """Lines above the "Last updated" line."""
    updated: str = ""
    between: list[str] = field(default_factory=list)
    """Lines between it and the first item."""
    items: list[Item] = field(default_factory=list)
    headline: str | None = None
    beside: int = 0
    """Characters of the paragraphs that stand elsewhere in the document."""

    def take_head(self, line: str) -> None:
        """Take note of a line that stands above the items."""
        if self.updated:
            self.between.append(line)
            return
        both = f"{self.before[-1]} {line}" if self.before and _is_bare(self.before[-1]) else line
        if is_updated_line(both):
            self.updated = both
        else:
            self.before.append(line)


def is_updated_line(line: str) -> bool:
    """Whether a line says when the page last changed, and little else."""
    return read_updated(line) is not None


def read_updated(line: str) -> Reckoning | None:
    """The time that a "Last updated" line tells; None if it is no such line."""
    lowered = line.lower().lstrip(_MARKS)
    if not lowered.startswith(UPDATED):
        return None
    for words in UPDATED:
        if lowered.startswith(words):
            rest = line[len(line) - len(lowered) + len(words) :]
            return read_time(rest.strip(_EDGES)) if len(rest) <= LONGEST else None
    return None


def may_tell_update(line: str) -> bool:
    """Whether this is a "Last updated" line, or the beginning of one."""
    return is_updated_line(line) or _is_bare(line)


def _is_bare(line: str) -> bool:
    """Whether a line has but the words, so that the time stands on the next."""
    return len(line) <= LONGEST and line.lower().strip(_EDGES + _MARKS) in UPDATED
