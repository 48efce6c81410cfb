"""The dialect `timestamps`: repeated blocks with times, in whatever classes they are dressed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from selectolax.lexbor import LexborNode

from tickerd.extract.blocks import HEADINGS, Block, Group, find_boxes, find_runs, path_of
from tickerd.extract.clock import Reckoning, read_time
from tickerd.extract.dating import date_column, set_right
from tickerd.extract.links import clean_url, fragment_of, same_page
from tickerd.extract.markup import Rich, from_nodes, plain, tidy
from tickerd.extract.marks import SHORT, Mark, find_marks, says_changed, split_lead
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.liveblog.claim import ClaimRule
from tickerd.liveblog.post import KEY_EVENT, PINNED, SUMMARY, Post

_LIVE_WORDS = re.compile(
    r"\blive|liveblog|ticker|\blatest\b|as it happened|\bupdates?\b|diretta|\bdirect\b|en vivo|ao vivo|minut[eo]"
    r"|relacja|na żywo|na-zywo|direkte|seneste|siste nytt|онлайн|трансляция|ライブ|速報|canlı|laatste nieuws",
    re.IGNORECASE,
)
_ID = re.compile(r"data-(?:[a-z]+-)*(?:id|key|uid|uuid|guid|urn)")
_LABELS = (
    (re.compile(r"pinned|sticky-?top|angepinnt", re.IGNORECASE), PINNED),
    (re.compile(r"key[\s_-]?event|key[\s_-]?moment", re.IGNORECASE), KEY_EVENT),
    (re.compile(r"\bsummary\b", re.IGNORECASE), SUMMARY),
)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:author|byline|autor|auteur|autore)(?:$|[\s_-])", re.IGNORECASE
)
LEAST_POSTS = 3
LEAST_TEXT = 40.0
"""Characters that posts have on average; lists of headlines and programmes have fewer."""
INDEX_SHARE = 0.6
"""With a larger share of posts that are but links to other pages, it is an index."""


@dataclass(frozen=True, slots=True)
class _Draft:
    post: Post
    parts: Reckoning | None
    changed: Reckoning | None


def read(page: Page) -> Reading | None:
    """Read the set of repeated blocks that looks most like a live blog, or None."""
    if page.form != "html":
        return None
    marks = find_marks(page)
    if len(marks) < 2:
        return None
    best: tuple[float, tuple[Post, ...]] = (0.0, ())
    for group in (*find_boxes(marks), *find_runs(marks)):
        if len(group.blocks) < 2 or _is_index(group, page):
            continue
        posts = _read_group(group, page)
        worth = _weigh(posts, group, page)
        if worth > best[0]:
            best = (worth, posts)
    if not best[1]:
        return None
    return Reading(
        dialect="timestamps",
        posts=best[1],
        headline=page.headline,
        standfirst=page.standfirst,
        last_updated=page.last_updated,
    )


def _read_group(group: Group, page: Page) -> tuple[Post, ...]:
    drafts = [draft for block in group.blocks if (draft := _draft(block, page)) is not None]
    days = _heading_days(group, page) if len(drafts) == len(group.blocks) else []
    days = days or [None] * len(drafts)
    dial = page.column_dial
    published = set_right(date_column([draft.parts for draft in drafts], days, dial), page.dial)
    changed = set_right(
        date_column([draft.changed for draft in drafts], [None] * len(drafts), dial), page.dial
    )
    posts = [
        draft.post.model_copy(
            update={
                "published": at,
                "modified": None if later is None or (at and later.at <= at.at) else later,
            }
        )
        for draft, at, later in zip(drafts, published, changed, strict=True)
    ]
    return without_doubles(tuple(posts))


def _heading_days(group: Group, page: Page) -> list[date | None]:
    """The day that each block stands under: of the heading above, or, where the days close below."""
    days: dict[int, date] = {}
    for place, node in group.headings.items():
        parts = read_time(tidy(node.text(separator=" ")))
        if parts is not None and parts.dated and parts.clock is None and parts.ago_seconds is None:
            claim = date_column([replace(parts, zone=page.dial.zone)], [None], page.dial)[0]
            if claim is not None:
                zone = page.dial.zone
                days[place] = (claim.at.astimezone(zone) if zone else claim.at).date()
    if not days:
        return []
    count = len(group.blocks)
    above = min(days) == 0 or max(days) < count
    found: list[date | None] = []
    for place in range(count):
        if above:
            found.append(next((days[at] for at in sorted(days, reverse=True) if at <= place), None))
        else:
            found.append(next((days[at] for at in sorted(days) if at > place), None))
    return found


def _draft(block: Block, page: Page) -> _Draft | None:
    return _draft_run(block, page) if block.run else _draft_box(block, page)


def _draft_run(block: Block, page: Page) -> _Draft | None:
    mark, line = block.marks[0], block.nodes[0]
    skip = {mark.node.mem_id} if mark.kind != "lead" else set()
    opening = from_nodes([line], page.base, skip, keep=True)
    opening = _cut_lead(opening) if mark.kind == "lead" else opening
    rest = from_nodes(block.nodes[1:], page.base)
    headline, body = None, [opening, rest]
    if opening.text and rest.text and _is_title(line):
        headline, body = opening.text.replace("\n", " ").strip(" :–-+"), [rest]
    media = tuple(dict.fromkeys((*opening.media, *rest.media)))
    text = "\n".join(piece.text for piece in body if piece.text)
    html = "".join(piece.html for piece in body)
    if not (headline or text or media):
        return None
    anchor = _own_id(line)
    post = Post(source_id=anchor, headline=headline, text=text, html=html, media=media)
    return _Draft(post, mark.parts, None)


def _is_title(line: LexborNode) -> bool:
    """Whether a line is a heading: by its tag, or because all of it is bold."""
    if line.tag in HEADINGS:
        return True
    bold = sum(
        len(node.text().strip()) for node in line.css("strong, b") if node.mem_id != line.mem_id
    )
    return bold >= 0.9 * len(line.text().strip()) > 0


def _cut_lead(opening: Rich) -> Rich:
    lead = split_lead(opening.text)
    if lead is None:
        return opening
    gone = opening.text[: len(opening.text) - len(lead[1])].strip() if lead[1] else opening.text
    return Rich(lead[1], opening.html.replace(gone, "", 1), opening.media)


def _draft_box(block: Block, page: Page) -> _Draft | None:
    root = block.nodes[0]
    published, changed = _times(block.marks)
    heading = root.css_first("h1, h2, h3, h4, h5, h6")
    headline = plain(heading.text(separator=" ")) if heading is not None else ""
    byline = _byline(root)
    skip = {mark.node.mem_id for mark in block.marks if mark.kind in ("element", "text")}
    skip |= {node.mem_id for node in (heading, byline) if node is not None}
    skip |= {mark.node.mem_id for mark in block.marks if _is_label(mark, root)}
    skip |= {node.mem_id for mark in block.marks if (node := _changed_line(mark, root))}
    body = from_nodes([root], page.base, skip)
    lead = split_lead(body.text) if published is not None and published.kind == "lead" else None
    body = _cut_lead(body) if lead else body
    source_id = _own_id(root) or _inner_id(root)
    if not (headline or body.text or body.media or (source_id and published)):
        return None
    permalink = _permalink(root, block.marks, page)
    post = Post(
        source_id=source_id or fragment_of(permalink),
        permalink=permalink,
        headline=headline or None,
        text=body.text,
        html=body.html,
        author=plain(byline.text(separator=" ")) or None if byline is not None else None,
        labels=_labels(root),
        media=body.media,
    )
    return _Draft(post, _whole(published, block.marks), changed.parts if changed else None)


def _is_label(mark: Mark, root: LexborNode) -> bool:
    """Whether an element with a time in an attribute shows nothing but that time."""
    if mark.kind != "attribute" or mark.node.mem_id == root.mem_id:
        return False
    return (
        len(mark.node.text().strip()) <= SHORT and mark.node.css_first("p, h2, h3, h4, li") is None
    )


def _changed_line(mark: Mark, root: LexborNode) -> LexborNode | None:
    """The line "Updated 12.36" around a time of change, if there is one."""
    at = mark.node.parent
    if not mark.changed or mark.node.mem_id == root.mem_id:
        return None
    while at is not None and at.mem_id != root.mem_id:
        text = at.text().strip()
        if len(text) > SHORT:
            return None
        if says_changed(text):
            return at
        at = at.parent
    return None


def _times(marks: Sequence[Mark]) -> tuple[Mark | None, Mark | None]:
    """The time of publication and that of the last change; an exact one before one in words."""
    rank = {"attribute": 0, "element": 1, "text": 2, "lead": 2}
    ordered = sorted(marks, key=lambda mark: (mark.parts.ago_seconds is not None, rank[mark.kind]))
    published = next((mark for mark in ordered if not mark.changed), None)
    changed = next((mark for mark in ordered if mark.changed), None)
    return published or changed, changed if published else None


def _whole(published: Mark | None, marks: Sequence[Mark]) -> Reckoning | None:
    """The time of publication, put together where the day and the clock stand in two elements."""
    if published is None:
        return None
    parts = published.parts
    if parts.clock is not None or parts.instant is not None or parts.ago_seconds is not None:
        if parts.dated or parts.clock is None:
            return parts
        dated = next((m.parts for m in marks if m.parts.dated and m.parts.clock is None), None)
    else:
        dated = parts
        clock = next((m.parts for m in marks if m.parts.clock is not None and not m.changed), None)
        if clock is None:
            return parts
        parts = clock
    if dated is None or dated.instant is not None:
        return parts
    return replace(
        parts,
        raw=f"{dated.raw} {parts.raw}",
        year=dated.year,
        month=dated.month,
        day=dated.day,
        weekday=dated.weekday,
        days_ago=dated.days_ago,
    )


def _own_id(node: LexborNode) -> str | None:
    attributes = node.attributes
    for name, value in attributes.items():
        if value and _ID.fullmatch(name):
            return value
    return attributes.get("id") or attributes.get("name") or None


def _inner_id(root: LexborNode) -> str | None:
    """The id of the one box inside that is the post itself."""
    node = root
    for _ in range(3):
        children = [child for child in node.iter() if child.tag not in ("script", "style")]
        if not children:
            return None
        node = children[0]
        found = _own_id(node)
        if found:
            return found
        if len(children) > 1:
            return None
    return None


def _permalink(root: LexborNode, marks: Sequence[Mark], page: Page) -> str | None:
    """A link inside the post to its own anchor on this page."""
    own = root.attributes.get("id")
    for node in root.css("a[href*='#']"):
        address = clean_url(node.attributes.get("href"), page.base)
        anchor = fragment_of(address)
        if address and anchor and same_page(address, page.url) and own in (None, anchor):
            return address
    around = [mark.node.parent for mark in marks]
    for node in around:
        if node is not None and node.tag == "a" and node.attributes.get("href"):
            return clean_url(node.attributes.get("href"), page.base)
    return None


def _byline(root: LexborNode) -> LexborNode | None:
    found = root.css_first("[rel~=author], [itemprop=author]")
    if found is not None:
        return found
    for node in root.css("[class*=author i], [class*=byline i], [class*=autor i]"):
        text = node.text().strip()
        if _BYLINE.search(node.attributes.get("class") or "") and len(text) <= 120:
            return node
    return None


def _labels(root: LexborNode) -> tuple[str, ...]:
    attributes = root.attributes
    said = " ".join(
        f"{name} {value}" for name, value in attributes.items() if value not in (None, "false", "0")
    )
    return tuple(label for pattern, label in _LABELS if pattern.search(said))


def _is_index(group: Group, page: Page) -> bool:
    """Whether the blocks are but links to other pages: a ticker of headlines, a section front."""
    links = sum(_leads_away(block, page) for block in group.blocks)
    return links > INDEX_SHARE * len(group.blocks)


def _leads_away(block: Block, page: Page) -> bool:
    total = sum(len(tidy(node.text(separator=" "))) for node in block.nodes if node.tag != "-text")
    linked = 0
    for root in block.nodes:
        for link in root.css("a[href]") if root.tag != "-text" else []:
            address = clean_url(link.attributes.get("href"), page.base)
            if address is None or same_page(address, page.url):
                continue
            linked += len(tidy(link.text(separator=" ")))
            above = link.parent
            is_heading = above is not None and above.tag in HEADINGS
            if is_heading or link.css_first("h1, h2, h3, h4, h5, h6") is not None:
                return True
    return linked >= 0.6 * max(total - 8, 1)


def _weigh(posts: tuple[Post, ...], group: Group, page: Page) -> float:
    """How much these posts look like a live blog; 0 if they do not."""
    timed = [post.published for post in posts if post.published]
    declared = _is_declared(group)
    if len(posts) < LEAST_POSTS or len(timed) < max(2, (0.2 if declared else 0.4) * len(posts)):
        return 0.0
    lengths = [len(post.text) + len(post.headline or "") for post in posts]
    if sum(lengths) / len(lengths) < LEAST_TEXT:
        return 0.0
    pairs = list(zip(timed, timed[1:], strict=False))
    falling = sum(one.at >= other.at for one, other in pairs) / len(pairs)
    rising = sum(one.at <= other.at for one, other in pairs) / len(pairs)
    exact = sum(claim.rule == ClaimRule.ABSOLUTE for claim in timed)
    named = sum(post.source_id is not None for post in posts)
    well_made = min(exact, named) >= 0.9 * len(posts)
    said = f"{page.url} {page.headline or ''} {page.metas.get('og:title', '')}"
    if not (declared or well_made or _LIVE_WORDS.search(said) or falling >= 0.8):
        return 0.0
    order = max(falling, rising)
    if order < 0.6:
        return 0.0
    share = 0.5 + len(timed) / len(posts) / 2
    return sum(min(length, 400) for length in lengths) * order * share * (3 if declared else 1)


def _is_declared(group: Group) -> bool:
    """Whether the container is marked as a live blog by its type."""
    for node in (group.container, *path_of(group.container)):
        if "LiveBlogPosting" in (node.attributes.get("itemtype") or ""):
            return node.tag not in ("body", "html", "main", "article")
    return False
