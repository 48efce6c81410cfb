"""Histories of our own, in several dialects: exactly what a reader would find has changed."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tickerd.cli.extracting import load_document, open_parser, tell

FIRST_LOOK = datetime(2026, 6, 1, 18, tzinfo=UTC)
URL = "https://harbour.example/live"
WORDS = (
    "The harbour master has opened the north gate again after the storm.",
    "Volunteers hand out soup on the quay until six in the evening.",
    "A brass band plays on the ferry without a licence, to applause.",
    "Low water comes at four, and with it the seals and photographers.",
    "Two boats touched at the outer mark and nobody saw a thing.",
    "The mayor says the bridge stays closed until the engineers return.",
    "Fog keeps the pilots ashore; the lighthouse has been lit since noon.",
    "The regatta office counts nine protests, a record for a weekday.",
)

Write = Callable[[Sequence[int]], str]


def claim(number: int) -> str:
    return f"2026-06-01T{8 + number:02}:{7 * number:02}:00Z"


def as_jsonld(numbers: Sequence[int], chrome: str = "") -> str:
    updates = [
        {
            "@type": "BlogPosting",
            "@id": f"{URL}#p{number}",
            "articleBody": WORDS[number],
            "datePublished": claim(number),
        }
        for number in numbers
    ]
    page = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "A day"}
    told = json.dumps({**page, "liveBlogUpdate": updates})
    return f'<title>A day</title><script type="application/ld+json">{told}</script>{chrome}'


def as_articles(numbers: Sequence[int], chrome: str = "", struck: Sequence[int] = ()) -> str:
    posts = "".join(
        f'<article class="post" id="p{number}"><time datetime="{claim(number)}">then</time>'
        + (f"<p><s>{WORDS[number]}</s></p>" if number in struck else f"<p>{WORDS[number]}</p>")
        + "</article>"
        for number in numbers
    )
    return f"<!doctype html><title>Live</title>{chrome}<main><h1>Live</h1>{posts}</main>"


def as_data(numbers: Sequence[int]) -> str:
    posts = [
        {"id": f"p{number}", "body": f"<p>{WORDS[number]}</p>", "published": claim(number)}
        for number in numbers
    ]
    return json.dumps({"posts": posts})


def chrome(number: int) -> str:
    """What stands around the posts, and is another at every look."""
    stories = "".join(f"<li>Another story, number {3 * number + n}</li>" for n in range(5))
    return (
        f"<header><nav>Menu {number}</nav><p>{100 * number} readers are here</p>"
        f"</header><aside><h2>Most read</h2><ol>{stories}</ol></aside>"
    )


async def changes(folder: Path, pages: Sequence[str]) -> list[tuple[int, str, str]]:
    """What each look after the first told: its number, the kind, the post's id in the source."""
    kind = "html" if "<" in pages[0][:1] else "json"
    files = [folder / f"{number}.{kind}" for number in range(len(pages))]
    for file, page in zip(files, pages, strict=True):
        file.write_text(page)
    looks = (
        load_document(file, URL, FIRST_LOOK + timedelta(minutes=number))
        for number, file in enumerate(files)
    )
    async with open_parser() as parser:
        told = [(look, event) async for look, event in tell(looks, parser)]
    first = [event.kind for look, event in told if look == 1]
    assert first.count("post.added") == len(first) - 1 > 3
    return [
        (look, event.kind, getattr(getattr(event, "post", None), "source_id", None) or "")
        for look, event in told
        if look > 1
    ]


@pytest.mark.parametrize("write", [as_jsonld, as_articles, as_data])
async def test_a_window_that_shrinks_and_grows_again_tells_nothing(
    tmp_path: Path, write: Write
) -> None:
    windows = (8, 5, 3, 3, 3, 8)

    told = await changes(tmp_path, [write(range(7, 7 - size, -1)) for size in windows])

    assert told == []


@pytest.mark.parametrize("write", [as_jsonld, as_articles, as_data])
async def test_an_answer_without_posts_takes_nothing_away(tmp_path: Path, write: Write) -> None:
    before, after = write(range(4, -1, -1)), write(range(5, -1, -1))

    told = await changes(tmp_path, [before, write([]), write([]), after, after])

    assert [(look, kind) for look, kind, _ in told] == [(4, "post.added")]


async def test_empty_answers_of_an_endpoint_take_nothing_away(tmp_path: Path) -> None:
    empty = ("[]", "{}", "", '{"posts": []}', '{"posts": null}')

    told = await changes(tmp_path, [as_data(range(4, -1, -1)), *empty, as_data(range(5, -1, -1))])

    assert told == [(7, "post.added", "p5")]


async def test_a_post_that_is_struck_when_first_seen_stays_what_it_is(tmp_path: Path) -> None:
    pages = [as_articles(range(size, -1, -1), struck=(3,)) for size in (4, 5, 5)]

    told = await changes(tmp_path, pages)

    assert [(look, kind) for look, kind, _ in told] == [(2, "post.added")]


@pytest.mark.parametrize("write", [as_jsonld, as_articles])
async def test_what_changes_around_the_posts_is_no_change(
    tmp_path: Path, write: Callable[[Sequence[int], str], str]
) -> None:
    told = await changes(tmp_path, [write(range(4, -1, -1), chrome(n)) for n in range(4)])

    assert [event for event in told if event[1].startswith("post.")] == []
