"""The page doctor says which rungs were asked, what each found, and what became of it."""

from makers import NOON
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
