"""What a page gave is made fit to be kept: no field without end, nothing in it that is not shown.

No real post comes near these bounds; whoever compares two wordings, or sends a post on, need not
fear one of ten megabytes.
"""

from collections.abc import Iterable
from itertools import islice

from tickerd.extract.bounds import POSTS
from tickerd.extract.markup import from_lines
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Media, Post

TEXT = 50_000
"""Characters of one post. What is longer ends in an ellipsis there, and loses its markup."""
HTML = 200_000
"""Characters; markup that is longer than so is not kept."""
LINE = 2_000
"""Characters of a headline, a name, an id; an address may have twice as many."""
MEDIA = 100
LABELS = 20


def fit_posts(posts: Iterable[Post]) -> tuple[Post, ...]:
    """The first `POSTS` posts, each as it is where it is fit, as nearly all are."""
    return tuple(post if _is_fit(post) else _fit(post) for post in islice(posts, POSTS))


def fit_line(line: str | None) -> str | None:
    """One line of words, with an ellipsis where it is too long; None for none."""
    return _cut(line, LINE) if line else line


def fit_claim(claim: Claim | None) -> Claim | None:
    """The same, and what stood on the page without what is not shown."""
    if claim is None or claim.raw.isprintable():
        return claim
    return claim.model_copy(update={"raw": _show(claim.raw) or ""})


def _is_fit(post: Post) -> bool:
    """Text and HTML were cleaned when they were made; what is taken as it stands was not."""
    taken = (post.source_id, post.permalink, *post.labels)
    return (
        len(post.text) <= TEXT
        and len(post.html) <= HTML
        and len(post.headline or "") <= LINE
        and len(post.author or "") <= LINE
        and len(post.media) <= MEDIA
        and len(post.labels) <= LABELS
        and all(said is None or (len(said) <= LINE and said.isprintable()) for said in taken)
        and all(one.url.isprintable() and len(one.text) <= LINE for one in post.media)
        and all(one is None or one.raw.isprintable() for one in (post.published, post.modified))
    )


def _fit(post: Post) -> Post:
    whole = len(post.text) <= TEXT and len(post.html) <= HTML
    text = _cut(post.text, TEXT)
    rich = from_lines(text.splitlines())
    return post.model_copy(
        update={
            "source_id": _show(post.source_id),
            "permalink": _show(post.permalink),
            "headline": fit_line(post.headline),
            "text": text,
            "html": post.html if whole else rich.html,
            "author": fit_line(post.author),
            "labels": tuple(said for one in post.labels[:LABELS] if (said := _show(one))),
            "media": tuple(_fit_medium(one) for one in post.media[:MEDIA]),
            "published": fit_claim(post.published),
            "modified": fit_claim(post.modified),
        }
    )


def _cut(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[: characters - 1] + "…"


def _show(said: str | None) -> str | None:
    """What of it is shown; None if nothing is."""
    return "".join(filter(str.isprintable, said[:LINE])) or None if said else said


def _fit_medium(medium: Media) -> Media:
    shown = {"url": _show(medium.url) or "about:blank", "text": medium.text[:LINE]}
    return medium.model_copy(update=shown)
