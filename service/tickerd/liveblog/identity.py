"""Is this the post that we knew?

The surest sign first: the source's id, the permalink, claim and wording, wording and place. Each
sign is tried on the posts that the surer ones left over, and the reason is kept. Wording alone
never outvotes a better sign, or each correction would look like a death and a birth.
"""

import hashlib
from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .claim import Claim, ClaimRule, may_be_one
from .known import Known, KnownPost
from .post import Post
from .wording import Lookalikes, likeness, squeeze

ALIKE = 0.5
"""From this likeness on, two wordings may be one post, corrected."""
STRANGE = 0.3
"""Below this likeness, two wordings under one id are two posts."""
MOST_PAIRS = 250_000
"""Of five hundred posts, none with a better sign and all reworded at once, none is looked for."""

NEW = "new"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A post of the page, named by our id, with the known post that it is, if any, and why."""

    post: Post
    known: KnownPost | None
    reason: str


@dataclass(slots=True)
class _Search:
    """Posts still without a name, and known posts still without a post."""

    posts: dict[int, Post]
    candidates: dict[str, KnownPost]
    ids_hold: bool
    found: dict[int, Recognised] = field(default_factory=dict)

    def take(self, place: int, name: str, reason: str) -> None:
        known = self.candidates.pop(name)
        post = self.posts.pop(place).model_copy(update={"id": name})
        self.found[place] = Recognised(post=post, known=known, reason=reason)


def recognise(known: Known, posts: Sequence[Post]) -> list[Recognised]:
    """Name each post of a page, in page order. A second post under one source id is left out."""
    unique = _without_copies(posts)
    search = _Search(
        posts=dict(enumerate(unique)),
        candidates=dict(known.posts),
        ids_hold=_ids_hold(known, unique),
    )
    if search.ids_hold:
        _by_key(search, "source id", lambda post: post.source_id)
        _by_key(search, "permalink", lambda post: _own_link(post, known.blog.url))
    _by_claim_and_wording(search)
    _by_same_wording(search)
    _by_like_wording(search, known)
    _name_the_new(search, known)
    return [search.found[place] for place in sorted(search.found)]


# ---------------------------------------------------------------- signs, the surest first


def _by_key(search: _Search, reason: str, key: Callable[[Post], str | None]) -> None:
    """One key, one post: keys that two known posts share say nothing."""
    keys = Counter(key(candidate.post) for candidate in search.candidates.values())
    owners = {
        value: name
        for name, candidate in search.candidates.items()
        if (value := key(candidate.post)) and keys[value] == 1
    }
    for place, post in list(search.posts.items()):
        if (name := owners.pop(key(post) or "", None)) is not None:
            search.take(place, name, reason)


def _by_claim_and_wording(search: _Search) -> None:
    """The same claimed time and much the same words: one post, whatever its id is called today."""
    by_moment: dict[object, list[str]] = {}
    for name, candidate in search.candidates.items():
        if claim := candidate.post.published:
            by_moment.setdefault(_moment(claim), []).append(name)
    for place, post in list(search.posts.items()):
        if post.published is None:
            continue
        names = by_moment.get(_moment(post.published), [])
        likest = _likest(post, [search.candidates[n] for n in names if n in search.candidates])
        if likest and likest[1] >= ALIKE:
            search.take(place, likest[0].post.id, "claim and wording")


def _by_same_wording(search: _Search) -> None:
    owners: dict[tuple[str, str], list[str]] = {}
    for name, candidate in search.candidates.items():
        owners.setdefault(_wording(candidate.post), []).append(name)
    for place, post in list(search.posts.items()):
        names = owners.get(_wording(post), [])
        for name in names:
            if _may_be(search, post, search.candidates[name].post):
                names.remove(name)
                search.take(place, name, "wording and place")
                break


def _by_like_wording(search: _Search, known: Known) -> None:
    """Corrected posts without a better sign: the likest pairs first, of the posts last shown."""
    shown = {*known.window.shown, *known.window.missed}
    recent = [known for name, known in search.candidates.items() if name in shown]
    if len(recent) * len(search.posts) > MOST_PAIRS:
        return
    lookalikes = Lookalikes([_whole(candidate.post) for candidate in recent], least=ALIKE)
    pairs = [
        (score, place, recent[found].post.id)
        for place, post in search.posts.items()
        for found, score in lookalikes.find(_whole(post))
        if _may_be(search, post, recent[found].post)
    ]
    for _, place, name in sorted(pairs, reverse=True):
        if place in search.posts and name in search.candidates:
            search.take(place, name, "wording and place")


def _name_the_new(search: _Search, known: Known) -> None:
    taken = set(known.posts)
    for place, post in sorted(search.posts.items()):
        name = _make_id(post, taken)
        taken.add(name)
        named = post.model_copy(update={"id": name})
        search.found[place] = Recognised(post=named, known=None, reason=NEW)


# ---------------------------------------------------------------- what the signs rest on


def _without_copies(posts: Sequence[Post]) -> list[Post]:
    """Each source id once: a pinned copy beside the post is no second post."""
    seen: set[str] = set()
    kept = []
    for post in posts:
        if post.source_id is None or post.source_id not in seen:
            kept.append(post)
        if post.source_id is not None:
            seen.add(post.source_id)
    return kept


def _ids_hold(known: Known, posts: Sequence[Post]) -> bool:
    """Whether ids name posts here, and not places (`#post3` is another post tomorrow).

    They do not, once more posts have moved to another id, words and time, than have kept theirs.
    """
    owners = {k.post.source_id: k.post for k in known.posts.values() if k.post.source_id}
    steady = {
        post.source_id
        for post in posts
        if post.source_id
        and (owner := owners.get(post.source_id))
        and likeness_of_posts(post, owner) >= STRANGE
    }
    homes = {_wording(owner): owner for name, owner in owners.items() if name not in steady}
    moved = [
        post
        for post in posts
        if post.source_id in owners
        and post.source_id not in steady
        and (home := homes.get(_wording(post)))
        and may_be_one(post.published, home.published)
    ]
    return len(moved) <= len(steady)


def _may_be(search: _Search, post: Post, candidate: Post) -> bool:
    """Whether no better sign speaks against it: two ids that hold, or two claims that differ."""
    if search.ids_hold and post.source_id and candidate.source_id:
        return False
    return may_be_one(post.published, candidate.published)


def _moment(claim: Claim) -> object:
    """What a claim is known again by: a clock time without a date is the same on every day."""
    return claim.raw if claim.rule is ClaimRule.CLOCK_AGAINST_DATE else claim.at


def _likest(post: Post, candidates: list[KnownPost]) -> tuple[KnownPost, float] | None:
    scored = [(known, likeness_of_posts(post, known.post)) for known in candidates]
    return max(scored, key=lambda pair: pair[1], default=None)


def likeness_of_posts(one: Post, other: Post) -> float:
    """How alike headline and text of two posts are, from 0.0 to 1.0."""
    if one.wording == other.wording:
        return 1.0
    return likeness(_whole(one), _whole(other))


def _whole(post: Post) -> str:
    """Headline and text as one."""
    return " ".join(_wording(post))


def _wording(post: Post) -> tuple[str, str]:
    headline, text = post.wording
    return squeeze(headline), squeeze(text)


def _own_link(post: Post, blog_url: str) -> str | None:
    return post.permalink if post.permalink != blog_url else None


def _make_id(post: Post, taken: set[str]) -> str:
    """Ten characters made of the post's best sign: the same again if the wire were lost."""
    claim = post.published.at.isoformat() if post.published else ""
    sign = post.source_id or post.permalink or "\n".join((claim, *_wording(post)))
    attempt = 0
    while True:
        digest = hashlib.sha256(f"{sign}\n{attempt}".encode()).digest()
        name = b32encode(digest).decode().lower()[:10]
        if name not in taken:
            return name
        attempt += 1
