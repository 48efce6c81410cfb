"""What the fuzzer begins with: small documents of every dialect, and real pages where they are.

Usage: python -m fuzz.seeds FOLDER
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from tickerd.liveblog.document import Document
from tickerd.liveblog.source import Source

KINDS = (
    "text/html; charset=utf-8",
    "text/html",
    "application/json",
    "application/rss+xml",
    "text/plain",
    None,
    "text/html; charset=iso-8859-1",
    "text/html; charset=shift_jis",
)
URLS = (
    "https://news.example.com/live/storm",
    "https://zeitung.example.de/ticker",
    "https://t.me/s/harbour",
    "https://status.example.com/history.json",
)
LOOKED_AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
PAGE_BYTES = 20_000
SAID = "The council has opened a shelter tonight, the mayor said, after talks for hours."
AT = "2026-06-01T09:3{0}:00Z"


def unpack_input(data: bytes) -> Document:
    """The document that an input of the fuzzer stands for."""
    source = Source(time_zone="Europe/Rome") if data[1] & 1 else Source()
    kind, url = KINDS[data[0] % len(KINDS)], URLS[(data[1] >> 1) % len(URLS)]
    return Document(url, data[2:], LOOKED_AT, content_type=kind, source=source)


def _pages() -> Iterator[tuple[int, str]]:
    posts = [
        {
            "@type": "BlogPosting",
            "@id": f"#p{n}",
            "headline": f"Head {n}",
            "articleBody": f"<p>{SAID} {n}</p>",
            "datePublished": AT.format(n),
            "author": {"name": "Ann Lee"},
        }
        for n in range(3)
    ]
    blog = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": posts})
    yield 0, f'<!doctype html><script type="application/ld+json">{blog}</script>'
    yield (
        0,
        "<!doctype html><h1>Storm live: latest updates</h1><main>"
        + "".join(
            f"<article id=post-{n}><time datetime={AT.format(n)}>9:3{n}</time><h3>Head {n}</h3>"
            f"<p>{SAID} <a href=/a?utm_x=1>link</a></p><img src=/i.jpg alt=x></article>"
            for n in range(4)
        ),
    )
    yield (
        1,
        "<h1>Ticker</h1><p>Zuletzt aktualisiert: 09.39 Uhr"
        + "".join(f"<p><b>+++ 09:3{n} Brücke gesperrt +++</b><br>{SAID}" for n in range(5)),
    )
    yield (
        0,
        "<div itemscope itemtype=https://schema.org/LiveBlogPosting>"
        + "".join(
            f"<div itemprop=liveBlogUpdate itemscope id=x{n}><meta itemprop=datePublished"
            f" content={AT.format(n)}><h2 itemprop=headline>Head {n}</h2>"
            f"<div itemprop=articleBody><p>{SAID}</div></div>"
            for n in range(3)
        ),
    )
    yield (
        0,
        "<h1>Match live</h1><ul>"
        + "".join(f"<li><span>{n}' </span><p>{SAID}</p></li>" for n in range(40, 46)),
    )


def _more_pages() -> Iterator[tuple[int, str]]:
    yield (
        0,
        "<amp-live-list><div items>"
        + "".join(
            f"<div id=u{n} data-sort-time=178030{n}000>{SAID}<time>5 min ago</time></div>"
            for n in range(3)
        ),
    )


def _data() -> Iterator[tuple[int, str]]:
    records = [
        {"id": n, "title": f"Head {n}", "body_html": f"<p>{SAID}</p>", "created_at": AT.format(n)}
        for n in range(4)
    ]
    yield 2, json.dumps({"data": {"posts": records}})
    incident = {"name": "Trouble", "incident_updates": records, "status": "resolved"}
    yield 2, json.dumps({"incidents": [incident | {"created_at": AT.format(1)}]})
    yield (
        2,
        json.dumps(
            {"_items": [{"_id": "x", "groups": [{}, {"refs": [{"item": {"text": SAID}}]}]}]}
        ),
    )
    yield 2, json.dumps({"blocks": [{"id": "a", "elements": [{"html": SAID}]}], "format": {}})
    yield 2, json.dumps({"archive": [{"description": SAID, "date": 1780300000}], "current": []})
    yield 2, json.dumps({"data": {"liveTextStream": {"content": {"data": {"results": [{}]}}}}})
    items = "".join(
        f"<item><guid>g{n}</guid><title>Head</title><description>{SAID}</description>"
        f"<pubDate>Mon, 01 Jun 2026 09:3{n}:00 GMT</pubDate></item>"
        for n in range(3)
    )
    yield (
        3,
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>',
    )
    yield 3, f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><content>{SAID}</content>"
    lines = "\n".join(f"* **Head {n}** {SAID} [link](https://x.example/{n})" for n in range(4))
    yield 4, f"# Storm\n\nLast updated: 7:57 PM, Thursday, September 4\n\n{lines}\n"


def write_seeds(folder: Path) -> None:
    """Write the first inputs, each named by its content."""
    inputs = [
        bytes([kind, where]) + body.encode()
        for where in range(2)
        for kind, body in (*_pages(), *_more_pages(), *_data())
    ]
    shared = Path(__file__).parents[3] / "shared" / "pages"
    for page in sorted(shared.glob("*")):
        if not page.name.endswith(".gold.json"):
            kind = 2 if page.suffix == ".json" else 4 if page.suffix == ".txt" else 0
            body = page.read_bytes()
            middle = len(body) // 2
            inputs += [
                bytes([kind, 0]) + body[:PAGE_BYTES],
                bytes([kind, 0]) + body[middle:][:PAGE_BYTES],
            ]
    for data in inputs:
        (folder / sha256(data).hexdigest()[:16]).write_bytes(data)


if __name__ == "__main__":
    write_seeds(Path(sys.argv[1]))
