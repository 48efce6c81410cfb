"""Plain text and Markdown as a list under a "Last updated" line.

An item begins with a bullet, or with a time; an indented second paragraph belongs to its bullet,
and what follows a line with a time belongs to that. A date on a line of its own is the day of the
items below it.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from html import escape

from selectolax.lexbor import LexborHTMLParser

from tickerd.extract.clock import Reckoning, read_time
from tickerd.extract.lists.sheets import Item, Sheet
from tickerd.extract.markup import Rich, from_lines, from_nodes
from tickerd.extract.page import Page
from tickerd.extract.structure.leads import split_lead
from tickerd.extract.text.lines import tidy
from tickerd.extract.times.dating import stated_day

# ruff: noqa: RUF001  pages write bullets, dashes and quotation marks of all kinds
_BULLET = re.compile(r"^(\s*)(?:[•·▪◦‣●○■–—*+-]|\d{1,3}[.)])\s+(.*)$")
_BOLD = re.compile(r"(?<!\w)(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1(?!\w)")
_ITALIC = re.compile(r"(?<!\w)(\*|_)(?=\S)((?:(?!\1).)+)(?<=\S)\1(?!\w)")
_LINK = re.compile(r"(!?)\[([^\[\]\n]{0,500})\]\(<?([^)\s\[<>]{0,2000})>?(?:\s+\"[^\"\n]*\")?\)")
_HASHES = re.compile(r"^#{1,6}\s+")
_HASHES_BEHIND = re.compile(r"(?<!\s)\s+#+$")
_RULE = re.compile(r"\s*([-*_=])(?:[ \t]*\1){2,}[ \t]*$")
_SEPARATED = re.compile(r"[:–—|-]\s*$|\b(?:Uhr|Hrs?|h)\W*$", re.IGNORECASE)
_GOES_ON = re.compile(r"[^\W\d_A-ZÀ-ÖØ-ÞА-Я]")
_SENTENCE_END = re.compile(r"[.!?…:\"”»)]\s*$")
DAY_CHARACTERS = 40
LINES = 50_000
"""So many of a document are looked at."""


@dataclass(slots=True)
class _Draft:
    """An item while its lines are gathered, with their Markdown."""

    lines: list[list[str]] = field(default_factory=list)
    """Each in the pieces that the document broke it into."""
    headline: str | None = None
    stamp: Reckoning | None = None
    day: date | None = None


@dataclass(slots=True)
class _Scribe:
    """Goes through the lines below "Last updated"."""

    page: Page
    drafts: list[_Draft] = field(default_factory=list)
    between: list[str] = field(default_factory=list)
    indent: int = 0
    bulleted: bool = False
    gap: bool = False
    """Whether the line before was empty."""
    day: date | None = None

    def take(self, line: str) -> bool:
        """Take note of one line; False once the list has ended."""
        if not line.strip() or _RULE.match(line):
            self.gap = True
            return True
        goes_on = self._begin(line) or self._follow(line)
        self.gap = False
        return goes_on

    def _begin(self, line: str) -> bool:
        """Whether a line begins an item, or is the heading of a day."""
        found = _BULLET.match(line)
        if found and (not self.drafts or not self.gap or len(found[1]) <= self.indent + 1):
            if self.drafts and not self.bulleted:
                return False
            self.indent = self.indent if self.drafts else len(found[1])
            self.bulleted = True
            self.drafts.append(_timed(found[2], self.day) or _Draft([[found[2]]], day=self.day))
            return True
        draft = None if self.bulleted else _headed(line, self.day)
        if draft is not None:
            self.drafts.append(draft)
            return True
        day = _read_day(line, self.page)
        self.day = day or self.day
        return day is not None

    def _follow(self, line: str) -> bool:
        """Whether a line belongs to the item above it, or stands before the first."""
        if not self.drafts:
            self.between.append(unmark(line))
            return True
        lines = self.drafts[-1].lines
        wrapped = bool(lines) and not self.gap and not _SENTENCE_END.search(lines[-1][-1])
        if self.bulleted and _indent_of(line) <= self.indent and not line.startswith("\t"):
            wrapped = wrapped and self.indent == 0 and _GOES_ON.match(line) is not None
            if not wrapped:
                return False
        elif not self.bulleted and line.startswith("#"):
            return False
        if wrapped:
            lines[-1].append(line.strip())
        else:
            lines.append([line.strip()])
        return True


def read_text(page: Page) -> Sheet | None:
    """Read a text document; None if it has no such line, or no list under it."""
    sheet = Sheet()
    scribe = _Scribe(page)
    for line in page.text.splitlines()[:LINES]:
        if sheet.updated:
            if not scribe.take(line):
                break
        elif plain := unmark(line):
            if line.startswith("# "):
                sheet.headline = plain
            sheet.take_head(plain)
    sheet.between = scribe.between
    sheet.items = [_finish(draft, page) for draft in page.most(scribe.drafts)]
    return sheet if sheet.updated and sheet.items else None


def unmark(line: str) -> str:
    """A line of Markdown without its marks."""
    line = _LINK.sub(r"\2", _without_hashes(line))
    return tidy(_ITALIC.sub(r"\2", _BOLD.sub(r"\2", line)))


def _without_hashes(line: str) -> str:
    line = _HASHES.sub("", line.strip())
    return _HASHES_BEHIND.sub("", line) if line.endswith("#") else line


def _timed(said: str, day: date | None) -> _Draft | None:
    """An item that begins with a time; its marks are lost up to there."""
    lead = split_lead(unmark(said))
    if lead is None:
        return None
    at = said.find(lead[1][:20]) if lead[1] else len(said)
    rest = said[at:].lstrip("*_ ") if at >= 0 else lead[1]
    return _Draft([[rest]] if rest else [], stamp=lead[0], day=day)


def _headed(line: str, day: date | None) -> _Draft | None:
    """An item without a bullet: a line that is a time, or begins with one that is set apart."""
    plain = unmark(line)
    lead = split_lead(plain)
    if lead is None:
        return None
    before = plain[: len(plain) - len(lead[1])]
    marked = line.lstrip().startswith(("#", "**", "__"))
    if lead[1] and not marked and not _SEPARATED.search(before):
        return None
    draft = _timed(line, day)
    if draft is not None and draft.lines and line.lstrip().startswith("#"):
        draft.headline, draft.lines = lead[1], []
    return draft


def _read_day(line: str, page: Page) -> date | None:
    plain = unmark(line)
    parts = read_time(plain) if len(plain) <= DAY_CHARACTERS else None
    if parts is None or not parts.dated or parts.clock is not None or parts.ago_seconds is not None:
        return None
    return stated_day(parts, page.dial)


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def _finish(draft: _Draft, page: Page) -> Item:
    lines = [" ".join(pieces) for pieces in draft.lines]
    return Item(_rich(lines, page), draft.headline, draft.stamp, draft.day)


def _rich(lines: list[str], page: Page) -> Rich:
    """Paragraphs of Markdown as text and safe HTML."""
    marked = [_mark_up(line) for line in lines]
    if not any("<" in line for line in marked):
        return from_lines(map(unmark, lines))
    body = LexborHTMLParser("".join(f"<p>{line}</p>" for line in marked)).body
    return from_nodes([body], page.base) if body is not None else Rich()


def _mark_up(line: str) -> str:
    """A line of Markdown as HTML; what in it looks like HTML is text."""
    said = escape(_without_hashes(line), quote=False)
    said = _LINK.sub(_write_link, said)
    return _ITALIC.sub(r"<em>\2</em>", _BOLD.sub(r"<strong>\2</strong>", said))


def _write_link(found: re.Match[str]) -> str:
    address = escape(found[3].replace("&amp;", "&"))
    if found[1]:
        return f'<img src="{address}" alt="{found[2].replace(chr(34), "")}">'
    return f'<a href="{address}">{found[2]}</a>'
