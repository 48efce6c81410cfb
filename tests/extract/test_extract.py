"""Extraction as a whole: its laws, hostile documents, and the saved real pages."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickerd.errors import ExtractionError, Unreadable
from tickerd.extract import extract
from tickerd.liveblog.document import Document
from tickerd.liveblog.post import Post
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
LOOKED_AT = datetime(2024, 7, 18, 18, 0, tzinfo=UTC)
TYPES = {".html": "text/html", ".json": "application/json", ".txt": "text/plain"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00" * 1000,
        b"\xff\xfe\xfa" * 99,
        b"<",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"<!--" * 9_999,
        b"Last updated: 7:57 PM\n" * 999,
        b"<p>12:31 x</p>" * 9_999,
        b'{"posts":[{"time":"2024-07-18T09:00:00Z","text":"\\ud800 lone half of a pair"}]}',
        b'<a href="http://[">12:31</a>' * 99,
    ],
)
@pytest.mark.parametrize("content_type", [None, "text/html", "application/json", "text/plain", "x"])
def test_a_broken_document_is_read_as_far_as_it_goes(
    look: Look, body: bytes, content_type: str | None
) -> None:
    """Invariant 7: bad pages never stop a watch."""
    snapshot = look(body, content_type=content_type)

    assert snapshot.model_dump_json().encode()
    assert snapshot.posts or snapshot.reason


@pytest.mark.parametrize("body", [b"<div>" * 50_000, b"x" * 10_000_001])
def test_a_document_that_cannot_be_parsed_in_bounded_time_is_refused(
    look: Look, body: bytes
) -> None:
    with pytest.raises(Unreadable) as caught:
        look(body)

    assert "news.example.com" in str(caught.value)


PIECES = (
    "<article id=a><time datetime=2024-07-18T09:00:00Z>9:00</time><h2>T</h2><p>Some words.</p>",
    "</article>",
    "<p><b>12:31</b> Some more words that make a post of it.</p>",
    '<script type="application/ld+json">{"@type":"LiveBlogPosting","liveBlogUpdate":[',
    '{"headline":"x","datePublished":"2024-07-18T09:00:00Z"},',
    "]}</script>",
    "Last updated: 7:57 PM\n",
    "\n • A bullet that is as long as bullets are wont to be.",
    '{"posts":[{"id":1,"time":1721260800,"text":"words and words"}]}',
    "<ul><li>",
    "&lt;b&gt;",
    "\x00\u200b",
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=30),
    st.sampled_from(["text/html", "application/json", "text/plain", None]),
)
def test_no_document_crashes_it_and_the_same_look_gives_the_same(
    pieces: list[str], content_type: str | None
) -> None:
    body = "".join(pieces).encode("utf-8", "surrogatepass")
    document = Document("https://x.example.com/live", body, LOOKED_AT, content_type=content_type)

    first, second = extract(document), extract(document)

    assert first == second
    assert all(post.text or post.headline or post.media or post.source_id for post in first.posts)


# ---------------------------------------------------------------- saved real pages


def saved(folder: Path) -> list[tuple[dict[str, Any], Document]]:
    found = []
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text())
        page = next(
            one for one in folder.glob(f"{gold['slug']}.*") if not one.name.endswith(".gold.json")
        )
        url = gold["page_url"].split(" ")[0]
        body, kind = page.read_bytes(), TYPES[page.suffix]
        found.append((gold, Document(url, body, look_time(gold), content_type=kind)))
    return found


def moment(text: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None


def look_time(gold: dict[str, Any]) -> datetime:
    times = [moment(one.get(key)) for one in gold["updates"] for key in ("published", "modified")]
    known = [one for one in (*times, moment(gold.get("last_updated"))) if one]
    if known:
        return max(known) + timedelta(minutes=2)
    day = re.search(r"\d{4}-\d\d-\d\d", gold["slug"])
    return datetime.fromisoformat(f"{day[0] if day else '2024-06-01'}T23:30:00+00:00")


def words(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


def is_same(post: Post, gold: dict[str, Any]) -> bool:
    if gold["id"] and post.source_id == str(gold["id"]):
        return True
    head = words(gold["text_head"])[:60]
    return bool(head) and head in words(f"{post.headline or ''} {post.text}")[:600]


@pytest.mark.shared
def test_the_posts_of_saved_pages_are_all_found_in_order_with_their_times(
    shared_pages: Path,
) -> None:
    wrong: dict[str, str] = {}
    for gold, document in saved(shared_pages):
        expected = gold.get("jsonld_updates") or gold["updates"]
        posts = list(extract(document).posts)
        for one in expected:
            found = next((post for post in posts if is_same(post, one)), None)
            if found is None:
                if not one.get("optional"):
                    wrong[gold["slug"]] = f"missing: {one}"
                continue
            del posts[: posts.index(found) + 1]
            at, claim = moment(one["published"]), found.published
            if at and not (claim and abs((claim.at - at).total_seconds()) < 60):
                wrong[gold["slug"]] = f"time: {one['published']} is read as {claim}"

    assert wrong == {}


@pytest.mark.shared
def test_saved_pages_that_are_no_live_blogs_give_no_posts(shared_pages: Path) -> None:
    others = [(gold, document) for gold, document in saved(shared_pages) if not gold["updates"]]

    found = {gold["slug"]: extract(document) for gold, document in others}

    assert len(found) >= 10
    assert {
        slug for slug, snapshot in found.items() if snapshot.posts or not snapshot.reason
    } == set()


@pytest.mark.shared
def test_no_spoilt_saved_page_crashes_it(shared_pages: Path) -> None:
    for _, document in saved(shared_pages):
        body = document.body
        half = len(body) // 2
        for spoilt in (
            body[:half],
            body[half:],
            body.replace(b'"', b""),
            body.replace(b"</", b"<"),
        ):
            at = document.fetched_at
            try:
                snapshot = extract(Document(document.url, spoilt, at, document.content_type))
            except ExtractionError:
                continue

            assert snapshot.posts or snapshot.reason
