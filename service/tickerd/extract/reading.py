"""What one rung of the ladder makes of a page: a value, judged before it is believed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post


@dataclass(frozen=True, slots=True)
class Reading:
    """Candidate posts in page order, and what the rung learned of the blog on the way."""

    dialect: str
    posts: tuple[Post, ...] = ()
    headline: str | None = None
    standfirst: str | None = None
    last_updated: Claim | None = None
    language: str | None = None
    live: bool | None = None
    complete: bool = False
    elsewhere: str | None = None
    """Where the posts are loaded from, if not from here."""
    declared: bool = False
    """Whether the page itself says in its markup that this is a live blog."""
    from_body: bool = False
    """Whether the posts were read off what the page shows."""
    marked: bool = False
    """Whether the bodies of posts were written as HTML, so that nothing of them is lost."""
    sure: bool = False
    """Whether the rung knows the maker of this document, so that no other need be asked."""
    reason: str | None = None
    """In words, why there are no posts, where the rung knows better than "nothing found"."""
    given_by: Mapping[str, str] = field(default_factory=dict)
    """Which dialect gave what, where several gave something; see `origin`."""

    def origin(self, facet: str) -> str:
        """The dialect that gave `posts` (which there are), or a field of theirs."""
        return self.given_by.get(facet, self.dialect)


def settle_live(coverage: tuple[Claim | None, Claim | None], looked_at: datetime) -> bool | None:
    """Whether coverage goes on, from its stated beginning and end.

    An end that is not after the beginning is a template's filling, not a statement.
    """
    begin, end = coverage
    if end is None or (begin is not None and end.at <= begin.at):
        return None
    return end.at > looked_at


def without_doubles(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """Each post once, and none that says nothing and has no name.

    Of a pinned copy and its original the one in the feed stays, as pinned. Words alone make no
    double: a list without ids and times may say the same thing twice.
    """
    posts = tuple(post for post in posts if _says_something(post))
    names = [_name_of(post) for post in posts]
    last = {name: place for place, name in enumerate(names)}
    seen: set[tuple[str | None, str | None, str, object]] = set()
    kept: list[Post] = []
    pinned = {name for name, post in zip(names, posts, strict=True) if "pinned" in post.labels}
    for place, (name, post) in enumerate(zip(names, posts, strict=True)):
        key = (post.source_id, post.headline, post.text, post.published and post.published.at)
        told = bool(post.source_id or post.published)
        copy = told and last[name] != place and "pinned" in post.labels
        if copy or (told and key in seen):
            continue
        seen.add(key)
        was_pinned = told and name in pinned and "pinned" not in post.labels
        kept.append(
            post.model_copy(update={"labels": (*post.labels, "pinned")}) if was_pinned else post
        )
    return tuple(kept)


def _name_of(post: Post) -> object:
    """What a pinned copy and its original have alike: the id, else the words and the time."""
    return post.source_id or (post.headline, post.text, post.published and post.published.at)


def _says_something(post: Post) -> bool:
    """Whether anything of it can be shown, or whether it can at least be told from others."""
    named = any(map(str.isprintable, post.source_id or ""))
    return bool(post.headline or post.text or post.media) or named
