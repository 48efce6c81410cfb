"""What looks like a live blog and is none: goods, diaries, events to come, discussions."""

import re
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from statistics import median

from selectolax.lexbor import LexborNode

from tickerd.extract.liveness import leads_away
from tickerd.extract.page import Page
from tickerd.extract.structure.asides import is_remark, is_ticker
from tickerd.extract.structure.blocks import Group
from tickerd.extract.structure.indexes import INDEX_SHARE
from tickerd.extract.text.lines import tidy
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post

# ruff: noqa: RUF001  words in their own letters
_PRICE = re.compile(
    r"(?:[$€£]|EUR|USD|zł)\s?\d[\d.,]*[.,]\d\d(?!\d)|\d\s?[€£]|\d[.,]\d\d\s?(?:zł|kr\b)"
)
_ZERO = re.compile(r"[\s\[(]*0?0:00(?::00)?\b")
_COUNT = re.compile(r"\d{1,3}\.")
_MEMBER = re.compile(
    r"user(?:\b|[\s_-]?(?:name|info|card|link))|nick(?:name)?\b|commenter|\b(?:up)?votes?(?:\b|cell)"
    r"|karma|postprofile",
    re.IGNORECASE,
)
"""Words of classes for those who take part in a discussion, and for what they think of it."""
_ANSWER = frozenset(
    (
        *("reply", "antworten", "répondre", "responder", "rispondi", "beantwoorden", "reageer"),
        *("svar", "svara", "vastaa", "odpowiedz", "odpovědět", "válasz", "răspunde", "ответить"),
        *("відповісти", "yanıtla", "cevapla", "απάντηση", "رد", "返信", "回复", "回覆", "답글"),
    )
)
"""What is written on the button under a remark."""
_SIGNS = (
    "[class*=user i], [class*=nick i], [class*=vote i], [class*=karma i], [class*=postprofile i],"
    " [class*=comment i], [id*=comment i], [class*=repl i],"
    " [itemtype*=Comment], [itemtype*=Answer], [itemtype*=Review]"
)
LONGEST_GAP = timedelta(days=1)
"""So long is it from one post to the next at most, in the median, unless the page says "live"."""
LONGEST_LIVE = timedelta(days=7)
"""The same where it does."""
TEASED_GAP = timedelta(hours=12)
"""The same, where headings lead to pages of their own."""
PLANNED = timedelta(days=1)
"""A time that is further ahead of the look is that of something to come."""
REGULAR = 0.9
"""So large a share of neighbours in order of time is what a diary has; a feed of pins has not."""
PRICED = 0.8
COUNTED = 0.6
"""So large a share of steps by one is what a list has, and a match has not."""
SAMPLE = 12
"""So many blocks tell what all are."""
NODES = 40
"""So many elements of a block are looked at."""


def is_lookalike(
    posts: Sequence[Post], group: Group, page: Page, *, live: bool, order: float
) -> bool:
    """Whether posts with times are none of a live blog.

    Args:
        posts: what was read.
        group: where it was read.
        page: the page of both.
        live: whether the page calls itself live.
        order: which share of neighbours stands in order of time.
    """
    claims = [post.published for post in posts if post.published]
    return (
        _is_slow(claims, group, page, live=live or order < REGULAR)
        or _sells(posts)
        or _is_numbered(posts)
        or _is_recording(claims)
        or is_discussion(group, page)
    )


def _is_planned(claims: Sequence[Claim], page: Page) -> bool:
    limit = page.dial.looked_at + PLANNED
    return sum(claim.at > limit for claim in claims) > len(claims) / 2


def _is_slow(claims: Sequence[Claim], group: Group, page: Page, *, live: bool) -> bool:
    """Whether its posts come too far apart for a live blog, as on the front of a diary."""
    gaps = [abs(one.at - other.at).total_seconds() for one, other in pairwise(claims)]
    gap = timedelta(seconds=median(gaps)) if gaps else timedelta()
    if gap <= TEASED_GAP:
        return False
    if gap > (LONGEST_LIVE if live else LONGEST_GAP) or _is_planned(claims, page):
        return True
    boxes = [block.nodes[0] for block in group.blocks if not block.nodes[0].is_text_node]
    return sum(leads_away(box, page) for box in boxes) > INDEX_SHARE * len(boxes)


def _sells(posts: Sequence[Post]) -> bool:
    """Whether nearly every post names a price: then they are goods."""
    return sum(_PRICE.search(post.text) is not None for post in posts) > PRICED * len(posts)


def _is_recording(claims: Sequence[Claim]) -> bool:
    """Whether times that grow from 0:00 are places in a recording, not times of day."""
    grows = len(claims) > 1 and claims[0].at < claims[-1].at
    return grows and _ZERO.match(claims[0].raw) is not None


def _is_numbered(posts: Sequence[Post]) -> bool:
    """Whether what may be minutes of a match counts one by one: then it is a list."""
    counted = [label for post in posts for label in post.labels if _COUNT.fullmatch(label)]
    numbers = [int(label.strip(".")) for label in counted]
    steps = [later - one for one, later in pairwise(numbers)]
    ones = max(steps.count(1), steps.count(-1))
    return len(numbers) == len(posts) and ones >= COUNTED * len(steps)


def is_discussion(group: Group, page: Page) -> bool:
    """Whether the boxes are what members of a forum said: by their names, votes and types."""
    if group.blocks[0].run or is_ticker(group.container):
        return False
    some = [block.nodes[0] for block in group.blocks[:: max(1, len(group.blocks) // SAMPLE)]]
    return sum(_is_said_by_member(box, page) for box in some) > len(some) / 2


def _is_said_by_member(box: LexborNode, page: Page) -> bool:
    half = len(box.text()) / 2
    for node in box.css(_SIGNS)[:NODES]:
        attributes = node.attributes
        if attributes.get("itemtype") or _MEMBER.search((attributes.get("class") or "")[:200]):
            return True
        if is_remark(node, page.lineage) and len(node.text()) > half:
            return True
    return any(tidy(node.text()).lower() in _ANSWER for node in box.css("a, button")[:NODES])
