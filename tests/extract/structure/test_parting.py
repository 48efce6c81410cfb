"""What stands between posts and before their words: days, anchors, signs."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

DAYS = (
    ("Onsdag 17 juli", ("10:57", "09:31")),
    ("Tisdag 16 juli", ("08:40", "07:12")),
    ("Måndag 15 juli", ("06:05",)),
)
"""The clock never jumps: only the days tell that it is another one."""
TOLD = ["17 10:57", "17 09:31", "16 08:40", "16 07:12", "15 06:05"]


def _told(snapshot: Snapshot) -> list[str]:
    return [f"{post.published.at:%d %H:%M}" for post in snapshot.posts if post.published]


@pytest.mark.parametrize(
    "day",
    [
        "<div class=sep><span>{}</span></div>",
        "<p class=day>{}</p>",
        "<li>{}</li>",
        "<p><b>+++ {} +++</b></p>",
    ],
)
def test_a_line_that_is_a_day_parts_the_boxes_of_two_days(
    look: Look, page: Make, prose: Say, day: str
) -> None:
    feed = "".join(
        day.format(name)
        + "".join(
            f"<div class=post><b>{at}</b><h3>At {at}</h3><p>{prose(at)}</p></div>" for at in ats
        )
        for name, ats in DAYS
    )

    snapshot = look(page(f"<div>{feed}</div>"), zone="UTC")

    assert _told(snapshot) == TOLD


def test_a_paragraph_that_is_a_day_parts_lines_and_is_no_text_of_the_post_above(
    look: Look, page: Make, prose: Say
) -> None:
    feed = "".join(
        f"<p><strong>{name}</strong></p>"
        + "".join(f"<p><strong>{at} - At {at}</strong></p><p>{prose(at)}</p>" for at in ats)
        for name, ats in DAYS
    )

    snapshot = look(page(f"<div>{feed}</div>"), zone="UTC")

    assert _told(snapshot) == TOLD
    assert not any("juli" in post.text for post in snapshot.posts)


@pytest.mark.parametrize("name_of_list", ["class=posts", ""])
def test_the_day_above_a_list_is_that_of_all_in_it(
    look: Look, page: Make, prose: Say, name_of_list: str
) -> None:
    feed = "".join(
        f"<section><header><h2>{name}</h2></header><div {name_of_list}>"
        + "".join(f"<article><b>{at}</b><h3>At {at}</h3><p>{prose(at)}</p></article>" for at in ats)
        + "</div></section>"
        for name, ats in DAYS
    )

    snapshot = look(page(f"<div>{feed}</div>"), zone="UTC")

    assert _told(snapshot) == TOLD
    assert [post.text for post in snapshot.posts] == [prose(at) for _, ats in DAYS for at in ats]


def test_a_folded_day_is_that_of_the_lines_in_it(look: Look, page: Make, prose: Say) -> None:
    feed = "".join(
        f"<details><summary>{name}</summary><div>"
        + "".join(f"<h3>{at}: Bridge open</h3><p>{prose(at) * 3}</p>" for at in ats)
        + "</div></details>"
        for name, ats in DAYS
    )

    snapshot = look(page(f"<div>{feed}</div>"), zone="UTC")

    assert _told(snapshot) == TOLD


def test_a_day_beside_the_time_of_older_posts_alone_is_theirs(
    look: Look, page: Make, prose: Say
) -> None:
    ats = ("<b>10:57</b>", "<b>09:31</b>", "<b>08:40</b><i>17.07.</i>", "<b>07:12</b><i>16.07.</i>")
    feed = "".join(f"<div>{at}<h3>Bridge open</h3><p>{prose(at[3:8])}</p></div>" for at in ats)

    snapshot = look(page(f"<section>{feed}</section>"), zone="UTC")

    assert _told(snapshot) == ["18 10:57", "18 09:31", "17 08:40", "16 07:12"]
    assert [post.text for post in snapshot.posts] == [prose(at[3:8]) for at in ats]


def test_an_empty_box_does_not_lose_the_days_of_the_others(
    look: Look, page: Make, prose: Say
) -> None:
    feed = "".join(
        f"<h2>{name}</h2>"
        + "".join(
            f"<div class=post><b>{at}</b><h3>At {at}</h3><p>{prose(at)}</p></div>" for at in ats
        )
        + "<div class=post></div>"
        for name, ats in DAYS
    )

    snapshot = look(page(f"<div>{feed}</div>"), zone="UTC")

    assert _told(snapshot) == TOLD


@pytest.mark.parametrize(
    "line",
    [
        "<div class=anchor id={name}></div><div class=at>{at}</div><h2>{name}</h2>",
        "<h2><a name={name}></a>{at}: Bridge {name}</h2>",
        "<a id={name}></a>\n<p><b>{at}</b></p>",
    ],
)
def test_the_empty_anchor_before_each_line_names_its_post(
    look: Look, page: Make, prose: Say, line: str
) -> None:
    feed = "".join(
        line.format(name=f"slug-{at[:2]}", at=at) + f"<p>{prose(at)}</p>"
        for at in ("17:40", "16:20", "15:10")
    )

    snapshot = look(page(f"<div>{feed}</div>"))

    assert [post.source_id for post in snapshot.posts] == ["slug-17", "slug-16", "slug-15"]


def test_empty_slots_of_advertisements_name_no_post(look: Look, page: Make, prose: Say) -> None:
    feed = "".join(
        f"<div class=ad-slot id=slot-{at[:2]}></div><p><b>{at}</b> {prose(at)}</p>"
        for at in ("17:40", "16:20", "15:10")
    )

    snapshot = look(page(f"<div>{feed}</div>"))

    assert [post.source_id for post in snapshot.posts] == [None] * 3


@pytest.mark.parametrize("sign", ["- ", " - ", " | ", ". ", ": ", " \u2013 "])
def test_the_sign_between_a_time_and_its_text_is_no_text(
    look: Look, page: Make, prose: Say, sign: str
) -> None:
    ats = ("17:40", "16:20", "15:10")
    feed = "".join(f"<p><strong>{at}</strong>{sign}{prose(at)}</p>" for at in ats)

    snapshot = look(page(f"<div>{feed}</div>"))

    assert [post.text for post in snapshot.posts] == [prose(at) for at in ats]
    assert all(post.html.startswith("<p>The council") for post in snapshot.posts)


def test_what_has_minutes_of_a_match_is_no_discussion_whatever_its_classes_say(
    look: Look, page: Make, prose: Say
) -> None:
    feed = "".join(
        f"<li class=event><span>{minute}</span><div class=comment-text><p>{prose(minute)}</p></div>"
        for minute in ("90'+3'", "74'", "61'", "12'")
    )

    snapshot = look(page(f"<ul class=narration>{feed}</ul>"))

    assert [post.labels for post in snapshot.posts] == [("90'+3'",), ("74'",), ("61'",), ("12'",)]


@pytest.mark.parametrize("age", ["vor {} Min.", "{} min. siden", "{} мин. назад", "il y a {} min."])
def test_an_age_with_a_shortened_unit_is_no_sentence(
    look: Look, page: Make, prose: Say, age: str
) -> None:
    feed = "".join(
        f"<li><span>{age.format(minutes)}</span><h3>After {minutes}</h3><p>{prose(minutes)}</p>"
        for minutes in (5, 12, 30)
    )

    snapshot = look(page(f"<ul class=feed>{feed}</ul>"))

    assert _told(snapshot) == ["18 17:55", "18 17:48", "18 17:30"]


@pytest.mark.parametrize(
    "line",
    [
        "By Maximilian Featherstonehaugh at {}",
        "Von Maximilian Featherstonehaugh um {} Uhr",
        "Ana María García López | {}h",
        "di Giovanni Battista Castellani - ore {}",
        "Publicerad {} av Erik Johansson",
        "{} | Maximilian Featherstonehaugh",
        "7月18日 {} 更新",
    ],
)
def test_a_line_of_a_time_and_a_name_is_the_time_of_the_box(
    look: Look, page: Make, prose: Say, line: str
) -> None:
    feed = "".join(
        f"<div class=post><div>{line.format(at)}</div><h3>At {at}</h3><p>{prose(at)}</p></div>"
        for at in ("17:40", "16:20", "15:10")
    )

    snapshot = look(page(f"<div>{feed}</div>"), zone="UTC")

    assert _told(snapshot) == ["18 17:40", "18 16:20", "18 15:10"]
    assert [post.text for post in snapshot.posts] == [prose(a) for a in ("17:40", "16:20", "15:10")]


@pytest.mark.parametrize(
    "line",
    ["Polls close across the country at 10:00", "Bridge Closed, Say Police In Harbour At 10:00"],
)
def test_a_heading_that_names_a_time_is_none(look: Look, page: Make, prose: Say, line: str) -> None:
    feed = "".join(
        f"<div class=post><h3>{line}</h3><time>{at}</time><p>{prose(at)}</p></div>"
        for at in ("17:40", "16:20", "15:10")
    )

    snapshot = look(page(f"<div>{feed}</div>"), zone="UTC")

    assert _told(snapshot) == ["18 17:40", "18 16:20", "18 15:10"]
    assert {post.headline for post in snapshot.posts} == {line}


@pytest.mark.parametrize(
    "head", ["klo {} \u2013 {}", "{} Uhr: {}", "{}. {}", "18.07.2024, {} \u2013 {}"]
)
def test_the_time_at_the_head_of_a_heading_in_a_box_is_none_of_its_words(
    look: Look, page: Make, prose: Say, head: str
) -> None:
    feed = "".join(
        f"<section><h4>{head.format(at, f'Bridge {at[:2]}')}</h4><p>{prose(at)}</p></section>"
        for at in ("17.40", "16.20", "15.10")
    )

    snapshot = look(page(f"<div>{feed}</div>"), zone="UTC")

    assert _told(snapshot) == ["18 17:40", "18 16:20", "18 15:10"]
    assert [post.headline for post in snapshot.posts] == ["Bridge 17", "Bridge 16", "Bridge 15"]


def test_lines_parted_by_breaks_within_a_font_are_posts(look: Look, page: Make, prose: Say) -> None:
    lines = "<br><br>".join(f"<b>1{n}:05</b> {prose(n)}" for n in (6, 5, 4))

    snapshot = look(page(f"<table><tr><td><font size=2>{lines}</font></td></tr></table>"))

    assert [post.text for post in snapshot.posts] == [prose(n) for n in (6, 5, 4)]


def test_a_day_with_a_link_to_edit_it_dates_the_list_below(
    look: Look, page: Make, prose: Say
) -> None:
    lists = "".join(
        f"<div class=h><h3>{day} July 2024</h3><i>[<a href=/edit>edit</a>]</i></div><ul>"
        + "".join(f"<li>{hour} UTC - {prose(hour)}<sup><a href=#n1>[1]</a></sup>" for hour in at)
        + "</ul>"
        for day, at in ((16, ("10:05", "12:17")), (17, ("11:31", "11:58")))
    )

    snapshot = look(page(f"<div>{lists}</div>"))

    assert [post.published and f"{post.published.at:%d %H}" for post in snapshot.posts] == [
        *("16 10", "16 12", "17 11", "17 11")
    ]
    assert {post.source_id for post in snapshot.posts} == {None}


def test_the_cell_of_a_day_before_that_of_a_time_dates_its_row(
    look: Look, page: Make, prose: Say
) -> None:
    rows = "".join(
        f"<tr><td>{day}/07/2024</td><td>{at}</td><td>{prose(at)}</td></tr>"
        for day, at in ((17, "0:20 am"), (16, "11:41 pm"), (16, "14:05 PM"))
    )

    snapshot = look(page(f"<table>{rows}</table>"), zone="UTC")

    assert [post.text for post in snapshot.posts] == [
        prose(at) for at in ("0:20 am", "11:41 pm", "14:05 PM")
    ]
    assert [post.published and f"{post.published.at:%d %H:%M}" for post in snapshot.posts] == [
        *("17 00:20", "16 23:41", "16 14:05")
    ]
