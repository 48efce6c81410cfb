"""The page doctor says which rungs were asked, what each found, and what became of it."""

import re
from dataclasses import replace

import pytest

from makers import NOON
from tickerd.extract import extract
from tickerd.extract.bounds import POSTS
from tickerd.extract.doctor import Trial, examine
from tickerd.extract.ladder import RUNGS
from tickerd.liveblog.document import Document

BULLETS = """Regatta on the bay
Last updated: 7:57 PM

  • The first boat has rounded the outer mark and turns for home.
  • The ferry waits at the pier until the fleet has passed the point.
"""
TOLD = """<html lang="en"><h1>Regatta live</h1><script type="application/ld+json">
{"@type": "LiveBlogPosting", "headline": "Regatta live", "liveBlogUpdate": [
{"@type": "BlogPosting", "@id": "#a", "datePublished": "2026-06-01T10:05:00Z",
 "articleBody": "The first boat has rounded the outer mark and turns for home."},
{"@type": "BlogPosting", "@id": "#b", "datePublished": "2026-06-01T10:01:00Z",
 "articleBody": "The ferry waits at the pier until the fleet has passed the point."}]}</script>
<article id="a"><time datetime="2026-06-01T10:05:00Z">10:05</time>
<p>The first boat has rounded the outer mark and turns for home.</p></article>
<article id="b"><time datetime="2026-06-01T10:01:00Z">10:01</time>
<p>The ferry waits at the pier until the fleet has passed the point.</p></article></html>"""


def trials_of(body: str, content_type: str) -> dict[str, Trial]:
    document = Document(
        url="https://harbour.example/live",
        body=body.encode(),
        fetched_at=NOON,
        content_type=content_type,
    )
    return {trial.rung: trial for trial in examine(document)}


def test_every_rung_is_accounted_for() -> None:
    for body in (BULLETS, "<p>An ordinary article.</p>", TOLD):
        assert len(trials_of(body, "text/html")) == len(RUNGS)


def test_the_believed_rung_and_the_one_that_completes_it_are_named() -> None:
    trials = trials_of(TOLD, "text/html")

    assert (trials["jsonld"].posts, trials["jsonld"].timed, trials["jsonld"].named) == (2, 2, 2)
    verdicts = {name: trials[name].verdict.partition(":")[0] for name in ("jsonld", "timestamps")}
    assert sorted(verdicts.values()) == ["believed", "completes the believed one"]
    assert trials["bullets"].verdict.startswith("not asked")


def test_a_last_resort_is_asked_where_nothing_else_found_posts() -> None:
    trials = trials_of(BULLETS, "text/plain")

    assert trials["bullets"].verdict.startswith("believed: 2 of its 2")
    assert trials["jsonld"].verdict == "the document is plain text, not HTML"


@pytest.mark.parametrize(
    ("body", "kind", "rung", "reason"),
    [
        ("<p>A</p>", "text/html", "jsonld", "no JSON-LD script in it"),
        (
            '<script type="application/ld+json">{"@type": "Person"}</script>' * 3
            + '<script type="application/ld+json">{"@type" nothing}</script>',
            "text/html",
            "jsonld",
            "no LiveBlogPosting in 4 JSON-LD scripts, 1 of which cannot be read",
        ),
        ("<p>A</p>", "text/html", "arena", "the document is HTML, not JSON"),
        ("<p itemtype=a>A</p>", "text/html", "microdata", "no LiveBlogPosting in 1 elements"),
        ('{"a": [{"b": 1}]}', "application/json", "records", "its list of objects has not both"),
        ('{"a": 1}', "application/json", "records", "there is no list of objects"),
        ('{"a": [}', "application/json", "records", "its JSON cannot be read"),
        ("<rss><a></rss>", "application/xml", "feed", "its XML cannot be read"),
        ("<p>at 9:30</p>" * 5, "text/html", "timestamps", "5 times in it, but no boxes"),
        ("<p>A</p>", "text/html", "timestamps", "0 times in it"),
        ("<p>A</p>", "text/html", "bullets", 'no "Last updated" line in it'),
        ("<p>A</p>", "text/html", "shell", "no embed of a known maker"),
        ("<p>A</p>", "text/html", "state", "0 states of a page in its scripts"),
    ],
)
def test_a_rung_that_found_nothing_says_why(body: str, kind: str, rung: str, reason: str) -> None:
    assert trials_of(body, kind)[rung].verdict.startswith(reason)


def test_a_snapshot_says_which_dialect_gave_what() -> None:
    """Ids are the markup's; its times are one for all, so they are those of the page's body."""
    told = re.sub(r'"datePublished": "[^"]*"', '"datePublished": "2026-06-01T11:00:00Z"', TOLD)
    told = told.replace(
        '"@type": "LiveBlogPosting",',
        '"@type": "LiveBlogPosting", "dateModified": "2026-06-01T11:00:00Z",',
    )
    document = Document(
        "https://harbour.example/live", told.encode(), NOON, content_type="text/html"
    )

    snapshot = extract(document)

    assert snapshot.given_by["source_id"] == "jsonld"
    assert snapshot.given_by["published"] == "timestamps"
    assert "modified" not in snapshot.given_by
    assert extract(replace(document, body=b"<p>An article.</p>")).given_by == {}


def test_posts_beyond_the_bound_are_not_dropped_without_a_word() -> None:
    entry = (
        "<item><guid>{0}</guid><title>Post {0}</title><description>Text {0}.</description></item>"
    )
    items = "".join(entry.format(number) for number in range(POSTS + 1))
    feed = f"<rss><channel>{items}</channel></rss>"
    document = Document("https://harbour.example/rss", feed.encode(), NOON)

    snapshot = extract(document)

    assert len(snapshot.posts) == POSTS
    assert snapshot.reason == f"only the first {POSTS} of its posts are read"
