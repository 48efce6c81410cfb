"""Relays without any time of day: posts in order, no claim, the minute kept as a label."""

import json
from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


@pytest.mark.parametrize(
    "moments",
    [
        ("90+3'", "88'", "45+2'", "12'"),
        ("19.4", "19.3", "18.6", "18.5"),
        ("Heat 12", "Heat 11", "Heat 10", "Heat 9"),
        ("Lap 52/52", "Lap 51/52", "Lap 33/52", "Lap 9/52"),
        ("Runde 9", "Runde 8", "Runde 7", "Runde 6"),
    ],
)
def test_a_page_without_a_clock_gives_posts_in_order_with_their_moments(
    look: Look, page: Make, prose: Say, moments: tuple[str, ...]
) -> None:
    body = "".join(
        f'<div class="event"><div class="at">{moment}</div><div>{prose(moment)} Nobody was hurt in'
        " the turn, and all goes on as before.</div></div>"
        for moment in moments
    )

    snapshot = look(page(body, title="The race live"))

    assert [post.labels for post in snapshot.posts] == [(moment,) for moment in moments]
    assert [post.published for post in snapshot.posts] == [None] * 4
    assert all(post.text.startswith("The council") for post in snapshot.posts)


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("minute", (90, 88, 12)),
        ("matchTime", ("90+3'", "88'", "12'")),
        ("overNumber", (19.4, 19.3, 18.6)),
        ("time", ({"displayValue": "90'+3'"}, {"displayValue": "88'"}, {"displayValue": "12'"})),
    ],
)
def test_records_without_times_have_their_minutes_for_labels(
    look: Look, prose: Say, key: str, values: tuple[object, ...]
) -> None:
    listed = [{"sequence": n, key: value, "text": prose(n)} for n, value in enumerate(values)]

    snapshot = look(json.dumps({"commentary": listed}), content_type="application/json")

    said = [value["displayValue"] if isinstance(value, dict) else value for value in values]
    assert [post.text for post in snapshot.posts] == [prose(n) for n in range(3)]
    assert [post.labels for post in snapshot.posts] == [(str(value),) for value in said]
    assert {post.published for post in snapshot.posts} == {None}


def test_records_with_but_a_text_and_an_id_are_posts_in_order(look: Look, prose: Say) -> None:
    listed = [{"id": f"p{n}", "title": f"T{n}", "body": prose(n)} for n in (3, 2, 1)]

    snapshot = look(json.dumps({"posts": listed}), content_type="application/json")

    assert [post.source_id for post in snapshot.posts] == ["p3", "p2", "p1"]
    assert {post.published for post in snapshot.posts} == {None}


@pytest.mark.parametrize(
    "record",
    [
        {
            "name": "Chair",
            "description": "A chair of oak, made by hand in the valley of the river.",
        },
        {"label": "Town", "text": "Town"},
        {"title": "Shelter", "summary": "The council has opened a shelter tonight, they said."},
    ],
)
def test_goods_menus_and_teasers_without_times_are_no_posts(
    look: Look, record: dict[str, object]
) -> None:
    body = json.dumps({"items": [{"id": n, **record} for n in range(9)]})

    assert look(body, content_type="application/json").posts == ()


def test_the_commentary_of_a_match_is_no_comments(look: Look, page: Make, prose: Say) -> None:
    rows = "".join(
        f"<tr><td>{minute}'</td><td>{prose(minute)} Nobody was hurt in the turn.</td></tr>"
        for minute in (90, 88, 45, 12)
    )

    snapshot = look(
        page(f'<div id="match-commentary-1"><table>{rows}</table></div>', title="The match live")
    )

    assert [post.labels for post in snapshot.posts] == [("90'",), ("88'",), ("45'",), ("12'",)]


def test_short_sentences_are_told_in_any_order_and_a_list_of_events_in_none(
    look: Look, page: Make
) -> None:
    told = "<b>{}'</b> <span>The keeper held the ball with the last of his strength.</span>"
    listed = "<b>{}'</b> <span>Goal by number nine after a pass from the left wing</span>"
    moments = (5, 12, 45, 88)

    def feed(form: str) -> str:
        return "".join(f"<li>{form.format(moment)}</li>" for moment in moments)

    snapshot = look(page(f"<ul>{feed(told)}</ul>", title="The match live"))

    assert [post.labels for post in snapshot.posts] == [("5'",), ("12'",), ("45'",), ("88'",)]
    assert look(page(f"<ul>{feed(listed)}</ul>", title="The match live")).posts == ()


def test_what_is_said_at_growing_minutes_and_seconds_is_of_a_recording(
    look: Look, page: Make
) -> None:
    short = "The band came back and played on."
    line = "<li id=c{0}><a href=?t={0}>{0:02}:50</a> <span>{1}</span>"
    box = "<div class=x><b>{0:02}:50</b><p>{1}</p></div>"

    for said, text in ((line, short), (box, f"{short} " * 4)):
        feed = "".join(said.format(minute, text) for minute in (0, 4, 8, 26, 38, 48, 60))
        snapshot = look(page(f"<section>{feed}</section>", title="The concert live"))
        assert snapshot.posts == ()


def test_cells_with_the_ball_of_an_over_open_posts(look: Look, page: Make, prose: Say) -> None:
    rows = "".join(
        f"<tr><td class=ball><p>19.{ball}</p></td><td><p>{prose(ball)}</p></td></tr>"
        for ball in (4, 3, 2, 1)
    )

    snapshot = look(page(f"<table>{rows}</table>", title="The match live"))

    assert [post.labels for post in snapshot.posts] == [(f"19.{ball}",) for ball in (4, 3, 2, 1)]
    assert [post.text for post in snapshot.posts] == [prose(ball) for ball in (4, 3, 2, 1)]


def test_the_comment_of_a_commentary_is_a_reporters(look: Look, page: Make, prose: Say) -> None:
    rows = "".join(
        f"<tr><td class=time>1{hour}:05</td><td class=comment>{prose(hour)}</td></tr>"
        for hour in (6, 5, 4, 3)
    )

    snapshot = look(page(f"<table class=commentary>{rows}</table>", title="The race live"))

    assert [post.text for post in snapshot.posts] == [prose(hour) for hour in (6, 5, 4, 3)]


def test_laps_in_some_of_the_boxes_that_have_times_part_no_posts(
    look: Look, page: Make, prose: Say
) -> None:
    posts = "".join(
        f"<div class=item data-id=c{n}>"
        f"<div class=at data-timestamp={1721300000 + 60 * n}>11:{n % 60:02}</div>"
        f"<div class=lap>{f'Lap {n}' if n % 2 else ''}</div><div><p>{prose(n)[:60]}.</p></div>"
        "</div>"
        for n in range(60, 0, -1)
    )

    snapshot = look(page(f"<div>{posts}</div>", title="The race live"))

    assert [post.source_id for post in snapshot.posts] == [f"c{n}" for n in range(60, 0, -1)]
    assert all(post.published for post in snapshot.posts)


@pytest.mark.parametrize(
    "moment",
    [
        *("min. {}", "{}. perc", "{}. dk", "{} мин", "الدقيقة {}", "דקה {}", "Phút {}", "นาที {}"),
        *("後半{}分", "{}분", "第{}分钟", "Menit {}", "{}' ST", "{} min"),
    ],
)
def test_the_minute_of_a_match_is_known_in_many_languages(
    look: Look, page: Make, prose: Say, moment: str
) -> None:
    moments = [moment.format(n) for n in (44, 31, 17, 9)]
    body = "".join(
        f"<div class=event><div class=at>{at}</div><p>{prose(at)}</p></div>" for at in moments
    )

    snapshot = look(page(body, title="Harbour - Hill live"))

    assert [post.labels for post in snapshot.posts] == [(at,) for at in moments]
    assert [post.text for post in snapshot.posts] == [prose(at) for at in moments]
