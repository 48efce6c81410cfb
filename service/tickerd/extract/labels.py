"""What a page says of its posts beside them: which one is pinned, which are its key events."""

from collections.abc import Sequence

from tickerd.extract.page import Page
from tickerd.extract.text.links import fragment_of
from tickerd.liveblog.post import KEY_EVENT, PINNED, Post

MOST_PINNED = 3
"""A box that points to more posts is no box of pinned ones."""
MOST_KEY = 0.6
"""A list that points to a larger share of the posts is an index of all."""
_PINNED = '[class*="pinned" i] a[href*="#"], [class*="pinned" i] [id], [class*="pinned" i][id]'
_KEY = '[class*="key-event" i] a[href*="#"], [class*="keyevent" i] a[href*="#"]'


def with_labels(posts: Sequence[Post], page: Page) -> tuple[Post, ...]:
    """The same posts with the labels that boxes above and beside them give, by their anchors."""
    if page.form != "html" or not any(post.source_id for post in posts):
        return tuple(posts)
    names = {post.source_id: PINNED for post in posts if post.source_id}
    pinned = _pointed(page, _PINNED) & names.keys()
    key = _pointed(page, _KEY) & names.keys()
    pinned = pinned if len(pinned) <= MOST_PINNED else set()
    key = key if len(key) <= MOST_KEY * len(names) else set()
    return tuple(_label(post, pinned, key) for post in posts) if pinned or key else tuple(posts)


def _pointed(page: Page, selector: str) -> set[str | None]:
    """The anchors that links in such boxes lead to, and the ids that stand in them."""
    nodes = page.nodes(selector)
    return {fragment_of(node.attributes.get("href")) or node.id for node in nodes}


def _label(post: Post, pinned: set[str | None], key: set[str | None]) -> Post:
    told = [PINNED] * (post.source_id in pinned) + [KEY_EVENT] * (post.source_id in key)
    labels = tuple(dict.fromkeys((*post.labels, *told)))
    return post if labels == post.labels else post.model_copy(update={"labels": labels})
