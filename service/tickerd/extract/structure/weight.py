"""How much a set of posts looks like a live blog: by times, texts, and what leads away."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from statistics import median

from selectolax.lexbor import LexborNode

from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.extract.structure.blocks import Group
from tickerd.extract.structure.lookalikes import name_lookalike
from tickerd.extract.text.lines import measure
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.post import Post

_MINUTE = re.compile(r"\d+")
_STOPS = (".", "!", "?", "\u2026", "\u3002", "\u061f", "\u0964")
_OVER = re.compile(r"\d+\.\d\d?")
FEW = "are too few for posts, or most have no time"
LISTS = "are lists with times of their own"
SHORT = "are too short for posts, as headlines and results are"
UNORDERED = "stand in no order of time"
SILENT = "are on a page that does not call itself live"
VAGUE = (FEW, SHORT, UNORDERED, SILENT)
"""What is said of posts that nothing better is known of."""
LEAST_POSTS = 3
FEWEST_POSTS = 2
"""So few are enough where each has its id and exact time, and the page calls itself live."""
MOST_TEXT = 400
"""Characters of one post that count, so that one long article does not outweigh many posts."""
DECLARED = 3.0
"""How much more posts weigh in a container that the page marks as a live blog."""
RUN = 0.97
"""How much a run of lines weighs against a box around the same posts: a box knows their ids."""
LISTED = 4
"""So many times of one kind in a box make it a list: of comments, of what was read most."""
CROWDED = 0.9
"""How much boxes weigh that hold several times alike: each may be several posts."""
LEAST_TEXT = 40.0
"""Characters that posts have on average; lists of headlines and programmes have fewer."""
SHORTEST_TEXT = 25.0
"""The same, where sentences stand in order of time on a page that calls itself live."""
TELLING_TEXT = 100.0
"""The same, where times grow downwards: so do programmes, whose lines are longer than headlines."""
PROSE_TEXT = 60.0
"""The same, where they are sentences that are dated."""
DAY = timedelta(days=1)
LEAST_TIMED = 0.4
"""So large a share of posts has a time."""
LEAST_ORDER = 0.6
"""So large a share of neighbours stands in order of time, unless each has its id and exact time."""


def most_worth(group: Group, page: Page) -> float:
    """What a group can weigh at most, told cheaply from the amount of its text; 0 rules it out."""
    if len(group.blocks) < FEWEST_POSTS:
        return 0.0
    lengths = [sum(length_of(node) for node in block.nodes) for block in group.blocks]
    if sum(lengths) < SHORTEST_TEXT * len(lengths) / 2:
        return 0.0
    return sum(min(length, MOST_TEXT) for length in lengths) * (
        DECLARED if is_declared(group, page) else 1
    )


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a set of posts looks like a live blog."""

    worth: float = 0.0
    refusal: str | None = None
    """In words, what they are instead, where their worth is 0."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is told of a set of posts by their number, their times and the length of their texts."""

    count: int
    timed: int
    is_made: bool
    is_declared: bool
    is_live: bool
    """Whether the page calls itself live."""
    falling: float
    rising: float
    lengths: Sequence[int]

    @property
    def mean(self) -> float:
        """Characters of a post."""
        return sum(self.lengths) / self.count

    @property
    def order(self) -> float:
        """Which share of neighbours stands in order of time, either way."""
        return max(self.falling, self.rising)


def weigh(posts: tuple[Post, ...], group: Group, page: Page) -> Weight:
    """How much these posts look like a live blog, or why they do not."""
    declared = is_declared(group, page)
    places = _places_in_time(posts)
    made = _is_well_made(posts)
    fewest = FEWEST_POSTS if made and says_live(page) else LEAST_POSTS
    timed = max(2, (0.2 if declared else LEAST_TIMED) * len(posts))
    if len(posts) < fewest or len(places) < timed or len(set(places)) == 1:
        return Weight(refusal=FEW)
    falling, rising = order_of(places)
    if _crowd_of(group, page) >= LISTED:
        return Weight(refusal=LISTS)
    lengths = [measure(f"{post.headline or ''}{post.text}") for post in posts]
    facts = _Facts(
        len(posts), len(places), made, declared, says_live(page), falling, rising, lengths
    )
    refusal = _refuse(facts, posts, page)
    if refusal is None and not declared:
        live = facts.is_live
        refusal = name_lookalike(posts, group, page, live=live, order=facts.order)
    return Weight(_worth(facts, group, page)) if refusal is None else Weight(refusal=refusal)


def _refuse(facts: _Facts, posts: Sequence[Post], page: Page) -> str | None:
    """Why posts are none of a live blog by what the facts tell, or None."""
    falls = facts.falling >= 0.8
    prose = facts.is_live and _is_prose(posts)
    clocked = any(post.published for post in posts)
    brief = prose and (falls or (clocked and facts.rising >= 0.8 and _are_named(posts)))
    if facts.mean < (SHORTEST_TEXT if brief else LEAST_TEXT):
        return SHORT
    long = facts.mean >= TELLING_TEXT
    if facts.order < LEAST_ORDER and not facts.is_made:
        return UNORDERED
    trusted = facts.is_made or (clocked and falls and (facts.is_live or long))
    relay = prose and not clocked and not _tells_seconds(posts)
    told = brief or relay or (prose and facts.mean >= PROSE_TEXT and _are_dated(posts))
    telling = facts.is_live and (long or told or facts.falling >= facts.rising)
    if not (facts.is_declared or trusted or telling) or (page.form == "text" and not facts.is_live):
        return SHORT if facts.is_live else SILENT
    return None


def _worth(facts: _Facts, group: Group, page: Page) -> float:
    order = max(facts.order, LEAST_ORDER if facts.is_made else 0)
    share = 0.5 + facts.timed / facts.count / 2
    amount = sum(min(length, MOST_TEXT) for length in facts.lengths)
    share *= RUN if group.blocks[0].run else CROWDED if _crowd_of(group, page) > 1 else 1
    return amount * order * share * (DECLARED if facts.is_declared else 1)


def _crowd_of(group: Group, page: Page) -> float:
    """How many times of one kind most boxes of a group hold, each in a line of its own."""
    if group.blocks[0].run:
        return 0
    crowds = []
    for block in group.blocks:
        lines = {
            line.mem_id: page.lineage.tags_of(mark.node)
            for mark in block.marks
            if mark.kind != "attribute" and not mark.changed
            for line in page.lineage.path_of(mark.node)[1:2]
        }
        crowds.append(max(Counter(lines.values()).values(), default=0))
    return median(crowds)


def _is_prose(posts: Sequence[Post]) -> bool:
    """Whether most posts end as sentences do, the signs of notes aside."""
    ends = sum(post.text.rstrip("\"'\u201d\u2019)[]0123456789").endswith(_STOPS) for post in posts)
    return ends > len(posts) / 2


def _are_dated(posts: Sequence[Post]) -> bool:
    """Whether posts are of more days than one, or each states its day and its zone."""
    claims = [post.published for post in posts if post.published]
    times = [claim.at for claim in claims]
    if times and max(times) - min(times) > DAY:
        return True
    return bool(claims) and all(map(is_exact, claims))


def _are_named(posts: Sequence[Post]) -> bool:
    """Whether nearly every post has an id of its own."""
    return sum(post.source_id is not None for post in posts) >= 0.9 * len(posts)


def _places_in_time(posts: Sequence[Post]) -> list[float]:
    """Numbers that grow with time: of the claims; where there are none, the minutes of a match."""
    claims = [post.published.at.timestamp() for post in posts if post.published]
    return claims or [place for post in posts if (place := _minute_of(post)) is not None]


def _minute_of(post: Post) -> float | None:
    minute = next((label for label in post.labels if _MINUTE.search(label)), None)
    if minute is None:
        return None
    over = _OVER.fullmatch(minute.replace(":", "."))
    return float(over[0]) if over else sum(float(part) for part in _MINUTE.findall(minute))


def _tells_seconds(posts: Sequence[Post]) -> bool:
    """Whether minutes have seconds: where they grow, they may be places in a recording."""
    return any(":" in label for post in posts for label in post.labels)


def _is_well_made(posts: tuple[Post, ...]) -> bool:
    """Whether nearly every post has an id of its own and an exact time."""
    made = [post.source_id and is_exact(post.published) for post in posts]
    return sum(map(bool, made)) >= 0.9 * len(posts)


def is_exact(claim: Claim | None) -> bool:
    """Whether a time is stated to the full: with its day and its zone."""
    return claim is not None and claim.rule == ClaimRule.ABSOLUTE


def is_declared(group: Group, page: Page) -> bool:
    """Whether the container is marked as a live blog by its type."""
    for node in (group.container, *page.lineage.path_of(group.container)):
        if node.tag == "amp-live-list":
            return True
        if "LiveBlogPosting" in (node.attributes.get("itemtype") or ""):
            return node.tag not in ("body", "html", "main", "article")
    return False


def order_of(places: Sequence[float]) -> tuple[float, float]:
    """Which share of neighbours falls, and which rises, in page order."""
    pairs = list(pairwise(places))
    falling = sum(one >= other for one, other in pairs) / len(pairs)
    return falling, sum(one <= other for one, other in pairs) / len(pairs)


def length_of(node: LexborNode) -> int:
    """How many characters a node shows."""
    return len((node.text_content if node.tag == "-text" else node.text()) or "")
