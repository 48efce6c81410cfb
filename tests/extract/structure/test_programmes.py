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
