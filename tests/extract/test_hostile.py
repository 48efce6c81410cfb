"""Documents made to cost: of many parts they cost no more for each part than of a few."""

import gc
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from extract.bomb_parts import AT, SAID, told
from makers import NOON
from tickerd.errors import ExtractionError
from tickerd.extract import extract
from tickerd.extract.bounds import POSTS
from tickerd.liveblog.document import Document

MANY, FEW = 12_800, 200
"""Parts of a document. The few are far below the bounds, so that what is done to all parts once
for each post, of which only `POSTS` are read, shows as well as what is done to all for each part.
"""
GROUND_SECONDS = 0.1
"""What the clock and the rest of the machine may add."""

HOSTILE: dict[str, Callable[[int], str]] = {
    "timed paragraphs": lambda n: f"<p>12:31 {SAID}</p>" * n,
    "timed list items": lambda n: "<ul>" + f"<li>{AT} {SAID}</li>" * n,
    "deep and wide": lambda n: "<div>" * 350 + f"<p>12:31 {SAID}</p>" * n,
    "many containers": lambda n: f"<section><div><p>{AT}</p><p>{SAID}</p></div></section>" * n,
    "posts told and shown": lambda n: (
        told(n) + "".join(f"<article id=b-7000{k}>{AT}<p>{SAID}</p></article>" for k in range(n))
    ),
    "posts told in the same words": lambda n: (
        told(n) + f"<div>{AT}<h2>Head 1</h2><p>Words 1 and more of them.</p></div>" * n
    ),
    "nested items": lambda n: (
        "LiveBlogPosting"
        + "<div itemprop=liveBlogUpdate itemscope>" * 300
        + "<p itemprop=articleBody>x</p>" * n
    ),
    "nested lists": lambda n: (
        "<p>Last updated: 7:57 PM</p>" + "<ul><li>" * 190 + f"<li>{SAID}</li>" * n
    ),
    "times in one line": lambda n: "<div>" + "<b>12:30</b>" * (n // 6) + "<i>x</i>" * 6 * n,
    "items in items": lambda n: "<rss><channel>" + "<item>" * n + SAID + "</item>" * n,
    "headers of many parts": lambda n: (
        f"<article id=a><header>{AT}{'<b>x</b>' * (n // 16)}</header>x</article>" * 32
    ),
}


def cost_seconds(text: str) -> float:
    """The processor time of one look."""
    document = Document("https://x.example.com/live", text.encode(), NOON, content_type="text/html")
    # What this process holds of other tests is no cost of the document, however often it is walked.
    gc.collect()
    gc.freeze()
    try:
        begun = time.process_time()
        with suppress(ExtractionError):
            assert len(extract(document).posts) <= POSTS
        return time.process_time() - begun
    finally:
        gc.unfreeze()


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_document_costs_no_more_for_each_part_than_one_of_few_parts(name: str) -> None:
    make = HOSTILE[name]
    cost_seconds(make(FEW))  # so that what is made once is made

    few, many = cost_seconds(make(FEW)), cost_seconds(make(MANY))

    assert many <= MANY / FEW * few + GROUND_SECONDS
