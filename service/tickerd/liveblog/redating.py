"""Posts that their page dates anew.

A claim makes no revision, so the log keeps the first one. What the page says by now is kept in the
window, and the next look is held to that: a post whose time was put right may then be rewritten.
"""

from collections.abc import Sequence

from .claim import Claim, ClaimRule, may_be_one
from .identity import Recognised
from .known import Known


def as_dated_now(known: Known) -> Known:
    """What we know, each post with the time that its page gave it last."""
    times = {name: claim for name, claim in known.window.times.items() if name in known.posts}
    if not times:
        return known
    posts = dict(known.posts)
    for name, claim in times.items():
        post = posts[name].post.model_copy(update={"published": claim})
        posts[name] = posts[name].model_copy(update={"post": post})
    return known.model_copy(update={"posts": posts})


def note_times(
    known: Known, recognised: Sequence[Recognised], remembered: set[str]
) -> dict[str, Claim | None]:
    """By post: the time that the page gives it now, where that is another than in the log.

    Args:
        known: the blog's state, as the log has it.
        recognised: the posts of the page.
        remembered: the posts that it does not show, and of which we keep what we noted.
    """
    kept = {name: claim for name, claim in known.window.times.items() if name in remembered}
    now = {one.post.id: one.post.published for one in recognised if one.known}
    return kept | {name: claim for name, claim in now.items() if _is_other(known, name, claim)}


def _is_other(known: Known, name: str, claim: Claim | None) -> bool:
    """An age is another one at every look, and says nothing against the log's time."""
    if claim is not None and claim.rule is ClaimRule.RELATIVE:
        return False
    return not may_be_one(known.posts[name].post.published, claim)
