"""What a source's ids are worth today, and what each post is called by now.

Some pages rewrite their ids on every render, some number their places (`#post3` is another post
tomorrow), some give two posts one id, and some rename all posts when they move to another system.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .claim import may_be_one
from .known import Known
from .post import PINNED, Post
from .wording import contains, likeness, squeeze

ALIKE = 0.5
"""From this likeness on, two wordings may be one post, corrected."""
STRANGE = 0.3
"""Below this likeness, two wordings under one id are two posts."""

SLIPS = 0.1
"""Of so many posts, at most, the ids may be shared by mistake."""


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of a page, held against those that we know. A permalink stands in for an id."""

    url: str
    hold: bool
    """Whether they name posts, and not places or nothing at all."""
    anew: bool
    """Whether most posts are called by ids that the page did not use before."""
    places: bool
    """Whether they were ever seen to name places."""
    in_log: Mapping[str, str | None]
    """By post: its id as the log has it."""
    now: Mapping[str, str | None]
    """By post: its id as the last look had it."""
    shared: frozenset[str]
    """Ids that two posts have."""

    def of(self, post: Post) -> str | None:
        """A post's id; None if it has none, or shares it."""
        name = sign_of_source(post, self.url)
        return None if name in self.shared else name

    def with_time(self, post: Post) -> str | None:
        """A post's shared id with its claim: together they may name it."""
        name = sign_of_source(post, self.url)
        return f"{name} {post.published.at}" if name in self.shared and post.published else None

    def contradict(self, post: Post, known: Post) -> bool:
        """Whether the two have each an id of their own, and not the same."""
        two = {post.source_id, known.source_id}
        return self.hold and len(two) == 2 and None not in two and not two & self.shared

    def rename(self, known: Known, found: Mapping[str, Post]) -> dict[str, str]:
        """By post: what the page calls it now, where the log says otherwise.

        Nothing, where ids are made anew on every page: that would be another memory at every look.
        """
        if self.anew and known.window.anew:
            return {}
        names = {name: sign_of_source(post, self.url) for name, post in found.items()}
        return {
            name: sign
            for name, sign in names.items()
            if sign and name in self.in_log and sign != self.in_log[name]
        }


def read_ids(known: Known, posts: Sequence[Post]) -> Ids:
    """Hold a page's ids against those that we know.

    They do not hold once more posts have moved to another id, words and time, than kept theirs;
    nor ever after, for such a page numbers its places.
    """
    url = known.blog.url
    in_log = {name: sign_of_source(one.post, url) for name, one in known.posts.items()}
    now = {**in_log, **known.window.names}
    on_page = Counter(sign for post in posts if (sign := sign_of_source(post, url)))
    known_by = Counter(sign for sign in now.values() if sign)
    owners = {now[name]: known.posts[name].post for name in (*known.posts, *known.window.shown)}
    steady, moved, renamed = _compare(posts, owners, url)
    places = known.window.places or moved > max(steady, 1)
    return Ids(
        url=url,
        hold=not places and max(moved, renamed) <= steady,
        anew=renamed > steady,
        places=places,
        in_log=in_log,
        now=now,
        shared=frozenset(
            sign for counts in (on_page, known_by) for sign, count in counts.items() if count > 1
        ),
    )


def _compare(
    posts: Sequence[Post], owners: Mapping[str | None, Post], url: str
) -> tuple[int, int, int]:
    """How many ids stayed with their posts, how many have others, how many posts have new ids."""
    signs = [(sign, post) for post in posts if (sign := sign_of_source(post, url))]
    on_page = {sign for sign, _ in signs}
    steady = {
        sign
        for sign, post in signs
        if sign in owners and likeness_of_posts(post, owners[sign]) >= STRANGE
    }
    homes = {wording_of(owner): sign for sign, owner in owners.items() if sign not in steady}
    moved = renamed = 0
    for sign, post in signs:
        home = homes.get(wording_of(post))
        known_words = home is not None and may_be_one(post.published, owners[home].published)
        if sign not in owners:
            renamed += known_words and home not in on_page
        elif sign not in steady:
            moved += known_words or _differ_in_time(post, owners[sign])
    return len(steady), moved, renamed


def _differ_in_time(one: Post, other: Post) -> bool:
    if one.published is None or other.published is None:
        return False
    return not may_be_one(one.published, other.published)


def sign_of_source(post: Post, blog_url: str) -> str | None:
    """The source's id of a post, else its permalink."""
    return post.source_id or own_link(post, blog_url)


def own_link(post: Post, blog_url: str) -> str | None:
    """The permalink, unless it is the blog's own address."""
    return post.permalink if post.permalink != blog_url else None


def leave_out_copies(posts: Sequence[Post]) -> list[Post]:
    """Each post once: a pinned copy beside the post, whole or shortened, is no second one.

    A single id that two posts share, among many that do not, is a slip: the first has it, and the
    other is told once it has an id of its own.
    """
    kept: list[Post] = []
    by_id: dict[str, list[Post]] = {}
    for post in posts:
        namesakes = by_id.setdefault(post.source_id, []) if post.source_id else []
        if not any(_are_copies(post, other) for other in namesakes):
            kept.append(post)
            namesakes.append(post)
    doubled = [post for namesakes in by_id.values() for post in namesakes[1:]]
    if 2 * len(doubled) > SLIPS * len(kept):
        return kept
    return [post for post in kept if not any(post is other for other in doubled)]


def _are_copies(one: Post, other: Post) -> bool:
    if _differ_in_time(one, other):
        return False
    pinned = PINNED in one.labels or PINNED in other.labels
    return pinned or contains(whole(one), whole(other)) >= ALIKE


def likeness_of_posts(one: Post, other: Post) -> float:
    """How alike headline and text of two posts are, from 0.0 to 1.0."""
    if one.wording == other.wording:
        return 1.0
    return likeness(whole(one), whole(other))


def whole(post: Post) -> str:
    """Headline and text as one."""
    return " ".join(wording_of(post))


def wording_of(post: Post) -> tuple[str, str]:
    """Headline and text as a reader sees them."""
    headline, text = post.wording
    return squeeze(headline), squeeze(text)
