"""The zone of a page that shows a moment which its markup states in UTC."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

PUBLISHED = '<meta property="article:published_time" content="2024-07-18T13:05:00Z">'
MODIFIED = '<meta property="article:modified_time" content="2024-07-18T17:52:41Z">'


@pytest.mark.parametrize(
    ("shown", "hour"),
    [
        ("<p>Posted: Jul 18, 2024 / 08:05 AM</p>", 17),
        ("<p>Updated 12:52 p.m.</p>", 17),
        ("<p>Published 18 July 2024, 21:05</p>", 4),
        ("<p>Published 18 July 2024, 08:17</p>", 12),
        ("<p>Begins 08:05 AM</p>", 12),
    ],
)
def test_the_difference_is_the_zone_of_its_posts(
    look: Look, page: Make, prose: Say, shown: str, hour: int
) -> None:
    """At eight minutes to six in UTC it was 12:52 in Chicago; no such pair, and UTC it stays."""
    posts = "".join(f"<p><b>{clock}:10</b> {prose(clock)}</p>" for clock in (12, 11, 10))

    snapshot = look(page(f"{shown}<div>{posts}</div>", head=PUBLISHED + MODIFIED))

    assert [post.text for post in snapshot.posts] == [prose(clock) for clock in (12, 11, 10)]
    assert snapshot.posts[0].published is not None
    assert snapshot.posts[0].published.at.hour == hour
