"""The dialect `timestamps`: repeated blocks with times, in whatever classes they are dressed."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from operator import itemgetter

from selectolax.lexbor import LexborNode

from tickerd.extract import jsonld, microdata
from tickerd.extract.anchors import find_told
from tickerd.extract.blocks import Block, Group, find_boxes, find_runs
from tickerd.extract.bounds import POSTS
from tickerd.extract.clock import AHEAD, Dial, read_time
from tickerd.extract.dating import date_column, set_right, to_claim
from tickerd.extract.drafts import draft_post, publication_of
from tickerd.extract.indexes import is_index
from tickerd.extract.lines import tidy
from tickerd.extract.liveness import says_live
from tickerd.extract.marks import Mark, find_marks, find_marks_in, time_attributes
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.post import Post

GROUPS = 60
READINGS = 12
LEAST_POSTS = 3
FEWEST_POSTS = 2
"""So few are enough where each has its id and exact time, and the page calls itself live."""
MOST_TEXT = 400
"""Characters of one post that count, so that one long article does not outweigh many posts."""
DECLARED = 3.0
"""How much more posts weigh in a container that the page marks as a live blog."""
LEAST_TEXT = 40.0
"""Characters that posts have on average; lists of headlines and programmes have fewer."""
TELLING_TEXT = 100.0
"""The same, where times grow downwards: so do programmes, whose lines are longer than headlines."""
LEAST_TIMED = 0.4
"""So large a share of posts has a time."""
MOST_DOUBT = 0.8
"""A first look at the times, when doubles are still among the posts, is so much milder."""
LEAST_ORDER = 0.6
"""So large a share of neighbours stands in order of time, unless each has its id and exact time."""


def read(page: Page) -> Reading | None:
    """Read the set of repeated blocks that looks most like a live blog, or None."""
    if page.form != "html":
        return None
    posts = _read_told(page)
    if posts:
        return Reading(dialect="timestamps", posts=posts, from_body=True)
    marks = find_marks(page)
    if len(marks) < 2:
        return None
    best: tuple[float, tuple[Post, ...], Group | None] = (0.0, (), None)
    boxes = find_boxes(marks, page.lineage)
    runs = [group for group in find_runs(marks, page.lineage) if not _is_boxed(group, boxes)]
    budget = 2 * POSTS
    for most, group in _promising(boxes + runs, page):
        budget -= len(group.blocks)
        if most <= best[0] or budget < 0:
            break
        if _is_hopeless(group, page) or is_index(group, page):
            continue
        posts = _read_group(group, page)
        worth = _weigh(posts, group, page)
        if worth > best[0]:
            best = (worth, posts, group)
    _, posts, chosen = best
    if chosen is None:
        return None
    updated = page.last_updated or _last_updated(marks, chosen, page)
    return Reading(dialect="timestamps", posts=posts, from_body=True, last_updated=updated)


def _last_updated(marks: Sequence[Mark], group: Group, page: Page) -> Claim | None:
    """What the first "Last updated" line outside the posts says."""
    boxes = {node.mem_id for block in group.blocks for node in block.nodes}
    for mark in marks:
        if not mark.changed or mark.kind == "attribute":
            continue
        if boxes.isdisjoint(node.mem_id for node in (mark.node, *page.lineage.path_of(mark.node))):
            claim = to_claim(mark.parts, _dial_of(group, page))
            return claim if claim and claim.at <= page.dial.looked_at + AHEAD else None
    return None


def _read_told(page: Page) -> tuple[Post, ...]:
    """The posts that the page's markup tells of, as the body shows them.

    Nothing need be guessed here, so neither their number nor their order counts.
    """
    told = page.once(jsonld.read) or page.once(microdata.read)
    boxes = find_told(told.posts, page) if told is not None else []
    if not boxes:
        return ()
    names = time_attributes(page)
    blocks = [Block([box], find_marks_in(box, names)) for box in boxes]
    return _read_group(Group(blocks, boxes[0]), page)


def _is_boxed(run: Group, boxes: list[Group]) -> bool:
    """Whether each block of a run has a box of its own, which knows more: its id and its byline."""
    around = {node.mem_id for group in boxes for block in group.blocks for node in block.nodes}
    parents = [parent.mem_id for block in run.blocks if (parent := block.nodes[0].parent)]
    return len(set(parents)) == len(run.blocks) and around.issuperset(parents)


def _dial_of(group: Group, page: Page) -> Dial:
    """The page's dial; where its zone is not known, with the zone that the posts' times state."""
    stated = (mark.parts.zone for block in group.blocks for mark in block.marks)
    zone = page.dial.zone or next((zone for zone in stated if zone is not None), None)
    return page.dial if page.dial.zone else replace(page.dial, zone=zone)


def _promising(groups: list[Group], page: Page) -> list[tuple[float, Group]]:
    """The few groups that are worth a reading and what each can weigh, the most promising first."""
    largest = sorted(groups, key=lambda group: -len(group.blocks))[:GROUPS]
    weighed = [(most, group) for group in largest if (most := _most_worth(group, page)) > 0]
    return sorted(weighed, key=itemgetter(0), reverse=True)[:READINGS]


def _most_worth(group: Group, page: Page) -> float:
    """What a group can weigh at most, told cheaply from the amount of its text; 0 rules it out."""
    if len(group.blocks) < FEWEST_POSTS:
        return 0.0
    lengths = [sum(_length(node) for node in block.nodes) for block in group.blocks]
    if sum(lengths) < LEAST_TEXT * len(lengths):
        return 0.0
    return sum(min(length, MOST_TEXT) for length in lengths) * (
        DECLARED if is_declared(group, page) else 1
    )


def _length(node: LexborNode) -> int:
    return len((node.text_content if node.tag == "-text" else node.text()) or "")


def _read_group(group: Group, page: Page) -> tuple[Post, ...]:
    drafts = [draft for block in group.blocks if (draft := draft_post(block, page)) is not None]
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


def _is_hopeless(group: Group, page: Page) -> bool:
    """Whether the times alone rule a group out: then its texts need not be read."""
    marks = [mark for block in group.blocks for mark in block.marks]
    if is_declared(group, page) or any(mark.kind == "minute" for mark in marks):
        return False
    days = _heading_days(group, page) or [None] * len(group.blocks)
    claims = date_column([publication_of(one) for one in group.blocks], days, page.column_dial)
    places = [claim.at.timestamp() for claim in claims if claim is not None]
    if len(places) < max(2, MOST_DOUBT * LEAST_TIMED * len(claims)):
        return True
    falling, rising = _order_of(places)
    if max(falling, rising) < MOST_DOUBT * LEAST_ORDER:
        return not all(_is_exact(claim) for claim in claims)
    return falling < 0.5 and not says_live(page) and not all(_is_exact(claim) for claim in claims)


def _order_of(places: Sequence[float]) -> tuple[float, float]:
    """Which share of neighbours falls, and which rises, in page order."""
    pairs = list(pairwise(places))
    falling = sum(one >= other for one, other in pairs) / len(pairs)
    return falling, sum(one <= other for one, other in pairs) / len(pairs)


def _heading_days(group: Group, page: Page) -> list[date | None]:
    """The day of each block: of the heading above it, or, where headings close a day, below."""
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


def _weigh(posts: tuple[Post, ...], group: Group, page: Page) -> float:
    """How much these posts look like a live blog; 0 if they do not."""
    declared = is_declared(group, page)
    places = [place for post in posts if (place := _place_in_time(post)) is not None]
    made = _is_well_made(posts)
    fewest = FEWEST_POSTS if made and says_live(page) else LEAST_POSTS
    timed = max(2, (0.2 if declared else LEAST_TIMED) * len(posts))
    if len(posts) < fewest or len(places) < timed:
        return 0.0
    lengths = [len(post.text) + len(post.headline or "") for post in posts]
    mean = sum(lengths) / len(lengths)
    if mean < LEAST_TEXT:
        return 0.0
    falling, rising = _order_of(places)
    clocked = any(post.published for post in posts)
    trusted = declared or made or (clocked and falling >= 0.8)
    order = max(falling, rising, LEAST_ORDER if made else 0)
    telling = mean >= TELLING_TEXT or falling >= rising
    if order < LEAST_ORDER or not (trusted or (telling and says_live(page))):
        return 0.0
    share = 0.5 + len(places) / len(posts) / 2
    amount = sum(min(length, MOST_TEXT) for length in lengths)
    return amount * order * share * (DECLARED if declared else 1)


def _place_in_time(post: Post) -> float | None:
    """A number that grows with time: of the claim, else the minute of the match."""
    if post.published is not None:
        return post.published.at.timestamp()
    minute = next((label for label in post.labels if label[0].isdigit()), None)
    return sum(float(part) for part in re.findall(r"\d+", minute)) if minute else None


def _is_well_made(posts: tuple[Post, ...]) -> bool:
    """Whether nearly every post has an id of its own and an exact time."""
    made = [post.source_id and _is_exact(post.published) for post in posts]
    return sum(map(bool, made)) >= 0.9 * len(posts)


def _is_exact(claim: Claim | None) -> bool:
    return claim is not None and claim.rule == ClaimRule.ABSOLUTE


def is_declared(group: Group, page: Page) -> bool:
    """Whether the container is marked as a live blog by its type."""
    for node in (group.container, *page.lineage.path_of(group.container)):
        if node.tag == "amp-live-list":
            return True
        if "LiveBlogPosting" in (node.attributes.get("itemtype") or ""):
            return node.tag not in ("body", "html", "main", "article")
    return False
