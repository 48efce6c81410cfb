"""Which reading is believed, and what the others add to it.

Readings of one page are joined post by post (id, anchor, permalink, else wording): what the markup
tells and what the body shows. The larger one says which posts there are. What is taken from which
is settled once for the page, by what it keeps from look to look, never by how many posts there are
or in which order: a post must not seem changed because another came.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tickerd.extract.clock import Dial
from tickerd.extract.columns import believes_shown, is_constant
from tickerd.extract.matching import Pairs, match_posts, words_of
from tickerd.extract.reading import Reading, without_doubles
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post

SAME_BLOG = 0.6
"""With a larger share of joined posts two readings are of one blog."""
PART = 0.8
"""A body that shows a smaller share of the posts that are told shows but the newest."""
CUT = 0.5
"""A text that is shorter than this share of the other was cut."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What of the page's body is believed instead of what its markup tells."""

    published: bool
    modified: bool
    wording: bool
    constant: bool
    """Whether the markup gives every post one time."""


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
    told, shown = (other, best) if best.from_body and not other.from_body else (best, other)
    pairs = match_posts(told.posts, shown.posts)
    smaller = min(len(told.posts), len(shown.posts))
    if len(pairs) < max(1, SAME_BLOG * smaller):
        return best
    verdict = _weigh(told, shown, pairs, dial)
    return replace(
        _fill_page(told, shown),
        dialect=best.dialect,
        posts=without_doubles(_merge(told, shown, pairs, verdict)),
        given_by=_origins(told, shown, verdict),
        declared=best.declared or other.declared,
        from_body=told.from_body or shown.from_body,
    )


def _weigh(told: Reading, shown: Reading, pairs: Pairs, dial: Dial) -> _Verdict:
    return _Verdict(
        published=_trusts_shown(told, shown, pairs, dial, _published),
        modified=_trusts_shown(told, shown, pairs, dial, _modified),
        wording=not told.marked and len(pairs) >= PART * len(told.posts),
        constant=is_constant([c for one in told.posts if (c := one.published)], told.last_updated),
    )


def _origins(told: Reading, shown: Reading, verdict: _Verdict) -> dict[str, str]:
    """Which of two readings gave what; a field that the first has not, the second gave."""
    larger = told if len(told.posts) > len(shown.posts) and _has(told, "text") else shown
    modified = verdict.published or verdict.modified
    first = {
        "source_id": told,
        "headline": told,
        "text": shown if verdict.wording else told,
        "author": shown,
        "published": shown if verdict.published else told,
        "modified": shown if modified else told,
    }
    return {"posts": larger.origin("posts")} | {
        facet: (one if _has(one, facet) else shown if one is told else told).origin(facet)
        for facet, one in first.items()
    }


def _has(reading: Reading, facet: str) -> bool:
    return any(getattr(post, facet) for post in reading.posts)


def _merge(told: Reading, shown: Reading, pairs: Pairs, verdict: _Verdict) -> tuple[Post, ...]:
    """The posts of the larger reading, each completed by the other.

    Where the markup tells no texts at all, the posts are those that the body shows.
    """
    if len(told.posts) > len(shown.posts) and _has(told, "text"):
        return tuple(
            _join(post, shown.posts[pairs[place]], verdict)
            if place in pairs
            else _alone(post, verdict)
            for place, post in enumerate(told.posts)
        )
    back = {theirs: ours for ours, theirs in pairs.items()}
    return tuple(
        _join(told.posts[back[place]], post, verdict) if place in back else post
        for place, post in enumerate(shown.posts)
    )


def _trusts_shown(
    told: Reading,
    shown: Reading,
    pairs: Pairs,
    dial: Dial,
    column: Callable[[Post], Claim | None],
) -> bool:
    rows = [
        (one, two)
        for ours, theirs in pairs.items()
        if (one := column(told.posts[ours])) and (two := column(shown.posts[theirs]))
    ]
    return believes_shown(rows, told.last_updated, dial)


def _published(post: Post) -> Claim | None:
    return post.published


def _modified(post: Post) -> Claim | None:
    return post.modified


def _alone(told: Post, verdict: _Verdict) -> Post:
    """A post that only the markup tells of; a time that all have is none."""
    if not (verdict.constant and verdict.published):
        return told
    return told.model_copy(update={"published": None, "modified": None})


def _join(told: Post, shown: Post, verdict: _Verdict) -> Post:
    one, two = (shown, told) if verdict.published else (told, shown)
    published = one.published or two.published
    if verdict.published:
        modified = shown.modified
    else:
        one, two = (shown, told) if verdict.modified else (told, shown)
        modified = one.modified or two.modified
    if modified is not None and published is not None and modified.at <= published.at:
        modified = None
    headline = _headline(told.headline, shown.headline)
    text, html = _wording(told, shown, headline, verdict)
    media = shown if verdict.wording else told
    return shown.model_copy(
        update={
            "source_id": told.source_id or shown.source_id,
            "permalink": told.permalink or shown.permalink,
            "headline": headline,
            "text": text,
            "html": html,
            "media": media.media,
            "author": shown.author or told.author,
            "language": told.language or shown.language,
            "labels": tuple(dict.fromkeys((*told.labels, *shown.labels))),
            "published": published,
            "modified": modified,
        }
    )


def _headline(told: str | None, shown: str | None) -> str | None:
    """What the markup tells, unless it was cut there."""
    cut = (told or "").rstrip(".\u2026 ")
    return shown if shown and shown.startswith(cut) else told or shown


def _wording(told: Post, shown: Post, headline: str | None, verdict: _Verdict) -> tuple[str, str]:
    """Text and HTML: the body's where it says the same, for its paragraphs and links."""
    text, html = shown.text, shown.html
    if headline and not shown.headline:
        text, html = _without_headline(text, html, headline)
    same = "".join(text.split()) == "".join(told.text.split())
    cut = len(text) < CUT * len(told.text)
    believed = same or (verdict.wording and not cut) or not told.text
    return (text, html) if believed else (told.text, told.html)


def _without_headline(text: str, html: str, headline: str) -> tuple[str, str]:
    """A text whose first paragraph is the headline, without it."""
    first, _, rest = text.partition("\n")
    if words_of(first) != words_of(headline) or not rest:
        return text, html
    return rest, re.sub(r"^<(\w+)>.*?</\1>", "", html, count=1)


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
