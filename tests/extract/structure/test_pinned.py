"""A post that is pinned on top, and stands in its place further down, too."""

from collections.abc import Callable
from datetime import UTC, datetime

from tickerd.liveblog.post import PINNED
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


def test_a_pinned_copy_without_an_id_is_its_post(look: Look, page: Make, prose: Say) -> None:
    """The label stands beside the line of the time, and the post itself further down."""
    posts = "".join(
        f"<li class=lp>{{}}<div>1{n}:05</div><h3>Title {n}</h3><p>{prose(n)}</p></li>".format(label)
        for n, label in ((5, "<b>Fijado</b>"), (6, ""), (5, ""), (4, ""))
    )

    snapshot = look(page(f"<ul>{posts}</ul>"))

    assert [(post.headline, post.labels) for post in snapshot.posts] == [
        ("Title 6", ()),
        ("Title 5", (PINNED,)),
        ("Title 4", ()),
    ]
    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]


def test_a_pinned_copy_from_before_midnight_moves_no_other_post_to_another_day(
    look: Look, page: Make, prose: Say
) -> None:
    """By the clock alone, all below it would be of the day before."""
    clocks = ("23:58", "00:55", "00:31", "23:58", "23:40")
    posts = "".join(
        f"<li class=lp>{'<b>Pinned</b>' if not at else ''}<div>{clock}</div><h3>At {clock}</h3>"
        f"<p>{prose(clock)}</p></li>"
        for at, clock in enumerate(clocks)
    )

    looked_at = datetime(2024, 7, 18, 1, 0, tzinfo=UTC)
    snapshot = look(page(f"<ul>{posts}</ul>"), zone="UTC", at=looked_at)

    assert [post.published and f"{post.published.at:%d %H:%M}" for post in snapshot.posts] == [
        "18 00:55",
        "18 00:31",
        "17 23:58",
        "17 23:40",
    ]
    assert snapshot.posts[2].labels == (PINNED,)
