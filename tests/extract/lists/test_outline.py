"""Plain text and Markdown under a "Last updated" line, with times and without."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]

AT = datetime(2024, 7, 18, 18, 0, tzinfo=UTC)
UPDATED = "Last updated: 7:57 PM"


def sheet(body: str, updated: str = UPDATED) -> str:
    return f"# The storm has reached the coast tonight\n\n{updated}\n\n{body}\n"


def hours(snapshot: Snapshot) -> list[tuple[int, int, int] | None]:
    return [
        (post.published.at.day, post.published.at.hour, post.published.at.minute)
        if post.published
        else None
        for post in snapshot.posts
    ]


@pytest.mark.parametrize(
    ("line", "updated"),
    [
        ("- 7:{n} PM: {text}", UPDATED),
        ("- **7:{n} PM** {text}", UPDATED),
        ("* 19.{n} Uhr: {text}", "Aktualisiert: 19.57 Uhr"),
        ("• 19:{n} | {text}", "Aggiornato alle 19:57"),
        ("1. 19h{n} : {text}", "Mis à jour à 19h57"),
        ("7:{n} PM - {text}\n", UPDATED),
        ("**7:{n} PM**\n\n{text}\n", UPDATED),
        ("7:{n} PM\n{text}\n", UPDATED),
    ],
)
def test_a_time_before_each_item_is_its_claim(
    look: Look, prose: Say, line: str, updated: str
) -> None:
    body = "\n".join(line.format(n=n, text=prose(n)) for n in (45, 30, 15))

    snapshot = look(sheet(body, updated), content_type="text/markdown", at=AT, zone="Europe/Rome")

    assert snapshot.dialect == "bullets"
    assert [post.text for post in snapshot.posts] == [prose(45), prose(30), prose(15)]
    assert hours(snapshot) == [(18, 17, 45), (18, 17, 30), (18, 17, 15)]


def test_midnight_shows_as_the_clock_jumping_up(look: Look, prose: Say) -> None:
    body = "\n".join(f"- {clock}: {prose(clock)}" for clock in ("0:40", "0:10", "23:50"))

    snapshot = look(sheet(body, "Last updated: 0:45"), content_type="text/plain", at=AT, zone="UTC")

    assert hours(snapshot) == [(18, 0, 40), (18, 0, 10), (17, 23, 50)]


def test_a_date_on_a_line_of_its_own_is_the_day_of_what_follows(look: Look, prose: Say) -> None:
    body = (
        f"## 18 July\n\n- 9:30: {prose(3)}\n- 9:10: {prose(2)}\n\n## 16 July\n\n"
        f"- 22:15: {prose(1)}\n"
    )

    snapshot = look(sheet(body), content_type="text/markdown", at=AT, zone="UTC")

    assert hours(snapshot) == [(18, 9, 30), (18, 9, 10), (16, 22, 15)]


def test_what_stands_behind_the_time_of_a_heading_is_a_headline(look: Look, prose: Say) -> None:
    body = "\n".join(f"### 9:{n} Bridge {n} closed\n\n{prose(n)}\n\nMore.\n" for n in (45, 30))

    snapshot = look(sheet(body), content_type="text/markdown", at=AT, zone="UTC")

    assert [post.headline for post in snapshot.posts] == ["Bridge 45 closed", "Bridge 30 closed"]
    assert [post.text for post in snapshot.posts] == [f"{prose(45)}\nMore.", f"{prose(30)}\nMore."]


def test_links_pictures_and_stress_of_markdown_are_kept_in_the_html(look: Look, prose: Say) -> None:
    first = f"- **{prose(2)}** See [the plan](/plan_of_the_town?utm_source=a) & <script>x</script>."
    second = f"- ![The quay](https://media.example/a.jpg) _{prose(1)}_"

    snapshot = look(sheet(f"{first}\n{second}"), content_type="text/markdown", at=AT)

    one, two = snapshot.posts
    assert one.text == f"{prose(2)} See the plan & <script>x</script>."
    assert '<a href="https://news.example.com/plan_of_the_town" ' in one.html
    assert "<strong>" in one.html
    assert "<script>" not in one.html
    assert two.text == prose(1)
    assert [(medium.url, medium.text) for medium in two.media] == [
        ("https://media.example/a.jpg", "The quay")
    ]


def test_a_line_that_was_wrapped_is_one_paragraph(look: Look, prose: Say) -> None:
    wrapped = prose(2).replace("the mayor", "\n  the mayor").replace("that went", "\n  that went")
    body = f"- {wrapped}\n- {prose(1)}\n"

    snapshot = look(sheet(body), content_type="text/markdown", at=AT)

    assert [post.text for post in snapshot.posts] == [prose(2), prose(1)]


def test_fragments_that_links_cut_off_are_healed_in_markdown_too(look: Look, prose: Say) -> None:
    cut = (
        "The head of the",
        "[Storm Council](/council)",
        "said that the shelters would stay open.",
    )
    body = "\n".join(f"- {line}" for line in (prose(3), prose(2), *cut))

    snapshot = look(sheet(body), content_type="text/markdown", at=AT)

    assert [post.text for post in snapshot.posts] == [
        prose(3),
        prose(2),
        "The head of the Storm Council said that the shelters would stay open.",
    ]
    assert '<a href="https://news.example.com/council" ' in snapshot.posts[2].html


@pytest.mark.parametrize("split", ["Last updated\n\n7:57 PM", "**Last updated:**\n7:57 PM"])
def test_the_words_and_the_time_may_stand_on_two_lines(look: Look, prose: Say, split: str) -> None:
    snapshot = look(
        sheet(f"- {prose(2)}\n- {prose(1)}", split), content_type="text/plain", at=AT, zone="UTC"
    )

    assert len(snapshot.posts) == 2
    assert snapshot.last_updated
    assert snapshot.last_updated.at.hour == 19


def test_a_paragraph_in_a_bullet_of_html_stands_in_no_other(look: Look, prose: Say) -> None:
    body = (
        f"<h1>Storm</h1><p>Last updated: 7:57 PM</p><ul><li>{prose(2)} <b>More</b><p>And on.</p>"
        f"</li><li><p>{prose(1)}</p></li></ul>"
    )

    snapshot = look(body, at=AT)

    assert [post.text for post in snapshot.posts] == [f"{prose(2)} More\nAnd on.", prose(1)]
    assert snapshot.posts[0].html == f"<p>{prose(2)} <b>More</b></p><p>And on.</p>"
    assert snapshot.posts[1].html == f"<p>{prose(1)}</p>"


@pytest.mark.parametrize(
    "body",
    [
        "- 9:30: Opening\n- 10:00: Coffee\n- 10:30: Questions\n",
        "Some prose that goes on and on about the storm, and ends.\n",
        "",
    ],
)
def test_a_programme_or_mere_prose_is_no_blog(look: Look, body: str) -> None:
    assert look(sheet(body), content_type="text/markdown", at=AT).posts == ()
