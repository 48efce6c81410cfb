"""What looks like a live blog and is none: goods, diaries, events to come, discussions."""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise
from statistics import median

from selectolax.lexbor import LexborNode

from tickerd.extract.liveness import leads_away
from tickerd.extract.page import Page
from tickerd.extract.structure.blocks import Group
from tickerd.extract.structure.discussions import is_discussion, speak_by_nicknames
from tickerd.extract.structure.indexes import INDEX_SHARE
from tickerd.extract.structure.programmes import is_coming, is_programme, is_recording
from tickerd.extract.structure.stories import prose_beside
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post

_PRICE = re.compile(
    r"(?:[$€£]|EUR|USD|zł)\s?\d[\d.,]*[.,]\d\d(?!\d)|\d\s?[€£]|\d[.,]\d\d\s?(?:zł|kr\b)"
)
_COUNT = re.compile(r"\d{1,3}\.")
_VERSION = re.compile(r"(?:\w+ )?v?\d{1,4}(?:\.\d{1,4}){1,3}(?:[-+][\w.]{1,20})?(?![\w%.,:])")
"""The number of a release at the head of its notes."""
PROGRAMME = "are a programme: times of what is planned"
RECORDING = "are places in a recording"
SLOW = "come too far apart, as in a diary or an archive"
GOODS = "are goods with their prices"
NUMBERED = "are a numbered list"
TABLE = "are rows of a table of short facts"
RELEASES = "are the releases of a program"
BESIDE = "stand beside a story that is longer than all of them"
DISCUSSION = "are what readers or members of a forum said"
LONGEST_GAP = timedelta(days=1)
"""So long is it from one post to the next at most, in the median, unless the page says "live"."""
LONGEST_LIVE = timedelta(days=7)
"""The same where it does."""
TEASED_GAP = timedelta(hours=12)
"""The same, where headings lead to pages of their own."""
REGULAR = 0.9
"""So large a share of neighbours in order of time is what a diary has; a feed of pins has not."""
PRICED = 0.8
SAMPLE = 12
"""So many blocks tell what all are."""
CELLS = 4
"""So many cells has a row of facts; one of a live blog has a time, a sign and a text."""
CELL = 80
"""Characters of a cell that has a text."""
PRICE_CHARACTERS = 40
"""A line that has a price and more words than this is prose."""
VERSIONED = 0.6
COUNTED = 0.6
"""So large a share of steps by one is what a list has, and a match has not."""


def name_lookalike(
    posts: Sequence[Post], group: Group, page: Page, *, live: bool, order: float
) -> str | None:
    """What posts with times are, in words, if they are none of a live blog; else None.

    Args:
        posts: what was read.
        group: where it was read.
        page: the page of both.
        live: whether the page calls itself live.
        order: which share of neighbours stands in order of time.
    """
    claims = [post.published for post in posts if post.published]
    told: tuple[tuple[str, Callable[[], bool]], ...] = (
        (DISCUSSION, lambda: is_discussion(group, page)),
        (PROGRAMME, lambda: is_programme(claims, posts, page.dial)),
        (PROGRAMME, lambda: is_coming(claims, group, page)),
        (RECORDING, lambda: is_recording(claims, posts)),
        (SLOW, lambda: _is_slow(claims, group, page, live=live or order < REGULAR)),
        (GOODS, lambda: _sells(posts)),
        (NUMBERED, lambda: _is_numbered(posts)),
        (TABLE, lambda: _are_rows(group)),
        (RELEASES, lambda: _are_releases(posts)),
        (DISCUSSION, lambda: speak_by_nicknames(posts)),
        (BESIDE, lambda: not live and _stand_beside_story(posts, group, page)),
    )
    return next((name for name, holds in told if holds()), None)


def _is_slow(claims: Sequence[Claim], group: Group, page: Page, *, live: bool) -> bool:
    """Whether its posts come too far apart for a live blog, as on the front of a diary."""
    gaps = [abs(one.at - other.at).total_seconds() for one, other in pairwise(claims)]
    gap = timedelta(seconds=median(gaps)) if gaps else timedelta()
    if gap <= TEASED_GAP:
        return False
    if gap > (LONGEST_LIVE if live else LONGEST_GAP):
        return True
    boxes = [block.nodes[0] for block in group.blocks if not block.nodes[0].is_text_node]
    return sum(leads_away(box, page) for box in boxes) > INDEX_SHARE * len(boxes)


def _sells(posts: Sequence[Post]) -> bool:
    """Whether nearly every post has a price in a line of its own: then they are goods."""
    return sum(any(map(_is_price, post.text.split("\n"))) for post in posts) > PRICED * len(posts)


def _is_price(line: str) -> bool:
    return len(line) <= PRICE_CHARACTERS and _PRICE.search(line) is not None


def _are_releases(posts: Sequence[Post]) -> bool:
    """Whether most posts are headed by the number of a version."""
    heads = (post.headline or post.text for post in posts)
    return sum(_VERSION.match(head) is not None for head in heads) > VERSIONED * len(posts)


def _is_numbered(posts: Sequence[Post]) -> bool:
    """Whether what may be minutes of a match counts one by one: then it is a list."""
    counted = [label for post in posts for label in post.labels if _COUNT.fullmatch(label)]
    numbers = [int(label.strip(".")) for label in counted]
    steps = [later - one for one, later in pairwise(numbers)]
    ones = max(steps.count(1), steps.count(-1))
    return len(numbers) == len(posts) and ones >= COUNTED * len(steps)


def _are_rows(group: Group) -> bool:
    """Whether most blocks are rows of several cells, none of which has a text in it."""
    some = group.blocks[:: max(1, len(group.blocks) // SAMPLE)]
    return sum(_is_row(block.nodes[0]) for block in some) > len(some) / 2


def _is_row(node: LexborNode) -> bool:
    row = node.parent if node.tag in ("td", "th") else node
    if row is None or row.tag != "tr":
        return False
    said = [len(cell.text(strip=True)) for cell in row.css("td, th")[: 2 * CELLS]]
    return sum(map(bool, said)) >= CELLS and max(said) < CELL


def _stand_beside_story(posts: Sequence[Post], group: Group, page: Page) -> bool:
    """Whether the page has more text in other paragraphs: then posts are a box of another page."""
    roots = (node for block in group.blocks for node in block.nodes if not node.is_text_node)
    return prose_beside(roots, page) > sum(len(post.text) for post in posts)
