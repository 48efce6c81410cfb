"""The dialect `bullets`: a list without times under a "Last updated" line.

In HTML lists, plain text and Markdown. An indented second paragraph belongs to its bullet.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from tickerd.extract.calendar_words import UPDATED
from tickerd.extract.clock import read_time
from tickerd.extract.dating import to_claim
from tickerd.extract.healing import heal
from tickerd.extract.lines import tidy
from tickerd.extract.marks import leaf_of
from tickerd.extract.markup import Rich, from_lines, from_nodes
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post

# ruff: noqa: RUF001  pages write bullets, dashes and quotation marks of all kinds
_BULLET = re.compile(r"^(\s*)(?:[•·▪◦‣●○■–—*+-]|\d{1,3}[.)])\s+(.*)$")
_MARKDOWN = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)((?:(?!\1).)+)(?<=\S)\1(?!\w)")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^)\s\[]{0,2000}(?:\s+\"[^\"\n]*\")?\)")
_HASHES = re.compile(r"^#{1,6}\s+")
_HASHES_BEHIND = re.compile(r"(?<!\s)\s+#+$")
_BEGINS = re.compile(r">(?:\s|\u00c2\u00a0|&nbsp;|[(|*_#])*$")
_UPDATED = frozenset(
    said.encode().decode("latin-1")
    for words in UPDATED
    for said in (words, *(() if words.isascii() else (words.capitalize(), words.upper())))
)
"""As they stand in `Page.markup`, whose letters outside of ASCII are not made small."""
NODES, LINES, HITS = 60_000, 50_000, 1_000
"""So many nodes and lines are looked at; so often the words of a last update."""
LEAST_BULLETS = 2
_ASIDE = frozenset(("nav", "aside", "footer", "header", "form"))
LEAST_TEXT = 60.0
HEADLINE_WORDS = 5


@dataclass(slots=True)
class _Sheet:
    """A document as far as this dialect goes."""

    before: list[str] = field(default_factory=list)
    """Lines above the "Last updated" line."""
    updated: str = ""
    between: list[str] = field(default_factory=list)
    """Lines between it and the first bullet."""
    bullets: list[Rich] = field(default_factory=list)
    headline: str | None = None


def read(page: Page) -> Reading | None:
    """Read the bullets under the page's "Last updated" line, or None."""
    if page.form == "html" and not _may_be_updated(page.markup):
        return None
    sheet = _read_lines(page) if page.form == "text" else _read_tree(page)
    if sheet is None:
        return None
    pieces = heal(sheet.bullets)
    total = sum(len(piece.text) for piece in pieces)
    if len(pieces) < LEAST_BULLETS or total / len(pieces) < LEAST_TEXT:
        return None
    if sum(map(len, sheet.between)) > total:
        return None
    posts = tuple(Post(text=piece.text, html=piece.html, media=piece.media) for piece in pieces)
    return Reading(
        dialect="bullets",
        posts=without_doubles(posts),
        headline=sheet.headline or _first_prose(sheet.before),
        standfirst=_first_prose(sheet.between),
        last_updated=_last_updated(sheet, page),
    )


def _may_be_updated(markup: str) -> bool:
    """Whether an element begins with such words: told from the bare markup, before any walk."""
    for words in _UPDATED:
        at = markup.find(words)
        for _ in range(HITS):
            if at < 0:
                break
            if _BEGINS.search(markup, max(0, at - 40), at):
                return True
            at = markup.find(words, at + len(words))
    return False


# ---------------------------------------------------------------- plain text and Markdown


def _read_lines(page: Page) -> _Sheet | None:
    sheet, items = _Sheet(), list[list[str]]()
    indent, gap = 0, False
    for line in page.text.splitlines()[:LINES]:
        found = _BULLET.match(line)
        if not sheet.updated:
            _read_head(sheet, line)
        elif found and (not items or len(found[1]) <= indent + 1 or not gap):
            indent = len(found[1]) if not items else indent
            items.append([_unmark(found[2])])
        elif items and line.strip():
            if len(line) - len(line.lstrip()) <= indent and not line.startswith("\t"):
                break
            items[-1].append(_unmark(line))
        elif not items and line.strip():
            sheet.between.append(_unmark(line))
        gap = not line.strip()
    sheet.bullets = [from_lines(lines) for lines in page.most(items)]
    return sheet if sheet.updated and items else None


def _read_head(sheet: _Sheet, line: str) -> None:
    plain = _unmark(line)
    if is_updated_line(plain):
        sheet.updated = plain
    elif plain:
        if line.startswith("# "):
            sheet.headline = plain
        sheet.before.append(plain)


def _unmark(line: str) -> str:
    """A line of Markdown without its marks."""
    line = _HASHES.sub("", line.strip())
    line = _HASHES_BEHIND.sub("", line) if line.endswith("#") else line
    line = _LINK.sub(r"\1", line)
    return tidy(_MARKDOWN.sub(r"\2", line))


def is_updated_line(line: str) -> bool:
    """Whether a line says when the page last changed, and little else."""
    lowered = line.lower().lstrip("*_#(| ")
    for words in UPDATED:
        if lowered.startswith(words):
            rest = lowered[len(words) :]
            timed = read_time(rest.strip(" :–-|•*_()")) if len(rest) <= 60 else None
            return timed is not None
    return False


# ---------------------------------------------------------------- HTML


def _read_tree(page: Page) -> _Sheet | None:
    body = page.tree.body if page.form == "html" else None
    if body is None:
        return None
    sheet = _Sheet(headline=page.headline)
    lists: list[list[Rich]] = []
    seen, taken = set[int](), set[int]()
    for node in islice(body.traverse(include_text=True), NODES):
        if node.tag == "-text":
            _read_text(sheet, node, seen, is_before=not lists)
        elif node.tag in ("ul", "ol") and sheet.updated and not _is_aside(node, taken, page):
            taken.add(node.mem_id)
            items = page.most([child for child in node.iter() if child.tag == "li"])
            lists.append([from_nodes([item], page.base) for item in items])
    if not lists:
        return None
    sheet.bullets = [_unwrap(piece) for piece in max(lists, key=_amount)]
    return sheet


def _amount(pieces: list[Rich]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _unwrap(piece: Rich) -> Rich:
    html = re.sub(r"^<li>(.*)</li>$", r"\1", piece.html, flags=re.DOTALL)
    return Rich(piece.text, html if html.startswith("<") else f"<p>{html}</p>", piece.media)


def _read_text(sheet: _Sheet, node: LexborNode, seen: set[int], *, is_before: bool) -> None:
    text = node.text_content or ""
    if (
        not is_before
        or not text.strip()
        or (node.parent and node.parent.tag in ("script", "style"))
    ):
        return
    leaf = leaf_of(node)
    if leaf.mem_id in seen:
        return
    seen.add(leaf.mem_id)
    for line in _lines_of(leaf) if leaf.tag not in ("body", "main", "li") else [tidy(text)]:
        _read_line(sheet, line)


def _lines_of(leaf: LexborNode) -> list[str]:
    """The lines of a block: it may part them by `<br>`."""
    lines = [""]
    for child in leaf.iter(include_text=True):
        if child.tag == "br":
            lines.append("")
        else:
            lines[-1] += f" {child.text(separator=' ')}"
    return [line for part in lines if (line := tidy(part))]


def _read_line(sheet: _Sheet, line: str) -> None:
    if len(line) > 1000:
        return
    if not sheet.updated and is_updated_line(line):
        sheet.updated = line
    elif sheet.updated:
        sheet.between.append(line)
    else:
        sheet.before.append(line)


def _is_aside(node: LexborNode, taken: Collection[int], page: Page) -> bool:
    """Whether a list stands beside the story, or inside a list that was taken."""
    above = page.lineage.path_of(node)
    return any(one.tag in _ASIDE or one.mem_id in taken for one in above)


# ---------------------------------------------------------------- the page around


def _first_prose(lines: Sequence[str]) -> str | None:
    return next((line for line in lines if len(line.split()) >= HEADLINE_WORDS), None)


def _last_updated(sheet: _Sheet, page: Page) -> Claim | None:
    """The "Last updated" line as a claim; its day may stand on another line above."""
    lowered = sheet.updated.lower().lstrip("*_#(| ")
    words = next(words for words in UPDATED if lowered.startswith(words))
    start = sheet.updated.lower().index(words) + len(words)
    parts = read_time(sheet.updated[start:].strip(" :–-|•*_()"))
    if parts is None:
        return None
    day = None if parts.dated else _stated_day(sheet.before, page)
    claim = to_claim(parts, page.dial, day)
    return claim.model_copy(update={"raw": sheet.updated}) if claim else None


def _stated_day(lines: Sequence[str], page: Page) -> date | None:
    for line in reversed(lines):
        parts = read_time(line) if len(line) <= 40 else None
        if parts is None or not parts.dated or parts.clock is not None or parts.month is None:
            continue
        claim = to_claim(parts, page.dial)
        if claim is not None:
            zone = page.dial.zone
            return (claim.at.astimezone(zone) if zone else claim.at).date()
    return None
