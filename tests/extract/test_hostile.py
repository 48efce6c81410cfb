"""Documents made to cost: ten megabytes of them cost no more for each byte than a few do."""

import json
import time
from contextlib import suppress

import pytest

from makers import NOON
from tickerd.errors import ExtractionError
from tickerd.extract import extract
from tickerd.liveblog.document import Document

BYTES = 10_000_000
PART = 8
GROWTH = 2.5
"""So many times the cost of its eighth part, times eight; the square would be eight times that."""
GROUND_SECONDS = 0.1
"""What the clock and the rest of the machine may add."""
SAID = "Some words that make a post of it, and then some more for its length."
AT = "<time datetime=2026-06-01T09:00:00Z>9:00</time>"


def told(count: int) -> str:
    updates = [
        {"@id": f"7000{n}", "headline": f"Head {n}", "articleBody": f"Words {n} and more of them."}
        for n in range(count)
    ]
    blog = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": updates})
    return f'<script type="application/ld+json">{blog}</script>'


HOSTILE = {
    "timed paragraphs": f"<p>12:31 {SAID}</p>" * 95_000,
    "timed list items": "<ul>" + f"<li>{AT} {SAID}</li>" * 70_000,
    "deep and wide": "<div>" * 350 + f"<p>12:31 {SAID}</p>" * 50_000,
    "many containers": f"<section><div><p>{AT}</p><p>{SAID}</p></div></section>" * 50_000,
    "posts told and shown": told(20_000)
    + "".join(f"<article id=b-7000{n}>{AT}<p>{SAID}</p></article>" for n in range(20_000)),
    "posts told in the same words": told(20_000)
    + f"<div>{AT}<h2>Head 1</h2><p>Words 1 and more of them.</p></div>" * 60_000,
    "nested items": "LiveBlogPosting"
    + "<div itemprop=liveBlogUpdate itemscope>" * 300
    + "<p itemprop=articleBody>x</p>" * 20_000,
    "nested lists": "<p>Last updated: 7:57 PM</p>" + "<ul><li>" * 190 + f"<li>{SAID}</li>" * 60_000,
    "headers of many parts": f"<article id=a><header>{AT}{'<b>x</b>' * 9_000}</header>x</article>"
    * 32,
}


def cost_seconds(body: bytes) -> float:
    """The processor time of one look."""
    document = Document("https://x.example.com/live", body, NOON, content_type="text/html")
    begun = time.process_time()
    with suppress(ExtractionError):
        assert len(extract(document).posts) <= 2_000
    return time.process_time() - begun


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_document_costs_no_more_for_each_byte_than_its_eighth_part(name: str) -> None:
    body = HOSTILE[name].encode()[:BYTES]

    whole, part = cost_seconds(body), cost_seconds(body[: len(body) // PART])

    assert whole <= GROWTH * PART * part + GROUND_SECONDS
