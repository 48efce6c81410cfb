"""The dialect `bullets`: a list under a "Last updated" line, in HTML, plain text or Markdown.

In HTML its items have no times, for else `timestamps` reads them; in text they may.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from selectolax.lexbor import LexborNode

from tickerd.extract.clock import read_time
from tickerd.extract.lists.healing import heal
from tickerd.extract.lists.outline import read_text
from tickerd.extract.lists.sheets import Item, Sheet, may_tell_update, read_updated
from tickerd.extract.liveness import says_live
from tickerd.extract.markup import Rich, from_nodes
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.structure.stories import prose_beside
from tickerd.extract.text.lines import measure, tidy
from tickerd.extract.times.calendar_words import UPDATED
from tickerd.extract.times.dating import date_column, stated_day, to_claim
from tickerd.extract.tree import Texts, leaf_of
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post

_BEGINNINGS = frozenset(words[:2] for words in UPDATED)
_LEAD = "*_#(| \n\r\t\f\u00a0\u200b\ufeff"
_HOLDERS = frozenset(("body", "main", "li"))
"""They hold blocks, and are none whose lines could be read."""
NODES, HITS = 60_000, 1_000
"""So many nodes of a page are looked at; so often the words of a last update."""
_ITEM = re.compile(r"^<li>(.*)</li>$", re.DOTALL)
_LAST_BREAKS = re.compile(r"(?:<br>\s*)+$")
_BLOCK = re.compile(r"<(?:p|ul|ol|blockquote|pre|h[2-6]|table|dl)>")
LONGEST_LINE = 1000
LEAST_TIMED = 0.6
"""With a time before so large a share of items, they are dated; else they are healed."""
LEAST_BULLETS = 2
_ASIDE = frozenset(("nav", "aside", "footer", "header", "form"))
LEAST_TEXT = 60.0
LINKED = 0.6
"""With so large a share of its text in links to other pages, a list is an index."""
HEADLINE_WORDS = 5


def read(page: Page) -> Reading | None:
    """Read the bullets under the page's "Last updated" line, or None."""
    if page.form == "html" and not _is_updated(page.texts):
        return None
    sheet = read_text(page) if page.form == "text" else _read_tree(page)
    if sheet is None:
        return None
    updated = _last_updated(sheet, page)
    posts = _posts(sheet, page, updated)
    total = sum(measure(f"{post.headline or ''}{post.text}") for post in posts)
    if len(posts) < LEAST_BULLETS or total / len(posts) < LEAST_TEXT:
        return None
    if sum(map(measure, sheet.between)) > total or sheet.beside > total:
        return None
    if not _tells_time(sheet) and not says_live(page, plainly=True):
        return None
    return Reading(
        dialect="bullets",
        posts=without_doubles(posts),
        headline=sheet.headline or _first_prose(sheet.before),
        standfirst=_first_prose(sheet.between),
        last_updated=updated,
    )


def _tells_time(sheet: Sheet) -> bool:
    """Whether the page says at what time it changed: a day alone is the date of a document."""
    parts = read_updated(sheet.updated)
    if parts is None or any(item.stamp is not None for item in sheet.items):
        return parts is not None
    told = (parts.clock, parts.instant, parts.ago_seconds)
    return any(one is not None for one in told)


def read_outline(page: Page) -> Reading | None:
    """The same of a text whose items have times of their own: then nothing knows it better."""
    reading = page.once(read) if page.form == "text" else None
    if reading is None or not any(post.published for post in reading.posts):
        return None
    return replace(reading, sure=True)


def _posts(sheet: Sheet, page: Page, updated: Claim | None) -> tuple[Post, ...]:
    """The items as posts: with the times that stand before them, else healed."""
    items = sheet.items
    if sum(item.stamp is not None for item in items) < LEAST_TIMED * len(items):
        pieces = heal([item.body for item in items])
        return tuple(Post(text=one.text, html=one.html, media=one.media) for one in pieces)
    dial = page.dial
    if updated is not None and updated.at <= dial.looked_at:
        dial = replace(dial, looked_at=updated.at)
    column = [item.stamp for item in items]
    claims = date_column(column, [item.day for item in items], dial)
    return tuple(
        Post(
            headline=item.headline,
            text=item.body.text,
            html=item.body.html,
            media=item.body.media,
            published=claim,
        )
        for item, claim in zip(items, claims, strict=True)
        if item.headline or item.body.text or item.body.media
    )


def _is_updated(texts: Texts) -> bool:
    """Whether some line of a page says when it last changed; told before any of it is read."""
    found = (place for place, piece in enumerate(texts.pieces) if _may_be_updated(piece))
    places = list(islice(found, HITS))
    seen = set[int]()
    for place, node in zip(places, texts.nodes_at(places), strict=True):
        leaf = leaf_of(node)
        if leaf.tag in _HOLDERS or leaf.mem_id not in seen:
            seen.add(leaf.mem_id)
            if any(map(may_tell_update, _lines_at(leaf, texts.pieces[place]))):
                return True
    return False


def _may_be_updated(piece: str) -> bool:
    begin = piece.lstrip(_LEAD)
    return begin[:2].lower() in _BEGINNINGS and begin.lower().startswith(UPDATED)


# ---------------------------------------------------------------- HTML


def _read_tree(page: Page) -> Sheet | None:
    body = page.tree.body if page.form == "html" else None
    if body is None:
        return None
    sheet = Sheet(headline=page.headline)
    lists: list[tuple[LexborNode, list[Rich]]] = []
    seen, taken = set[int](), set[int]()
    for node in islice(body.traverse(include_text=True), NODES):
        if node.tag == "-text":
            _read_text(sheet, node, seen, is_before=not lists)
        elif node.tag in ("ul", "ol") and sheet.updated and not _is_aside(node, taken, page):
            taken.add(node.mem_id)
            items = page.most([child for child in node.iter() if child.tag == "li"])
            if _is_index(items, page):
                continue
            lists.append((node, [from_nodes([item], page.base) for item in items]))
    if not lists:
        return None
    node, pieces = max(lists, key=lambda one: _amount(one[1]))
    sheet.items = [Item(_unwrap(piece)) for piece in pieces]
    sheet.beside = prose_beside([node], page)
    return sheet


def _is_index(items: Sequence[LexborNode], page: Page) -> bool:
    """Whether a list is but links to other pages: what was read most, what is related."""
    links = [link for item in items for link in item.css("a[href]")]
    away = [link for link in links if page.is_elsewhere(link.attributes["href"])]
    linked = sum(len(tidy(link.text())) for link in away)
    return len(away) >= len(items) and linked >= LINKED * sum(len(tidy(i.text())) for i in items)


def _amount(pieces: list[Rich]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _unwrap(piece: Rich) -> Rich:
    """The same without the list's own tag; its first words are a paragraph like the others."""
    html = _ITEM.sub(r"\1", piece.html)
    block = _BLOCK.search(html)
    first = html[: block.start()] if block else html
    words = _LAST_BREAKS.sub("", first)
    tags = words.count("<") - words.count("<br>")
    if tags != 2 * words.count("</"):  # a tag goes on into the block
        return Rich(piece.text, html, piece.media)
    opening = f"<p>{words.strip()}</p>" if words.strip() else ""
    return Rich(piece.text, opening + html[len(first) :], piece.media)


def _read_text(sheet: Sheet, node: LexborNode, seen: set[int], *, is_before: bool) -> None:
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
    for line in _lines_at(leaf, text):
        _read_line(sheet, line)


def _lines_at(leaf: LexborNode, text: str) -> list[str]:
    """The lines of the block that a text stands in, or that text alone, if it is no such block."""
    return [tidy(text)] if leaf.tag in _HOLDERS else _lines_of(leaf)


def _lines_of(leaf: LexborNode) -> list[str]:
    """The lines of a block: it may part them by `<br>`."""
    lines = [""]
    for child in leaf.iter(include_text=True):
        if child.tag == "br":
            lines.append("")
        else:
            lines[-1] += f" {child.text(separator=' ')}"
    return [line for part in lines if (line := tidy(part))]


def _read_line(sheet: Sheet, line: str) -> None:
    if len(line) <= LONGEST_LINE:
        sheet.take_head(line)


def _is_aside(node: LexborNode, taken: Collection[int], page: Page) -> bool:
    """Whether a list stands beside the story, or inside a list that was taken."""
    above = page.lineage.path_of(node)
    return any(one.tag in _ASIDE or one.mem_id in taken for one in above)


# ---------------------------------------------------------------- the page around


def _first_prose(lines: Sequence[str]) -> str | None:
    return next((line for line in lines if len(line.split()) >= HEADLINE_WORDS), None)


def _last_updated(sheet: Sheet, page: Page) -> Claim | None:
    """The "Last updated" line as a claim; its day may stand on another line above."""
    parts = read_updated(sheet.updated)
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
        return stated_day(parts, page.dial)
    return None
