"""Times of what is planned, and places in a recording, are no times of posts."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

ROUND = ("09:00", "10:15", "11:30", "14:00", "15:45")
BY_CHANCE = ("09:02", "10:17", "11:31", "14:00", "15:44")
LATER = ("17:03", "17:48", "18:31", "19:16", "20:02")


def rows(form: str, times: tuple[str, ...], prose: Say) -> str:
    items = (form.format(at=at, text=f"{prose(at)} {prose(at)}") for at in times)
    return f"<div>{''.join(items)}</div>"


@pytest.mark.parametrize(
    "form",
    ["<p><b>{at}</b> {text}</p>", "<div class=x><i>{at}</i><h3>Talk</h3><p>{text}</p></div>"],
)
def test_a_day_of_round_times_in_order_is_a_programme(
    look: Look, page: Make, prose: Say, form: str
) -> None:
    assert look(page(rows(form, ROUND, prose)), zone="UTC").posts == ()
    assert len(look(page(rows(form, BY_CHANCE, prose)), zone="UTC").posts) == len(BY_CHANCE)
    assert len(look(page(rows(form, ROUND[::-1], prose)), zone="UTC").posts) == len(ROUND)


def test_what_is_to_come_is_a_programme(look: Look, page: Make, prose: Say) -> None:
    form = "<div class=x><time datetime=2024-07-18T{at}:00Z>{at}</time><p>{text}</p></div>"

    assert look(page(rows(form, LATER, prose))).posts == ()


TODAY = "<meta property=article:published_time content=2024-07-18T09:00:00Z>"
DAY_BEFORE = "<meta property=article:published_time content=2024-07-17T16:00:00Z>"
LINE = "<p><b>{at}</b> {text}</p>"


A_DAY = "<h2>{} July 2024</h2>"


@pytest.mark.parametrize("head", ["", TODAY])
def test_bare_times_in_order_that_end_ahead_of_the_look_are_those_of_a_programme(
    look: Look, page: Make, prose: Say, head: str
) -> None:
    """The look is at six in the evening."""
    evening = page(rows(LINE, LATER, prose), head=head)
    day = page(rows(LINE, (*BY_CHANCE, "18:31"), prose), head=head)

    for plan in (evening, day):
        snapshot = look(plan, zone="UTC")
        assert snapshot.posts == ()
        assert "a programme" in (snapshot.reason or "")


def test_such_times_are_those_of_the_evening_before_on_a_page_of_that_day(
    look: Look, page: Make, prose: Say
) -> None:
    dated = look(page(rows(LINE, LATER, prose), head=DAY_BEFORE), zone="UTC")
    headed = look(page(f"{A_DAY.format(17)}{rows(LINE, LATER, prose)}"), zone="UTC")
    planned = look(page(f"{A_DAY.format(18)}{rows(LINE, LATER, prose)}"), zone="UTC")
    falling = look(page(rows(LINE, LATER[::-1], prose)), zone="UTC")
    past = look(page(rows(LINE, BY_CHANCE, prose)), zone="UTC")

    assert len(dated.posts) == len(falling.posts) == len(LATER)
    assert len(headed.posts) == len(LATER)
    assert planned.posts == ()
    assert len(past.posts) == len(BY_CHANCE)


def test_what_has_a_beginning_and_an_end_is_a_programme(look: Look, page: Make, prose: Say) -> None:
    form = "<div class=x><div>{at} - 21:10</div><h3>Talk</h3><p>{text}</p></div>"

    assert look(page(rows(form, BY_CHANCE[::-1], prose)), zone="UTC").posts == ()


@pytest.mark.parametrize(
    "places",
    [
        ("00:00:23", "00:01:40", "00:02:57", "00:04:12"),
        ("00:12", "01:05", "01:58", "02:51"),
        ("02:10", "09:51", "17:40", "34:12"),
    ],
)
def test_places_in_a_recording_are_no_times_of_day(
    look: Look, page: Make, prose: Say, places: tuple[str, ...]
) -> None:
    form = "<p><b>[{at}]</b> {text}</p>"

    assert look(page(rows(form, places, prose)), zone="UTC").posts == ()


def test_the_first_hour_of_a_day_is_read_where_posts_follow_close(
    look: Look, page: Make, prose: Say
) -> None:
    night = ("00:12", "00:17", "00:31", "01:04")

    assert len(look(page(rows("<p><b>{at}</b> {text}</p>", night, prose)), zone="UTC").posts) == 4
