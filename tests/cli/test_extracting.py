"""`tickerd extract` and `tickerd events`, as users type them."""

import json
from pathlib import Path

from program import tickerd

PAGE = """Regatta on the bay
Last updated: 7:57 PM

  • The first boat has rounded the outer mark and turns for home.
  • The ferry waits at the pier until the fleet has passed the point.
"""


async def test_extract_prints_the_posts_of_a_file_as_json(tmp_path: Path) -> None:
    file = tmp_path / "live.txt"
    file.write_text(PAGE)

    status, out, _ = await tickerd(
        "extract",
        str(file),
        "--url",
        "https://harbour.example/live",
        "--at",
        "2026-06-01T20:00:00Z",
        "--json",
    )

    assert status == 0
    snapshot = json.loads(out)
    assert set(snapshot) >= {
        "dialect",
        "url",
        "headline",
        "last_updated",
        "language",
        "live",
        "complete",
        "elsewhere",
        "reason",
        "posts",
    }
    assert [set(post) for post in snapshot["posts"]] == [
        {
            "source_id",
            "permalink",
            "headline",
            "text",
            "html",
            "author",
            "language",
            "labels",
            "media",
            "published",
            "modified",
        }
    ] * 2


async def test_extract_shows_people_the_beginning_of_a_long_post_and_marks_the_cut(
    tmp_path: Path,
) -> None:
    long = " ".join(["The ferry waits at the pier until the fleet has passed the point."] * 9)
    file = tmp_path / "page.txt"
    file.write_text(PAGE.replace("The ferry waits", f"{long} The ferry waits"))

    _, shown, _ = await tickerd("extract", str(file), "--at", "2026-06-01T20:00:00Z")
    _, events, _ = await tickerd("events", str(file), "--at", "2026-06-01T20:00:00Z")

    [line] = [line for line in shown.splitlines() if line.startswith("The ferry waits")]
    assert len(line) == 400
    assert line.endswith("…")
    assert "…" in events


async def test_extract_says_of_each_time_that_it_is_utc(tmp_path: Path) -> None:
    post = {"@type": "BlogPosting", "datePublished": "2026-06-01T20:05:00+02:00"}
    post |= {"@id": "#p1", "articleBody": "The fleet has begun its lap in a fresh breeze."}
    blog = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "liveBlogUpdate": [post]}
    file = tmp_path / "live.html"
    file.write_text(f'<script type="application/ld+json">{json.dumps(blog)}</script>')

    _, shown, _ = await tickerd("extract", str(file), "--at", "2026-06-01T20:00:00Z")

    assert "\n2026-06-01 18:05 UTC" in shown


async def test_extract_takes_the_clock_of_the_publisher(tmp_path: Path) -> None:
    file = tmp_path / "live.txt"
    file.write_text(PAGE)

    arguments = ("extract", str(file), "--at", "2026-06-01T20:00:00Z", "--json", "--time-zone")
    _, out, _ = await tickerd(*arguments, "Europe/Rome")
    status, _, err = await tickerd(*arguments, "Rome")

    assert json.loads(out)["last_updated"]["at"] == "2026-06-01T17:57:00Z"
    assert status == 1
    assert "no IANA time zone" in err


async def test_extract_explains_itself_on_stderr(tmp_path: Path) -> None:
    file = tmp_path / "live.txt"
    file.write_text(PAGE)

    _, plain, _ = await tickerd("extract", str(file), "--json", "--at", "2026-06-01T20:00:00Z")
    _, out, err = await tickerd(
        "extract", str(file), "--json", "--at", "2026-06-01T20:00:00Z", "--explain"
    )

    assert out == plain
    assert "bullets" in err
    assert "believed: 2 of its 2 posts" in " ".join(err.split())


async def test_extract_says_why_a_page_has_no_posts_and_is_content(tmp_path: Path) -> None:
    file = tmp_path / "article.html"
    file.write_text("<html><h1>Soup</h1><p>An ordinary article.</p></html>")

    status, out, _ = await tickerd("extract", str(file), "--json")

    assert status == 0
    assert json.loads(out)["posts"] == []
    assert json.loads(out)["reason"]


async def test_events_prints_what_two_looks_make(tmp_path: Path) -> None:
    first, second = tmp_path / "1.txt", tmp_path / "2.txt"
    first.write_text(PAGE)
    second.write_text(PAGE.replace("outer mark", "inner mark"))

    status, out, _ = await tickerd("events", str(first), str(second), "--json")

    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [(line["look"], line["type"]) for line in lines] == [
        (1, "blog.opened"),
        (1, "post.added"),
        (1, "post.added"),
        (2, "post.revised"),
    ]
    assert set(lines[-1]) >= {"look", "type", "post", "source_id", "headline", "text", "revision"}


async def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    status, _, err = await tickerd("extract", str(tmp_path / "none.html"))

    assert status == 1
    assert "cannot be read" in err


async def test_a_page_that_cannot_be_had_is_told_without_a_promise_to_look_again() -> None:
    status, _, err = await tickerd(
        "extract", "http://127.0.0.1:1/live", "--allow-address", "127.0.0.0/8"
    )

    assert status == 1
    assert "cannot be reached" in err
    assert "check the address" in err
    assert "trying" not in err
    assert "again" not in err
