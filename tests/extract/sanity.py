"""What must hold of every answer, whatever the document was."""

import re
from datetime import UTC

import nh3

from tickerd.extract.bounds import POSTS
from tickerd.extract.fitting import HTML, LABELS, LINE, MEDIA, TEXT
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
"""What no text of ours holds; lines are parted by U+000A alone."""
ADDRESS = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
TAGS = """
    a b strong i em u s del ins sub sup code q cite small mark abbr p ul ol li blockquote pre
    h2 h3 h4 h5 h6 table tbody tr td th dl dt dd br
"""
WALL = nh3.Cleaner(
    tags=set(TAGS.split()),
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
)
"""The tags of running text, written down once more: the room's own list may not just grow."""


def check_snapshot(snapshot: Snapshot) -> None:
    """Assert that a snapshot is sane: bounded, clean, harmless, and fit to be sent on."""
    assert len(snapshot.posts) <= POSTS
    told = [post for post in snapshot.posts if post.source_id or post.published]
    assert len({post.model_dump_json() for post in told}) == len(told)
    assert snapshot.posts or snapshot.reason
    for line in (snapshot.headline, snapshot.language, snapshot.elsewhere):
        check_line(line)
    assert not CONTROL.search(snapshot.standfirst or "")
    check_claim(snapshot.last_updated)
    for post in snapshot.posts:
        check_post(post)
    again = Snapshot.model_validate_json(snapshot.model_dump_json())
    assert again == snapshot


def check_post(post: Post) -> None:
    """Assert that one post is sane."""
    assert post.headline or post.text or post.media or post.source_id
    for line in (post.source_id, post.permalink, post.headline, post.author, post.language):
        check_line(line)
    assert len(post.labels) <= LABELS
    for label in post.labels:
        check_line(label)
    assert len(post.text) <= TEXT
    assert not CONTROL.search(post.text)
    check_html(post.html)
    check_claim(post.published)
    check_claim(post.modified)
    assert len(post.media) <= MEDIA
    for medium in post.media:
        assert ADDRESS.match(medium.url)
        check_line(medium.text or None)


def check_line(line: str | None) -> None:
    """Assert that a line is one, not empty, and not without end."""
    if line is not None:
        assert 0 < len(line) <= 2 * LINE
        assert "\n" not in line
        assert not CONTROL.search(line)


def check_html(html: str) -> None:
    """Assert that HTML is safe, and that cleaning it once more changes nothing."""
    assert len(html) <= HTML
    assert not CONTROL.search(html)
    assert WALL.clean(html) == html


def check_claim(claim: Claim | None) -> None:
    """Assert that a claim is an instant in UTC, and says what stood there."""
    if claim is not None:
        assert claim.at.tzinfo is UTC
        assert claim.at.utcoffset() is not None
        assert claim.precision_seconds > 0 or claim.raw
        assert not CONTROL.search(claim.raw)
