"""Clocks that are no time of day."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


def test_the_clock_of_a_game_is_no_time_of_day(look: Look, page: Make, prose: Say) -> None:
    moments = ("58:30", "51:02", "40:11", "22:15", "19:40", "03:08")
    rows = "".join(
        f"<tr><td class=at>{moment}</td><td><i></i></td><td>{prose(moment)}</td></tr>"
        for moment in moments
    )

    snapshot = look(page(f"<table>{rows}</table>", title="Harbour against Hill: live"))

    assert [post.labels for post in snapshot.posts] == [(moment,) for moment in moments]
    assert [post.published for post in snapshot.posts] == [None] * len(moments)


def test_how_long_a_video_is_tells_not_when_a_post_was_written(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(
        f"<div><span class=age>{n} minutes ago</span><h3>Title {n}</h3><p>{prose(n)}</p>"
        f"<div><span class=clip-duration>0{n}:14</span></div></div>"
        for n in (2, 5, 9)
    )

    snapshot = look(page(f"<section>{posts}</section>"))

    claims = [post.published for post in snapshot.posts]
    assert [f"{claim.at:%H:%M}" for claim in claims if claim] == ["17:58", "17:55", "17:51"]


def test_what_a_reporter_tells_by_the_minute_is_no_comment(
    look: Look, page: Make, prose: Say
) -> None:
    """In Spanish a comment is what the commentator says, too."""
    lines = "".join(
        f"<li class=comentario><span>{n}'</span><div>{prose(n)}</div></li>" for n in (88, 61, 45, 9)
    )

    snapshot = look(page(f"<ol class=comentarios>{lines}</ol>", title="Harbour - Hill, live"))

    assert [post.labels for post in snapshot.posts] == [("88'",), ("61'",), ("45'",), ("9'",)]


def test_a_time_in_the_last_cell_of_a_row_opens_no_post(look: Look, page: Make, prose: Say) -> None:
    prices = "".join(f"<tr><th>{name}</th><td>1.2</td><td>17:45</td></tr>" for name in "ABC")
    posts = "".join(
        f"<tr><td>{n}:05</td><td><b>Title {n}</b><br>{prose(n)}</td></tr>" for n in (16, 15, 14)
    )

    snapshot = look(page(f"<table>{prices}</table><table>{posts}</table>"))

    assert [post.text.split("\n")[-1] for post in snapshot.posts] == [
        prose(n) for n in (16, 15, 14)
    ]


def told(snapshot: Snapshot) -> list[str]:
    """The clock times of posts."""
    return [f"{post.published.at:%H:%M}" for post in snapshot.posts if post.published]


@pytest.mark.parametrize(
    ("full", "other"),
    [("17h", "{}h05"), ("17 h", "{} h 05"), ("17 Uhr", "{}.05 Uhr"), ("17 uur", "{}.05 uur")],
)
@pytest.mark.parametrize(
    "post",
    [
        "<div><span class=at>{at}</span><h3>Title {n}</h3><p>{text}</p></div>",
        "<h3>{at}: Title {n}</h3><p>{text}</p>",
        "<p><b>{at}:</b> {text}</p>",
    ],
)
def test_a_full_hour_is_a_clock_time_among_others(
    look: Look, page: Make, prose: Say, full: str, other: str, post: str
) -> None:
    shown = {17: full, 16: other.format(16), 15: other.format(15), 14: other.format(14)}
    posts = "".join(post.format(at=at, n=n, text=prose(n)) for n, at in shown.items())

    snapshot = look(page(f"<section>{posts}</section>"), zone="UTC")

    assert told(snapshot) == ["17:00", "16:05", "15:05", "14:05"]
    assert [one.text for one in snapshot.posts] == [prose(n) for n in shown]


def test_an_hour_among_ages_that_do_not_say_ago_is_none(look: Look, page: Make, prose: Say) -> None:
    posts = "".join(
        f"<article><span class=age>{age}</span><h3>About {age}</h3><p>{prose(age)}</p></article>"
        for age in ("5 min", "48 min", "1 tim", "2 tim")
    )

    snapshot = look(page(f"<section>{posts}</section>", title="Storm live"))

    assert [post.published for post in snapshot.posts] == [None] * 4
    assert [post.text for post in snapshot.posts] == [
        prose(age) for age in ("5 min", "48 min", "1 tim", "2 tim")
    ]


def test_what_a_reporter_tells_before_and_between_the_minutes_of_a_match_is_a_post(
    look: Look, page: Make, prose: Say
) -> None:
    moments = ("90'", "67'", "", "45'", "12'", "")
    posts = "".join(
        f"<div class=tick>{f'<span>{at}</span>' if at else ''}<p>{prose(n)}</p></div>"
        for n, at in enumerate(moments)
    )

    snapshot = look(page(f"<section>{posts}</section>", title="Harbour - Hill live"))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in range(6)]


def test_a_number_of_hours_by_itself_is_no_time(look: Look, page: Make, prose: Say) -> None:
    boxes = "".join(f"<div><span>{n} h</span><p>{prose(n)}</p></div>" for n in (8, 4, 2))

    assert look(page(f"<section>{boxes}</section>")).posts == ()
