"""How much a set of posts looks like a live blog: by times, texts, and what leads away."""

import re
from collections.abc import Sequence
from itertools import pairwise

from selectolax.lexbor import LexborNode

from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.extract.structure.blocks import Group
from tickerd.extract.structure.lookalikes import is_lookalike
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.post import Post

_MINUTE = re.compile(r"\d+")
_WIDE = re.compile(r"[\u2e80-\ud7ff\uf900-\ufaff]")
_STOPS = (".", "!", "?", "\u2026", "\u3002", "\u061f", "\u0964")
_OVER = re.compile(r"\d+\.\d")
LEAST_POSTS = 3
FEWEST_POSTS = 2
"""So few are enough where each has its id and exact time, and the page calls itself live."""
MOST_TEXT = 400
"""Characters of one post that count, so that one long article does not outweigh many posts."""
DECLARED = 3.0
"""How much more posts weigh in a container that the page marks as a live blog."""
RUN = 0.97
"""How much a run of lines weighs against a box around the same posts: a box knows their ids."""
LEAST_TEXT = 40.0
"""Characters that posts have on average; lists of headlines and programmes have fewer."""
SHORTEST_TEXT = 25.0
"""The same, where sentences stand in order of time on a page that calls itself live."""
TELLING_TEXT = 100.0
"""The same, where times grow downwards: so do programmes, whose lines are longer than headlines."""
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


def weigh(posts: tuple[Post, ...], group: Group, page: Page) -> float:
    """How much these posts look like a live blog; 0 if they do not."""
    declared = is_declared(group, page)
    places = _places_in_time(posts)
    made = _is_well_made(posts)
    fewest = FEWEST_POSTS if made and says_live(page) else LEAST_POSTS
    timed = max(2, (0.2 if declared else LEAST_TIMED) * len(posts))
    if len(posts) < fewest or len(places) < timed or len(set(places)) == 1:
        return 0.0
    lengths = [_measure(f"{post.headline or ''}{post.text}") for post in posts]
    mean = sum(lengths) / len(lengths)
    falling, rising = order_of(places)
    live = says_live(page)
    if mean < (SHORTEST_TEXT if live and falling >= 0.8 and _is_prose(posts) else LEAST_TEXT):
        return 0.0
    clocked = any(post.published for post in posts)
    trusted = made or (clocked and falling >= 0.8 and (live or mean >= TELLING_TEXT))
    order = max(falling, rising, LEAST_ORDER if made else 0)
    telling = mean >= TELLING_TEXT or falling >= rising
    if order < LEAST_ORDER or not (declared or trusted or (telling and live)):
        return 0.0
    if page.form == "text" and not live:
        return 0.0
    if not declared and is_lookalike(posts, group, page, live=live, order=max(falling, rising)):
        return 0.0
    share = 0.5 + len(places) / len(posts) / 2
    amount = sum(min(length, MOST_TEXT) for length in lengths)
    share *= RUN if group.blocks[0].run else 1
    return amount * order * share * (DECLARED if declared else 1)


def _measure(text: str) -> int:
    """The length of a text; a character of Chinese, Japanese or Korean says as much as two."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _is_prose(posts: Sequence[Post]) -> bool:
    """Whether most posts end as sentences do."""
    ends = sum(post.text.rstrip("\"'\u201d\u2019)").endswith(_STOPS) for post in posts)
    return ends > len(posts) / 2


def _places_in_time(posts: Sequence[Post]) -> list[float]:
    """Numbers that grow with time: of the claims; where there are none, the minutes of a match."""
    claims = [post.published.at.timestamp() for post in posts if post.published]
    return claims or [place for post in posts if (place := _minute_of(post)) is not None]


def _minute_of(post: Post) -> float | None:
    minute = next((label for label in post.labels if _MINUTE.search(label)), None)
    if minute is None:
        return None
    over = _OVER.fullmatch(minute)
    return float(over[0]) if over else sum(float(part) for part in _MINUTE.findall(minute))


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
