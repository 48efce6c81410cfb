"""Is this the post that we knew?

The surest sign first: the source's id, the permalink, claim and wording, wording and place. Each
sign is tried on the posts that the surer ones left over, and the reason is kept. Wording alone
never outvotes a better sign, or each correction would look like a death and a birth.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .claim import Claim, ClaimRule, is_surely_one, may_be_one
from .ids import (
    ALIKE,
    STRANGE,
    Ids,
    leave_out_copies,
    likeness_of_posts,
    own_link,
    read_ids,
    whole,
    wording_of,
)
from .known import Known, KnownPost
from .naming import make_id
from .post import Post
from .standing import Standing
from .wording import Lookalikes

MOST_PAIRS = 250_000
"""Of five hundred posts, none with a better sign and all reworded at once, none is looked for."""

MUCH_ALIKE = 0.8
"""From this likeness on, two wordings are one post though no other post of the page is known."""
FEW = 2
"""A page of so few posts may have been corrected as a whole."""

NEW = "new"
Trust = Literal["plain", "doubting", "sure"]
"""What is asked of a key beside it."""


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
    ids: Ids
    found: dict[int, Recognised] = field(default_factory=dict)

    def take(self, place: int, name: str, reason: str) -> None:
        known = self.candidates.pop(name)
        post = self.posts.pop(place).model_copy(update={"id": name})
        self.found[place] = Recognised(post=post, known=known, reason=reason)

    def stand(self, before: Sequence[str]) -> Standing:
        return Standing(before, {place: one.post.id for place, one in self.found.items()})


@dataclass(frozen=True, slots=True)
class Recognition:
    """The posts of a page in page order, and what is to be remembered of their ids."""

    posts: tuple[Recognised, ...]
    names: dict[str, str]
    """By post: the source's id or the permalink that it has now, where the log has another."""
    anew: bool
    """Whether the page calls most of its posts by ids that it did not use before."""
    places: bool
    """Whether its ids name places."""


def recognise(known: Known, posts: Sequence[Post]) -> Recognition:
    """Name each post of a page. A copy of a post under the same source id is left out."""
    unique = leave_out_copies(posts)
    ids = read_ids(known, unique)
    search = _Search(posts=dict(enumerate(unique)), candidates=dict(known.posts), ids=ids)
    if ids.hold:
        _by_key(search, ids.of, ids.now, trust="sure")
        _by_claim_and_wording(search, least=1.0)
        _by_key(search, ids.of, ids.now)
        _by_key(search, ids.of, ids.in_log, trust="doubting")
        _by_key(search, ids.with_time, {k: ids.with_time(v.post) for k, v in known.posts.items()})
        links = {name: own_link(k.post, known.blog.url) for name, k in known.posts.items()}
        _by_key(search, lambda post: own_link(post, known.blog.url), links, reason="permalink")
    _by_claim_and_wording(search)
    _by_same_wording(search, known)
    _by_words_dated_anew(search, known)
    _by_like_wording(search, known)
    _name_the_new(search, known)
    found = tuple(search.found[place] for place in sorted(search.found))
    names = ids.rename(known, {one.post.id: one.post for one in found})
    return Recognition(found, names, ids.anew, ids.places)


# ---------------------------------------------------------------- signs, the surest first


def _by_key(
    search: _Search,
    key: Callable[[Post], str | None],
    keys: Mapping[str, str | None],
    *,
    reason: str | None = None,
    trust: Trust = "plain",
) -> None:
    """One key, one post: keys that two posts share, of the known or of the page, say nothing.

    None is believed against both claim and wording. Doubting, each needs one of them beside it: it
    may have a new owner. Sure is one that has the same time, or much the same words.
    """
    counts = Counter(keys.get(name) for name in search.candidates)
    owners = {
        value: name
        for name in search.candidates
        if (value := keys.get(name)) and counts[value] == 1
    }
    on_page = Counter(key(post) for post in search.posts.values())
    for place, post in list(search.posts.items()):
        value = key(post)
        name = owners.get(value or "") if on_page[value] == 1 else None
        if name is None or not _believe(post, search.candidates[name].post, trust):
            continue
        del owners[value or ""]
        search.take(place, name, reason or ("source id" if post.source_id else "permalink"))


def _believe(post: Post, candidate: Post, trust: Trust) -> bool:
    one, other = post.published, candidate.published
    if trust == "sure":
        told = one is not None and other is not None and is_surely_one(one, other)
        return told or likeness_of_posts(post, candidate) >= ALIKE
    timed = one is not None and other is not None
    if (timed and may_be_one(one, other)) or not (timed or trust == "doubting"):
        return True
    return likeness_of_posts(post, candidate) >= STRANGE


def _by_claim_and_wording(search: _Search, least: float = ALIKE) -> None:
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
        if likest and likest[1] >= least:
            search.take(place, likest[0].post.id, "claim and wording")


def _by_same_wording(search: _Search, known: Known) -> None:
    """The same words, and no better sign against it; those whose times agree come first."""
    shown = {*known.window.shown, *known.window.missed}
    for aged in (False, True):
        standing = search.stand(known.window.shown)
        owners: dict[tuple[str, str], list[str]] = {}
        for name, candidate in search.candidates.items():
            if not aged or (name in shown and _is_aged(candidate.post)):
                owners.setdefault(wording_of(candidate.post), []).append(name)
        for place, post in list(search.posts.items()) if owners else ():
            names = owners.get(wording_of(post), [])
            for name in names:
                candidate = search.candidates[name]
                if _may_be(search, post, candidate.post) or (
                    aged and _has_but_aged(search, standing, place, candidate)
                ):
                    names.remove(name)
                    search.take(place, name, "wording and place")
                    break


def _has_but_aged(search: _Search, standing: Standing, place: int, candidate: KnownPost) -> bool:
    """Whether only ages speak against it, of a post of the last look that has passed no others.

    A cache may keep a page: then all its ages are younger than its posts.
    """
    post = search.posts[place]
    return (
        _is_aged(post)
        and _is_aged(candidate.post)
        and not search.ids.contradict(post, candidate.post)
        and not standing.has_crossed(place, candidate.post.id)
    )


def _is_aged(post: Post) -> bool:
    return post.published is not None and post.published.rule is ClaimRule.RELATIVE


def _by_words_dated_anew(search: _Search, known: Known) -> None:
    """The same words with another time, where they stood or where they left a hole behind.

    Or most of the page so: then its clock was put right. What has rolled off and comes again on top
    is another post in the same words.
    """
    owners: dict[tuple[str, str], list[str]] = {}
    for name in known.window.shown:
        if candidate := search.candidates.get(name):
            owners.setdefault(wording_of(candidate.post), []).append(name)
    twins: dict[tuple[str, str], list[int]] = {}
    for place, post in search.posts.items() if owners else ():
        twins.setdefault(wording_of(post), []).append(place)
    pairs = [
        (place, name)
        for words, names in owners.items()
        for place, name in zip(twins.get(words, ()), names, strict=False)
        if not search.ids.contradict(search.posts[place], search.candidates[name].post)
    ]
    most = max(len(known.window.shown), len(search.posts) + len(search.found))
    standing = search.stand(known.window.shown)
    for place, name in pairs:
        kept = standing.has_kept(place, name) or standing.left_a_hole(name)
        if kept or (len(pairs) > 1 and 2 * len(pairs) > most):
            search.take(place, name, "wording and place")


def _by_like_wording(search: _Search, known: Known) -> None:
    """Corrected posts without a better sign: the likest pairs first, of the posts last shown."""
    shown = {*known.window.shown, *known.window.missed}
    recent = [known for name, known in search.candidates.items() if name in shown]
    if len(recent) * len(search.posts) > MOST_PAIRS:
        return
    standing = search.stand(known.window.shown)
    lookalikes = Lookalikes([whole(candidate.post) for candidate in recent], least=ALIKE)
    pairs = [
        (score, place, recent[found].post.id)
        for place, post in search.posts.items()
        for found, score in lookalikes.find(whole(post))
        if _may_be_corrected(search, standing, place, recent[found], score)
    ]
    for _, place, name in sorted(pairs, reverse=True):
        if place in search.posts and name in search.candidates:
            search.take(place, name, "wording and place")


def _may_be_corrected(
    search: _Search, standing: Standing, place: int, candidate: KnownPost, score: float
) -> bool:
    """Whether a post in much the same words may be this one, corrected.

    Reworded and moved at once, without a time, it is another in much the same words; so it is on a
    page of which no post is known, unless nearly all its words are the same.
    """
    post = search.posts[place]
    if _has_but_aged(search, standing, place, candidate):
        return True
    if not _may_be(search, post, candidate.post):
        return False
    strange = not search.found and len(search.posts) > FEW
    sure = not strange or score >= MUCH_ALIKE
    return post.published is not None or (
        sure and not standing.has_crossed(place, candidate.post.id)
    )


def _name_the_new(search: _Search, known: Known) -> None:
    taken = set(known.posts)
    for place, post in sorted(search.posts.items()):
        name = make_id(post, taken)
        taken.add(name)
        named = post.model_copy(update={"id": name})
        search.found[place] = Recognised(post=named, known=None, reason=NEW)


# ---------------------------------------------------------------- what the signs rest on


def _may_be(search: _Search, post: Post, candidate: Post) -> bool:
    """Whether no better sign speaks against it: two ids that hold, or two claims that differ."""
    if search.ids.contradict(post, candidate):
        return False
    return may_be_one(post.published, candidate.published)


def _moment(claim: Claim) -> object:
    """What a claim is known again by: a clock time without a date is the same on every day."""
    return claim.raw if claim.rule is ClaimRule.CLOCK_AGAINST_DATE else claim.at


def _likest(post: Post, candidates: list[KnownPost]) -> tuple[KnownPost, float] | None:
    scored = [(known, likeness_of_posts(post, known.post)) for known in candidates]
    return max(scored, key=lambda pair: pair[1], default=None)
