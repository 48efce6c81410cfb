"""Which clock a page goes by, where its times do not say."""

from collections.abc import Callable

import pytest

from tickerd.extract.times.zones import zone_of_language
from tickerd.liveblog.claim import ClaimRule
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        *(("de", "Europe/Berlin"), ("de-AT", "Europe/Vienna"), ("ja", "Asia/Tokyo")),
        *(("pt-BR", "America/Sao_Paulo"), ("pt_PT", "Europe/Lisbon"), ("en-GB", "Europe/London")),
        *(("en", None), ("en-US", None), ("fr", None), ("fr_FR", "Europe/Paris"), ("es-419", None)),
    ],
)
def test_a_language_tag_tells_the_clock_of_its_press(tag: str, name: str | None) -> None:
    zone = zone_of_language(tag)

    assert (zone and zone.key) == name


@pytest.mark.parametrize(
    ("markup", "hour"),
    [
        ("<html lang=de><p>Stand heute</p>", 13),
        ("<html lang=en><meta property=og:locale content=pl_PL><p>Today</p>", 13),
        ("<html lang=en><p>All times are in BST.</p>", 14),
        ("<html lang=en><p>Last updated: Jul 18, 2024, 3:07 p.m. EDT</p>", 19),
        ("<html lang=de><p>All times are in (UTC).</p>", 15),
        ("<html lang=en><p>All times Eastern</p>", 19),
        ("<html lang=en><p>Times shown are Eastern</p>", 19),
        (
            "<html lang=en><p>By Jo <time datetime=2024-07-18T06:02:00-04:00>6 am</time></p>",
            19,
        ),
        ("<html lang=en><p>Published July 18, 2024 6:02 AM EDT | Updated 3:07 PM EDT</p>", 19),
        ("<html lang=en><p>All times stated are UK</p>", 14),
        ("<html lang=en><p>Updated <time>Jul 18, 2024 at 3:07 p.m. EDT</time></p>", 19),
    ],
)
def test_the_page_tells_the_clock_of_its_posts(
    look: Look, prose: Say, markup: str, hour: int
) -> None:
    posts = "".join(f"<p><b>{clock}:05</b> {prose(clock)}</p>" for clock in (15, 14, 12))

    snapshot = look(f"<!doctype html>{markup}<h1>Storm live</h1><div>{posts}</div>")

    newest = snapshot.posts[0].published
    assert newest is not None
    assert newest.at.hour == hour
    assert newest.precision_seconds == 60
    assert newest.rule is ClaimRule.CLOCK_AGAINST_DATE


@pytest.mark.parametrize(
    ("tag", "url", "hour", "precision"),
    [
        ("es", "https://noticias.example.es/live", 13, 60),
        ("pt", "https://noticias.example.com.br/live", 18, 60),
        ("es", "https://www.example.com/live", 13, 86_400),
        ("fr", "https://www.example.com/live", 13, 86_400),
        ("fr", "https://www.example.ca/live", 15, 86_400),
        ("en", "https://www.example.com/live", 15, 86_400),
        ("en-US", "https://www.example.com/live", 19, 86_400),
        ("en", "https://alerts.example.edu/live", 19, 86_400),
        ("en-US", "https://www.example.ca/live", 15, 86_400),
    ],
)
def test_where_nothing_tells_the_clock_that_of_most_of_the_press_is_likely(
    look: Look, prose: Say, tag: str, url: str, hour: int, precision: float
) -> None:
    posts = "".join(f"<p><b>{clock}:05</b> {prose(clock)}</p>" for clock in (15, 14, 12))

    snapshot = look(f"<!doctype html><html lang={tag}><h1>Storm</h1><div>{posts}</div>", url=url)

    newest = snapshot.posts[0].published
    assert newest is not None
    assert (newest.at.hour, newest.precision_seconds) == (hour, precision)


def test_a_host_tells_the_clock_of_its_national_press(look: Look, prose: Say) -> None:
    posts = "".join(f"<p><b>{clock}:05</b> {prose(clock)}</p>" for clock in (15, 14, 12))

    snapshot = look(
        f"<!doctype html><html lang=en-GB><h1>Storm live</h1><div>{posts}</div>",
        url="https://news.example.co.nz/live",
    )

    newest = snapshot.posts[0].published
    assert newest is not None
    assert newest.at.hour == 3
