"""Whether repeated blocks are but links to other pages, as on a section's front."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tickerd.extract.clock import read_time
from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.extract.structure.asides import NAMES
from tickerd.extract.structure.blocks import Block, Group
from tickerd.extract.structure.mark import Mark
from tickerd.extract.structure.titles import is_blank
from tickerd.extract.text.lines import measure, tidy
from tickerd.extract.text.links import clean_url, same_host
from tickerd.extract.times.wording import is_wordy
from tickerd.extract.tree import HEADINGS, INLINE

_HEADED = "a[href]:has(h1, h2, h3, h4, h5, h6), " + ", ".join(f"{tag} a[href]" for tag in HEADINGS)
"""Links that hold a heading, or stand in one."""
_PARTS = "p, li, blockquote, iframe, br"
_SHARES = re.compile(r"share|social|perma|copy", re.IGNORECASE)
_LIVE = re.compile(r"live[_-]?(?:blog|update|post|entry|event)|ticker[_-]", re.IGNORECASE)
_TEASER = re.compile(r"teaser|card|tile|promo|list", re.IGNORECASE)
INDEX = "lead to other pages, as on a front or in a list of headlines"
SAMPLE = 40
"""So many blocks tell what all are."""
BODY = 200
"""Characters; on a page that calls itself live, a heading that links to a page of its own may stand
above so much text, if it has several parts."""
LONG_BODY = 400
"""The same of one part: so long is no teaser."""
PARAGRAPH = 40
"""Characters of a paragraph beside its links, at least."""
NAMED = 80
"""The same of a box that calls itself a post of a live blog."""
LINKED = 0.45
"""A block of which so large a share is a link to another page is but a link."""
LINKED_LIVE = 0.6
"""The same on a page that calls itself live."""
INDEX_SHARE = 0.6
"""With a larger share of posts that are but links to other pages, it is an index."""
TITLE = 30
"""Characters that links have on average, where they are titles and no names."""
BEFORE = 60
"""Characters that may stand before a title: a time, the name of a section."""
ALIKE = 0.8
"""So large a share of the blocks ends in the same words, where these lead on."""
MORE = 30
"""Characters of words that lead on: "Read more"."""
STEPS = 4
HEADED = 0.6
"""A link that is a smaller share of a heading is one in a sentence."""
STAMP = 40
"""Characters of a time that may stand behind a title."""
FIRST = 3
"""So many links of a block may be its title; the name of a section may stand before it."""


@dataclass(frozen=True, slots=True)
class _Lead:
    """The links of a block to other pages, and how much it shows besides."""

    links: Sequence[LexborNode]
    said: str
    """What the block shows."""
    rest: int
    """Characters of it that are no such link."""
    is_full: bool
    """Whether the rest is a text of its own, on a page that calls itself live."""
    is_away: bool
    """Whether the block is but such a link, or the teaser of a headline that is one."""


def is_index(group: Group, page: Page) -> bool:
    """Whether the blocks are but links to other pages: a ticker of headlines, a section front."""
    some = group.blocks[:: max(1, len(group.blocks) // SAMPLE)]
    live = says_live(page, plainly=True)
    most = INDEX_SHARE * len(some)
    leads = [_lead_of(block, page, live=live) for block in some]
    if sum(lead.is_away for lead in leads) > most:
        return True
    teasers = [lead for lead in leads if lead.links and not lead.is_full]
    titled = [title for lead in teasers if (title := _title_of(lead)) is not None]
    if len(titled) > most and _are_titles(titled):
        return True
    short = [lead for lead in leads if lead.links and (not live or lead.rest < LONG_BODY)]
    return _lead_on(short, page, ALIKE * len(some))


def _lead_of(block: Block, page: Page, *, live: bool) -> _Lead:
    roots = [root for root in block.nodes if not root.is_text_node]
    links = [
        link
        for root in roots
        for link in root.css("a[href]")
        if page.is_elsewhere(link.attributes["href"])
    ]
    if not links:
        return _Lead((), "", 0, is_full=True, is_away=False)
    linked = sum(len(tidy(link.text(separator=" "))) for link in links)
    said = " ".join(tidy(root.text(separator=" ")) for root in roots)
    rest = len(said) - linked
    is_full = live and (_is_full(roots, rest) or (rest >= NAMED and _is_named(roots)))
    away = {link.mem_id for link in links}
    heads = [link for root in roots for link in root.css(_HEADED) if link.mem_id in away]
    if any(map(_is_heading, heads)):
        is_away = not is_full or any(link.attributes.get("rel") == "bookmark" for link in heads)
    elif not live and any(link.mem_id in away for link in _links_around(block.marks)):
        is_away = True
    else:
        most = LINKED_LIVE if live else LINKED
        is_away = linked > 0 and linked >= most * max(len(said) - 8, 1)
    return _Lead(links, said, rest, is_full=is_full, is_away=is_away)


def _is_heading(link: LexborNode) -> bool:
    """Whether a link in a heading, or around one, is most of it."""
    at = link.parent
    for _ in range(STEPS):
        if at is None or at.tag in HEADINGS:
            break
        at = at.parent
    if at is None or at.tag not in HEADINGS:
        return True
    return len(link.text(strip=True)) >= HEADED * len(at.text(strip=True))


def _links_around(marks: Sequence[Mark]) -> Iterator[LexborNode]:
    """The links that times stand in: such a link leads to what was written then."""
    for mark in marks:
        around = (mark.node, mark.node.parent)
        yield from (node for node in around if node is not None and node.tag == "a")


def _is_full(roots: Sequence[LexborNode], rest: int) -> bool:
    """Whether so much text beside links is more than a teaser: it is long, or has several parts."""
    if rest < BODY or rest >= LONG_BODY:
        return rest >= LONG_BODY
    own = {root.mem_id for root in roots}
    nodes = (node for root in roots for node in root.css(_PARTS) if node.mem_id not in own)
    return sum(map(_is_part, nodes)) + len(roots) > 2


def _is_part(node: LexborNode) -> bool:
    """Whether a part of a text is more than the line of a title or of a time."""
    if node.tag != "p":
        return True
    linked = sum(measure(link.text()) for link in node.css("a[href]"))
    return measure(node.text()) - linked >= PARAGRAPH


def _is_named(roots: Sequence[LexborNode]) -> bool:
    """Whether a box calls itself a post of a live blog, by its class or id."""
    said = (f"{one.attributes.get('class') or ''} {one.id or ''}" for one in roots[:1])
    return any(
        _LIVE.search(names[:NAMES]) is not None and _TEASER.search(names[:NAMES]) is None
        for names in said
    )


def _title_of(lead: _Lead) -> LexborNode | None:
    """The link that a block begins with, if it is a line of its own: a headline in no heading."""
    link = max(lead.links[:FIRST], key=lambda one: len(one.text()))
    words = tidy(link.text(separator=" "))
    stands_first = -1 < lead.said.find(words[:BEFORE]) <= BEFORE
    return link if words and stands_first and _stands_alone(link) else None


def _stands_alone(link: LexborNode) -> bool:
    """Whether no words follow a link in its line, but perhaps a time."""
    at: LexborNode | None = link
    for _ in range(STEPS):
        after = at.next if at is not None else None
        while after is not None and (is_blank(after) or _is_stamp(after)):
            after = after.next
        if after is not None:
            return after.tag not in INLINE - {"cite"} and not after.is_text_node
        at = at.parent if at is not None else None
        if at is None or at.tag not in INLINE:
            return True
    return False


def _is_stamp(node: LexborNode) -> bool:
    """Whether a node says no more than a time."""
    said = tidy((node.text_content if node.is_text_node else node.text()) or "")
    return len(said) <= STAMP and not is_wordy(said) and read_time(said) is not None


def _are_titles(links: Sequence[LexborNode]) -> bool:
    """Whether links are the headlines of as many pages, and no names of authors."""
    lengths = [measure(tidy(link.text(separator=" "))) for link in links]
    pages = {link.attributes["href"] for link in links}
    return sum(lengths) >= TITLE * len(links) and len(pages) >= ALIKE * len(links)


def _lead_on(leads: Sequence[_Lead], page: Page, least: float) -> bool:
    """Whether blocks end in the same words, each with a link to a page of its own: "Read more"."""
    pages: dict[str, set[str]] = defaultdict(set)
    for lead in leads:
        link = lead.links[-1]
        words = tidy(link.text(separator=" "))
        address = clean_url(link.attributes["href"], page.base)
        if not 0 < len(words) <= MORE or not lead.said.endswith(words) or address is None:
            continue
        if same_host(address, page.url) and not _shares(link) and _is_line(link):
            pages[words].add(address)
    return any(len(addresses) >= least for addresses in pages.values())


def _is_line(link: LexborNode) -> bool:
    """Whether no words stand before a link in its line."""
    before = link.prev
    while before is not None and is_blank(before):
        before = before.prev
    return before is None or not (before.is_text_node or before.tag in INLINE - {"span", "time"})


def _shares(link: LexborNode) -> bool:
    """Whether a link, or what is around it, is there to share the post."""
    around = (link, link.parent) if link.parent is not None else (link,)
    said = " ".join(f"{one.attributes.get('class')} {one.attributes.get('href')}" for one in around)
    return _SHARES.search(said) is not None
