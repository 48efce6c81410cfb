"""A clock time at the head of a line, the day before it, and the signs behind it."""

# ruff: noqa: RUF001  pages write in their own letters

from collections.abc import Callable

import pytest

from tickerd.extract.structure.leads import split_lead
from tickerd.extract.times.days import is_day
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]


@pytest.mark.parametrize(
    ("line", "day", "clock", "rest"),
    [
        ("04.09., 19:57 Uhr: Brücke frei", 4, "19:57", "Brücke frei"),
        ("04.09.25, 19:57 | Brücke frei", 4, "19:57", "Brücke frei"),
        ("Do., 4. September 2025, 19.57 Uhr: Brücke frei", 4, "19:57", "Brücke frei"),
        ("04/09 às 19h57 - Ponte aberta", 4, "19:57", "Ponte aberta"),
        ("4 сентября, 19:57. Мост открыт", 4, "19:57", "Мост открыт"),
        ("2025-09-04 19:57 Bridge open", 4, "19:57", "Bridge open"),
        ("9月4日(木)午後7時57分 橋が開通", 4, "19:57", "橋が開通"),
        ("יום חמישי, 4 בספטמבר, 19:57 הגשר נפתח", 4, "19:57", "הגשר נפתח"),
        ("19h57. Le pont est ouvert", None, "19:57", "Le pont est ouvert"),
        ("SAAT 19.57 - Köprü açıldı", None, "19:57", "Köprü açıldı"),
        ("7:57 μ.μ. Άνοιξε η γέφυρα", None, "19:57", "Άνοιξε η γέφυρα"),
        ("午後7時57分、橋が開通した", None, "19:57", "橋が開通した"),
        ("٧:٥٧ م فتح الجسر", None, "19:57", "فتح الجسر"),
        ("19:57, 04.09.2025 - Brücke frei", 4, "19:57", "Brücke frei"),
        ("19.57 Uhr | 04.09. | Brücke frei", 4, "19:57", "Brücke frei"),
        ("19:57 – 4 septembre 2025 : le pont est ouvert", 4, "19:57", "le pont est ouvert"),
        (
            "19:57 – 11 septembre : la ville se souvient",
            None,
            "19:57",
            "11 septembre : la ville se souvient",
        ),
        ("19:57 -", None, "19:57", ""),
        ("19h57.", None, "19:57", ""),
        ("04.09 19:57 Мост открыт", 4, "19:57", "Мост открыт"),
        ("เวลา 19.57 น. สะพานเปิด", None, "19:57", "สะพานเปิด"),
        ("19.57 ч. Мостът е отворен", None, "19:57", "Мостът е отворен"),
    ],
)
def test_a_line_is_parted_from_its_time(line: str, day: int | None, clock: str, rest: str) -> None:
    found = split_lead(line)

    assert found is not None
    assert (found[0].day, f"{found[0].clock:%H:%M}", found[1]) == (day, clock, rest)


def test_yesterday_before_a_time_is_its_day() -> None:
    found = split_lead("I går kl. 22.10: Broen er åpen")

    assert found is not None
    assert (found[0].days_ago, found[1]) == (1, "Broen er åpen")


@pytest.mark.parametrize(
    "line", ["04.09.2025 Brücke frei", "Um 19.57 Uhr ging es los", "12.30 % der Stimmen", "5.1 Ton"]
)
def test_a_day_alone_or_a_number_is_no_time_at_the_head(line: str) -> None:
    assert split_lead(line) is None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "4 set",
            "04/09/2025",
            "Hoy",
            "Mercredi 3 septembre",
            "3 вересня, середа",
            "jeu. 4 sept.",
        ),
        *("9月4日(木)", "2025年9月4日", "9월 4일", "2025. 9. 4.", "September 4, 2025", "I dag"),
        *("Aug. 6:", "Aug. 6, 2024", "Tue., Aug. 6", "Tuesday, Aug. 6"),
        *("quinta-feira, 4 de setembro de 2025", "torstaina 4.9.", "4 تشرين الأول 2025"),
    ],
)
def test_a_line_may_be_a_day_and_nothing_else(text: str) -> None:
    assert is_day(text)


@pytest.mark.parametrize(
    "text", ["4 set di prova", "Hoy ganamos", "19:57", "12 marzo al mare", "5.1", "May 4 be", ""]
)
def test_a_line_that_says_more_is_no_day(text: str) -> None:
    assert not is_day(text)


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>UPDATE {h}:05pm:</strong> {text}</p>",
        "<p>Update, {h}:05 p.m.: {text}</p>",
        "<p><strong>{h}:05 p.m. update:</strong> {text}</p>",
        "<p>UPDATE 2 ({h}:05 p.m.): {text}</p>",
        "<p><b>Update {h}:05 p.m. UTC July 18: </b>{text}</p>",
        "<p><strong>{h}:05 pm</strong>: {text}</p>",
        "<p><strong>{h}:05 p.m.</strong> &#8211; {text}</p>",
        "<p>{h}:05 p.m.</p><p>{text}</p><p>___</p>",
        "<h3>Update: {h}:05pm on 18 July 2024</h3><p>{text}</p>",
        "<b>{h}:05 PM</b>: {text}<br><br>",
    ],
)
def test_what_parts_a_time_from_its_text_is_neither(
    look: Look, page: Make, prose: Say, line: str
) -> None:
    body = "".join(line.format(h=hour, text=prose(hour)) for hour in (5, 4, 3))

    snapshot = look(page(f"<p>Follow the storm.</p>{body}"), zone="UTC")

    assert [post.text for post in snapshot.posts] == [prose(hour) for hour in (5, 4, 3)]
    assert {post.headline for post in snapshot.posts} == {None}
    assert [post.published and post.published.at.hour for post in snapshot.posts] == [17, 16, 15]


def test_the_runs_of_an_over_are_no_time(look: Look, page: Make, prose: Say) -> None:
    balls = "".join(
        f"<div class=b><b>{over}.{ball}</b><p>{prose(over * 10 + ball)}</p></div>"
        + (f"<div class='b sum'>Over {over}: 12 runs</div>" if ball == 1 else "")
        for over in (19, 18)
        for ball in (3, 2, 1)
    )

    snapshot = look(page(f"<div>{balls}</div>"))

    assert [post.labels for post in snapshot.posts if post.text != "Over 19: 12 runs"][:3] == [
        ("19.3",),
        ("19.2",),
        ("19.1",),
    ]
