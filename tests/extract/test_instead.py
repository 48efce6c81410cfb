"""A page without posts says in its reason what it is instead."""

import json
from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

HOURS = (15, 14, 12, 11, 9)
NEWS = "<li><i>{h:02}:05</i> <a href=/n/{h}>{text}</a></li>"
REMARKS = "<div class=q><b>Ann</b> <i>{h:02}:05</i><p>{text}</p><button>Reply</button></div>"
NAMED_REMARKS = "<div class=comment><b>Ann</b> <i>{h:02}:05</i><p>{text}</p></div>"
GOODS = "<div class=q><i>{h:02}:05</i><p>{text}</p><b>{h} €</b></div>"
RELEASES = "<div><h2>v1.{h}.0</h2><i>{h:02}:05</i><p>{text}</p></div>"


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        (NEWS, "its 5 items with times lead to other pages, as on a front"),
        (REMARKS, "its 5 items with times are what readers or members of a forum said"),
        (GOODS, "its 5 items with times are goods with their prices"),
        (RELEASES, "its 5 items with times are the releases of a program"),
    ],
)
def test_a_list_that_is_no_live_blog_is_named(
    look: Look, page: Make, prose: Say, form: str, reason: str
) -> None:
    items = "".join(form.format(h=hour, text=prose(hour)) for hour in HOURS)

    snapshot = look(page(f"<div>{items}</div>"), zone="UTC")

    assert (snapshot.posts, snapshot.dialect) == ((), None)
    assert (snapshot.reason or "").startswith(reason)


def test_comments_are_named_though_their_boxes_are_not_looked_at(look: Look, prose: Say) -> None:
    items = "".join(NAMED_REMARKS.format(h=hour, text=prose(hour)) for hour in HOURS)

    snapshot = look(f"<h1>Storm live</h1><div>{items}</div>", zone="UTC")

    assert (snapshot.reason or "").startswith("most of its 5 times stand in comments")


@pytest.mark.parametrize(
    ("names", "place"),
    [
        ("reader-comments", "comments"),
        ("tv-schedule", "a programme, a timetable or the like"),
        ("sidebar", "menus and boxes beside it"),
    ],
)
def test_where_most_times_stand_is_named(look: Look, prose: Say, names: str, place: str) -> None:
    items = "".join(f"<p>{hour}:05 {prose(hour)}</p>" for hour in HOURS)

    snapshot = look(f"<h1>Storm live</h1><div class={names}><div>{items}</div></div>", zone="UTC")

    assert snapshot.reason == f"most of its 5 times stand in {place}"


def test_a_programme_and_a_recording_are_named(look: Look, page: Make, prose: Say) -> None:
    form = "<p><b>{h:02}:00</b> {text} {text}</p>"
    plan = "".join(form.format(h=hour, text=prose(hour)) for hour in HOURS[::-1])
    places = "".join(f"<p>{at} {prose(at)} {prose(at)}</p>" for at in ("0:00", "1:35", "3:10"))

    assert "a programme" in (look(page(plan), zone="UTC").reason or "")
    assert "a recording" in (look(page(places), zone="UTC").reason or "")
    assert "a recording" in (
        look(page(places, title="A talk"), url="https://a.example/").reason or ""
    )


@pytest.mark.parametrize(
    ("kinds", "reason"),
    [
        (["DiscussionForumPosting"], "its markup calls it a discussion"),
        (["Recipe", "Person"], "its markup calls it a recipe"),
        (["NewsArticle"], "it reads as an article"),
        (["NewsArticle", "Product"], "it reads as an article"),
        (
            ["NewsArticle", "NewsArticle", "NewsArticle", "CollectionPage"],
            "its markup calls it a coll",
        ),
    ],
)
def test_a_page_is_what_its_markup_calls_it(
    look: Look, prose: Say, kinds: list[str], reason: str
) -> None:
    told = json.dumps([{"@type": kind} for kind in kinds])
    story = "".join(f"<p>{prose(number)}</p>" for number in range(6))

    snapshot = look(
        f'<html><script type="application/ld+json">{told}</script><h1>A storm</h1>{story}</html>'
    )

    assert (snapshot.reason or "").startswith(reason)


def test_an_article_is_named_beside_what_its_lists_are(look: Look, page: Make, prose: Say) -> None:
    told = '<script type="application/ld+json">{"@type": "NewsArticle"}</script>'
    story = "".join(f"<p>{prose(number)}</p>" for number in range(12))
    news = "".join(NEWS.format(h=hour, text=prose(hour)) for hour in HOURS)
    cause = "its 5 items with times lead to other pages, as on a front or in a list of headlines"

    article = look(page(f"{story}<ul>{news}</ul>", head=told), zone="UTC")
    front = look(page(f"<ul>{news}</ul>", head=told), zone="UTC")

    assert article.reason == f"it reads as an article; {cause}"
    assert front.reason == cause


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<title>Live</title><div id=root></div><script src=/a.js></script>", "a script makes"),
        ("<title>Just a moment...</title><h1>Are you human?</h1>", "a check for robots"),
        ("<title>Fehler</title><h1>Seite nicht gefunden</h1>", "the page was not found"),
        ("<title>502 Bad Gateway</title><hr>nginx", "an error"),
        ("<title>Live</title><h1>Ce direct n'est plus disponible</h1>", "the page is gone"),
        ("<title>Hello</title><form><input type=password></form>", "to sign in"),
        ("<title>Your choice of cookies</title><button>Yes</button>", "to agree to something"),
        ("<title>Live</title>", "shows next to no text"),
    ],
)
def test_a_page_that_shows_next_to_nothing_says_so(look: Look, html: str, reason: str) -> None:
    snapshot = look(f"<!doctype html><html>{html}</html>")

    assert snapshot.posts == ()
    assert reason in (snapshot.reason or "")


def test_json_and_text_say_what_they_lack(look: Look) -> None:
    told = look('{"a": [{"b": 1}]}', content_type="application/json")
    said = look("A note about nothing.", content_type="text/plain")

    assert (told.reason or "").startswith("its list of objects has not both")
    assert (said.reason or "").startswith("no list of posts")


def test_records_of_json_are_named(look: Look, prose: Say) -> None:
    at = "2024-07-18T1{}:05:00Z"
    offers = [{"date": at.format(n), "text": prose(n), "price": n} for n in range(5)]
    plans = [{"start": at.format(n), "end": at.format(n + 1), "text": prose(n)} for n in range(5)]
    cards = [
        {"date": at.format(n), "title": f"Bridge {n}", "url": f"/n/{n}", "excerpt": prose(n)}
        for n in range(5)
    ]
    skies = [{"time": at.format(n), "text": "Mostly cloudy with some rain"} for n in range(6)]
    talk = [
        {"time": at.format(n), "text": prose(n), "user": f"u{n}", "reply_to": n % 2 or None}
        for n in range(5)
    ]
    told = (
        (offers, "are goods"),
        (talk, "are what readers or members"),
        (plans, "are a programme"),
        (cards, "lead to other pages"),
    )

    for records, words in (*told, (skies, "say the same again and again")):
        body = json.dumps({"records": records})
        snapshot = look(body, content_type="application/json", url="https://a.example/x.json")
        assert snapshot.posts == ()
        assert f"its {len(records)} records {words}" in (snapshot.reason or "")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"coverageStartTime": "2024-07-18T19:00:00Z"}, "that begins at 2024-07-18 19:00 UTC"),
        ({"coverageStartTime": "2024-07-18T09:00:00Z"}, "a script loads them"),
        ({"isAccessibleForFree": "False"}, "only readers who subscribe or sign in"),
    ],
)
def test_a_live_blog_without_posts_says_why_none_are_there(
    look: Look, prose: Say, said: dict[str, str], reason: str
) -> None:
    told = json.dumps({"@type": "LiveBlogPosting", "headline": "The final live", **said})
    story = "".join(f"<p>{prose(number)}</p>" for number in range(6))

    snapshot = look(f'<script type="application/ld+json">{told}</script><h1>The final</h1>{story}')

    assert snapshot.posts == ()
    assert reason in (snapshot.reason or "")
