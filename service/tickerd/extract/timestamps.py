"""The dialect `timestamps`: repeated blocks with times, in whatever classes they are dressed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from operator import itemgetter

from tickerd.extract import jsonld, microdata
from tickerd.extract.anchors import find_told
from tickerd.extract.bounds import POSTS
from tickerd.extract.clock import AHEAD, DAY_SECONDS, Dial, read_time
from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.structure.blocks import Block, Group, find_boxes
from tickerd.extract.structure.boxed import is_boxed
from tickerd.extract.structure.discussions import before_remarks
from tickerd.extract.structure.drafts import (
    Draft,
    draft_post,
    name_by_wrappers,
    publication_of,
    without_shared_names,
)
from tickerd.extract.structure.indexes import INDEX, is_index
from tickerd.extract.structure.lookalikes import DISCUSSION, RECORDING
from tickerd.extract.structure.marks import find_marks, find_marks_in, time_attributes
from tickerd.extract.structure.offsets import column_dial
from tickerd.extract.structure.programmes import is_recording
from tickerd.extract.structure.runs import find_runs
from tickerd.extract.structure.weight import (
    FEW,
    LEAST_ORDER,
    LEAST_TIMED,
    SILENT,
    UNORDERED,
    Weight,
    is_declared,
    is_exact,
    most_worth,
    order_of,
    weigh,
)
from tickerd.extract.text.lines import tidy
from tickerd.extract.times.dating import date_column, set_right, stated_day, to_claim
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import PINNED, Post

GROUPS = 60
READINGS = 12
FINAL = (INDEX, DISCUSSION)
"""What boxes are whichever times in them are read."""
SPOILT = 0.6
"""With so large a share of blocks in such boxes, each in its own, a group is no other."""
MOST_DOUBT = 0.8
"""A first look at the times, when doubles are still among the posts, is so much milder."""


def read(page: Page) -> Reading | None:
    """Read the set of repeated blocks that looks most like a live blog, or None."""
    if page.form not in ("html", "text"):
        return None
    posts = _read_told(page)
    if posts:
        return Reading(dialect="timestamps", posts=posts, from_body=True)
    found = page.once(survey)
    if found.chosen is None:
        return None
    updated = page.last_updated or _last_updated(found.chosen, found.posts, page)
    return Reading(dialect="timestamps", posts=found.posts, from_body=True, last_updated=updated)


@dataclass(slots=True)
class Survey:
    """What the repeated blocks of a page are."""

    posts: tuple[Post, ...] = ()
    chosen: Group | None = None
    worth: float = 0.0
    refusals: list[tuple[int, str]] = field(default_factory=list)
    """Of how many blocks a group was that is no live blog, and what it is; the largest first."""
    spoilt: dict[int, str] = field(default_factory=dict)
    """Boxes that are no posts, however they are read."""

    def refuse(self, group: Group, cause: str) -> None:
        """Take note of what a group is instead."""
        self.refusals.append((len(group.blocks), cause))
        if cause in FINAL:
            nodes = [block.nodes[0] for block in group.blocks]
            self.spoilt |= {node.mem_id: cause for node in nodes}


def survey(page: Page) -> Survey:
    """Look through the repeated blocks with times for those that look most like a live blog."""
    found = Survey()
    marks = page.once(find_marks)
    if len(marks) < 2:
        return found
    boxes = find_boxes(marks, page.lineage)
    runs = [group for group in find_runs(marks, page.lineage) if not is_boxed(group, boxes, page)]
    dial = column_dial(page, marks)
    budget = 2 * POSTS
    for most, candidate in _promising(boxes + runs, page):
        group = before_remarks(candidate)
        budget -= len(group.blocks)
        if most <= found.worth or budget < 0:
            break
        if found.chosen is not None and _holds_same(found.chosen, group):
            continue
        cause = _refuse_unread(group, page, found)
        posts = () if cause else _read_group(group, page, dial)
        weight = weigh(posts, group, page) if cause is None else Weight(refusal=cause)
        if weight.refusal is not None:
            found.refuse(group, weight.refusal)
        elif weight.worth > found.worth:
            found.worth, found.posts, found.chosen = weight.worth, posts, group
    return found


def _holds_same(chosen: Group, group: Group) -> bool:
    """Whether boxes hold the same times as the chosen ones, each the same as one of those.

    They stand in those, or around them, and are less promising: so they show no more.
    """
    is_run = chosen.blocks[0].run or group.blocks[0].run
    return not is_run and [one.marks for one in chosen.blocks] == [
        one.marks for one in group.blocks
    ]


def _refuse_unread(group: Group, page: Page, found: Survey) -> str | None:
    """Why a group is no live blog, as far as that is told before its texts are read, or None."""
    known = [cause for block in group.blocks if (cause := _spoilt_by(block, page, found.spoilt))]
    if len({place for place, _ in known}) >= SPOILT * len(group.blocks):
        return known[0][1]
    return _doubt(group, page) or (INDEX if is_index(group, page) else None)


def _spoilt_by(block: Block, page: Page, spoilt: Mapping[int, str]) -> tuple[int, str] | None:
    """The box that a block stands in which was told to be no post, and why."""
    if not spoilt:
        return None
    node = block.nodes[0]
    around = (one.mem_id for one in (node, *page.lineage.path_of(node)))
    return next(((place, spoilt[place]) for place in around if place in spoilt), None)


def _last_updated(group: Group, posts: Sequence[Post], page: Page) -> Claim | None:
    """What the first "Last updated" line outside the posts says; none is older than a post."""
    claims = [post.published for post in posts if post.published]
    told = [claim.at for claim in claims if claim.precision_seconds < DAY_SECONDS]
    boxes = {node.mem_id for block in group.blocks for node in block.nodes}
    for mark in page.once(find_marks):
        if not mark.changed or mark.kind == "attribute":
            continue
        if boxes.isdisjoint(node.mem_id for node in (mark.node, *page.lineage.path_of(mark.node))):
            claim = to_claim(mark.parts, _dial_of(group, page))
            if claim is not None and told and claim.at < max(told) - AHEAD:
                continue  # of a teaser
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
    return _read_group(Group(blocks, boxes[0]), page, page.column_dial)


def _dial_of(group: Group, page: Page) -> Dial:
    """The page's dial; where its zone is not known, with the zone that the posts' times state."""
    stated = (mark.parts.zone for block in group.blocks for mark in block.marks)
    zone = page.dial.zone or next((zone for zone in stated if zone is not None), None)
    return page.dial if page.dial.zone else replace(page.dial, zone=zone)


def _promising(groups: list[Group], page: Page) -> list[tuple[float, Group]]:
    """The few groups that are worth a reading and what each can weigh, the most promising first."""
    largest = sorted(groups, key=lambda group: -len(group.blocks))[:GROUPS]
    weighed = [(most, group) for group in largest if (most := most_worth(group, page)) > 0]
    return sorted(weighed, key=itemgetter(0), reverse=True)[:READINGS]


def _read_group(group: Group, page: Page, dial: Dial) -> tuple[Post, ...]:
    read = [draft_post(block, page) for block in group.blocks]
    drafts = without_shared_names([draft for draft in read if draft is not None])
    drafts = name_by_wrappers(drafts, group) if len(drafts) == len(read) else drafts
    stated = _heading_days(group, page) or [None] * len(read)
    days = [day for day, draft in zip(stated, read, strict=True) if draft is not None]
    published = set_right(_date_drafts(drafts, days, dial), page.dial)
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
    return without_doubles(_without_inserts(posts))


def _date_drafts(
    drafts: Sequence[Draft], days: Sequence[date | None], dial: Dial
) -> list[Claim | None]:
    """When each was published; a copy that is pinned on top is of the time of its original."""
    copies = list(takewhile(lambda draft: PINNED in draft.post.labels, drafts))
    flow = drafts[len(copies) :]
    claims = date_column([draft.parts for draft in flow], days[len(copies) :], dial)
    known = {_said(draft): claim for draft, claim in zip(flow, claims, strict=True)}
    pairs = zip(copies, days, strict=False)
    return [
        *(known.get(_said(copy)) or to_claim(copy.parts, dial, day) for copy, day in pairs),
        *claims,
    ]


def _said(draft: Draft) -> tuple[str | None, str]:
    return draft.post.headline, draft.post.text


def _without_inserts(posts: Sequence[Post]) -> tuple[Post, ...]:
    """The same without what has neither time nor id, where all that has a time has an id."""
    timed = [post for post in posts if post.published]
    if not timed or not all(post.source_id for post in timed):
        return tuple(posts)
    return tuple(post for post in posts if post.published or post.source_id or post.labels)


def _doubt(group: Group, page: Page) -> str | None:
    """What the times alone say against a group: then its texts need not be read."""
    marks = [mark for block in group.blocks for mark in block.marks]
    if is_declared(group, page) or any(mark.kind == "minute" for mark in marks):
        return None
    days = _heading_days(group, page) or [None] * len(group.blocks)
    claims = date_column([publication_of(one) for one in group.blocks], days, page.column_dial)
    places = [claim.at.timestamp() for claim in claims if claim is not None]
    if len(places) < max(2, MOST_DOUBT * LEAST_TIMED * len(claims)):
        return FEW
    if all(is_exact(claim) for claim in claims):
        return None
    falling, rising = order_of(places)
    if max(falling, rising) < MOST_DOUBT * LEAST_ORDER:
        return UNORDERED
    if falling >= 0.5 or says_live(page):
        return None
    return RECORDING if is_recording([claim for claim in claims if claim], ()) else SILENT


def _heading_days(group: Group, page: Page) -> list[date | None]:
    """The day of each block: of the heading above it, or, where headings close a day, below."""
    days: dict[int, date] = {}
    for place, node in group.headings.items():
        parts = read_time(tidy(node.text(separator=" ")))
        if parts is not None and parts.dated and parts.clock is None and parts.ago_seconds is None:
            day = stated_day(parts, page.dial)
            if day is not None:
                days[place] = day
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
