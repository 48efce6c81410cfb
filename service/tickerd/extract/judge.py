"""Which reading is believed, and what the others add to it.

Readings of one page are joined post by post (id, anchor, permalink, else wording). The larger one
is the base, since completeness cannot be had elsewhere; of two that show the same posts it is the
one from the page's body, which keeps paragraphs and links. Times are judged as a column: one that
is constant, or runs ahead of the look, or is off by the source's zone is not believed.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from statistics import median

from tickerd.extract.clock import AHEAD, Dial
from tickerd.extract.links import fragment_of
from tickerd.extract.reading import Reading
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post

_WORDS = re.compile(r"[^\w]+")
KEY_CHARACTERS = 60
SAME_BLOG = 0.6
"""With a larger share of joined posts two readings are of one blog."""
WHOLE = 0.95
OFF = timedelta(minutes=14)
"""Two columns of times that differ by more are of two opinions about the zone."""

CONSTANT = 3
"""So many equal times are no coincidence."""

Pairs = dict[int, int]
"""Place in the base: place in the other."""


def judge(readings: Sequence[Reading], dial: Dial) -> Reading | None:
    """The best reading, completed by the others; None if there is none at all."""
    held = [reading for reading in readings if reading.posts]
    if not held:
        return _join_shells(readings)
    known = next((reading for reading in held if reading.sure), None)
    if known is not None:
        return known
    best = max(held, key=_trust)
    for other in held:
        if other is not best:
            best = _settle(best, other, dial)
    for other in readings:
        best = _fill_page(best, other)
    return best


def _join_shells(readings: Sequence[Reading]) -> Reading | None:
    """What readings without posts say of the page, as one."""
    if not readings:
        return None
    best = next((one for one in readings if one.declared), readings[0])
    for other in readings:
        best = _fill_page(best, other)
    reason = next((one.reason for one in readings if one.reason), None)
    return replace(best, reason=reason)


def _trust(reading: Reading) -> float:
    """How far a reading carries by itself; what the markup declares counts more."""
    told = sum(bool(post.text or post.headline) for post in reading.posts)
    timed = sum(post.published is not None for post in reading.posts)
    named = sum(post.source_id is not None for post in reading.posts)
    share = (2 * told + timed + named) / (4 * len(reading.posts))
    return share * (3.0 if reading.declared else 1.0)


def _settle(best: Reading, other: Reading, dial: Dial) -> Reading:
    """Two readings as one, if they are of the same blog; else the better alone."""
    pairs = match_posts(best.posts, other.posts)
    smaller = min(len(best.posts), len(other.posts))
    if len(pairs) < max(1, SAME_BLOG * smaller):
        return best
    base, added = best, other
    same = len(pairs) >= WHOLE * max(len(best.posts), len(other.posts))
    if len(other.posts) > len(best.posts) or (same and _is_fuller(other, best, pairs)):
        base, added = other, best
        pairs = {theirs: ours for ours, theirs in pairs.items()}
    posts = _complete(base, added, pairs, dial)
    return replace(
        _fill_page(base, added),
        dialect=best.dialect,
        posts=posts,
        declared=best.declared or other.declared,
    )


def _is_fuller(other: Reading, best: Reading, pairs: Pairs) -> bool:
    """Whether the other reading of the same posts has at least as much of their wording."""
    ours = sum(len(best.posts[place].text) for place in pairs)
    theirs = sum(len(other.posts[place].text) for place in pairs.values())
    marked = sum(
        "<" in best.posts[place].html.replace("<p>", "").replace("</p>", "") for place in pairs
    )
    return theirs >= 0.9 * ours and marked < 0.5 * len(pairs)


def match_posts(ours: Sequence[Post], theirs: Sequence[Post]) -> Pairs:
    """Which posts of two readings are the same: by id or anchor, else by how they begin."""
    pairs: Pairs = {}
    taken: set[int] = set()
    for keys in (_names, _wordings):
        index: dict[str, list[int]] = {}
        for place, post in enumerate(theirs):
            for key in keys(post):
                index.setdefault(key, []).append(place)
        for place, post in enumerate(ours):
            if place in pairs:
                continue
            found = (at for key in keys(post) for at in index.get(key, ()) if at not in taken)
            partner = next(found, None)
            if partner is not None:
                pairs[place] = partner
                taken.add(partner)
    return pairs


def _names(post: Post) -> list[str]:
    said = [post.source_id, fragment_of(post.permalink)]
    names = [name for name in said if name]
    return names + [tail for name in names if len(tail := re.split(r"[-_:]", name)[-1]) >= 5]


def _wordings(post: Post) -> list[str]:
    """Keys made of the beginning of a text, of its first lines apart, and of the headline."""
    text, title = _words(post.text), _words(post.headline or "")
    first, _, rest = post.text.partition("\n")
    joined = f"{title} {text}".strip()
    keys = [text, joined, _words(rest), _words(first) if len(first) >= 20 else "", title]
    return [key[:KEY_CHARACTERS] for key in keys if len(key) >= 12]


def _words(text: str) -> str:
    return _WORDS.sub(" ", text[: 4 * KEY_CHARACTERS].casefold()).strip()


def _complete(base: Reading, added: Reading, pairs: Pairs, dial: Dial) -> tuple[Post, ...]:
    theirs = {place: added.posts[partner] for place, partner in pairs.items()}
    take = _believes_other(base, added, pairs, dial, _published)
    take_change = take or _believes_other(base, added, pairs, dial, _modified)
    whole = len(pairs) >= WHOLE * len(base.posts)
    return tuple(
        _complete_post(post, theirs[place], take=take, take_change=take_change, whole=whole)
        if place in theirs
        else post
        for place, post in enumerate(base.posts)
    )


def _published(post: Post) -> Claim | None:
    return post.published


def _modified(post: Post) -> Claim | None:
    return post.modified


def _complete_post(post: Post, other: Post, *, take: bool, take_change: bool, whole: bool) -> Post:
    published = other.published or post.published if take else post.published or other.published
    modified = other.modified if take_change else post.modified or other.modified
    if modified is not None and published is not None and modified.at <= published.at:
        modified = None
    fuller = other if whole and not (post.text or post.media) else post
    source_id = post.source_id or other.source_id
    text, headline = fuller.text, post.headline or other.headline
    html = fuller.html
    if headline and not post.headline:
        text, html = _without_headline(text, html, headline)
    return post.model_copy(
        update={
            "source_id": source_id,
            "permalink": post.permalink or other.permalink,
            "headline": headline,
            "text": text,
            "html": html,
            "media": fuller.media,
            "author": post.author or other.author,
            "language": post.language or other.language,
            "labels": tuple(dict.fromkeys((*post.labels, *other.labels))),
            "published": published,
            "modified": modified,
        }
    )


def _without_headline(text: str, html: str, headline: str) -> tuple[str, str]:
    """A text whose first paragraph is the headline, without it."""
    first, _, rest = text.partition("\n")
    if _words(first) != _words(headline) or not rest:
        return text, html
    return rest, re.sub(r"^<(\w+)>.*?</\1>", "", html, count=1)


def _believes_other(
    base: Reading,
    added: Reading,
    pairs: Pairs,
    dial: Dial,
    column: Callable[[Post], Claim | None],
) -> bool:
    """Whether the other's column of times is to be believed instead of the base's."""
    both = [
        (one, two)
        for place, partner in pairs.items()
        if (one := column(base.posts[place])) and (two := column(added.posts[partner]))
    ]
    if not both:
        return False
    ours, theirs = (_faults([pair[side] for pair in both], dial) for side in (0, 1))
    if ours != theirs:
        return ours > theirs
    apart = timedelta(seconds=median((one.at - two.at).total_seconds() for one, two in both))
    if abs(apart) >= OFF:
        return _is_lie(both[0][0], apart, dial)
    precise = [median(pair[side].precision_seconds for pair in both) for side in (0, 1)]
    return precise[1] < precise[0]


def _faults(claims: Sequence[Claim], dial: Dial) -> int:
    """How little a column can be believed: constant is worse than ahead of the look."""
    constant = len(claims) >= CONSTANT and len({claim.at for claim in claims}) == 1
    ahead = any(claim.at > dial.looked_at + AHEAD for claim in claims)
    return 2 * constant + ahead


def _is_lie(claim: Claim, apart: timedelta, dial: Dial) -> bool:
    """Whether a time in UTC is the source's wall clock with a false label."""
    if not claim.raw.upper().endswith(("Z", "+00:00", "+0000")) or dial.zone is None:
        return False
    offset = claim.at.astimezone(dial.zone).utcoffset()
    return bool(offset) and abs((offset or apart) - apart) < timedelta(minutes=2)


def _fill_page(base: Reading, other: Reading) -> Reading:
    """What a reading says of the page as a whole, where the base is silent."""
    return replace(
        base,
        headline=base.headline or other.headline,
        standfirst=base.standfirst or other.standfirst,
        last_updated=base.last_updated or other.last_updated,
        language=base.language or other.language,
        live=other.live if base.live is None else base.live,
        complete=base.complete or (other.complete and len(other.posts) >= len(base.posts)),
        elsewhere=base.elsewhere or other.elsewhere,
    )
