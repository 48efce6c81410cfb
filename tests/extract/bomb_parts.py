"""What documents that are made to cost are made of."""

import json
from collections.abc import Callable

MOST = 10_000_000
"""Bytes; what a look may bring home at most."""
SAID = "Some words that make a post of it, and then some more for its length."
AT = "<time datetime=2026-06-01T09:00:00Z>9:00</time>"
HTML = "text/html; charset=utf-8"
JSON = "application/json"
FEED = "application/rss+xml"
TEXT = "text/plain"

Make = Callable[[], str | bytes]
Bomb = tuple[Make, str | None]
"""What makes it, and what its header says."""


def fill(part: str, size: int = MOST) -> str:
    """As many of these as fit."""
    return part * (size // len(part.encode()))


def number(pattern: str, size: int = MOST) -> str:
    """The same, each with its number, so that no two are alike."""
    return "".join(pattern.format(n) for n in range(size // len(pattern.format(10_000).encode())))


def deep(opener: str, count: int, inside: str = "x", closer: str = "") -> str:
    return opener * count + inside + closer * count


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def told(count: int, body: str = "Words {0} and more of them.") -> str:
    """A live blog that the markup tells of."""
    updates = [
        {"@id": f"7000{n}", "headline": f"Head {n}", "articleBody": body.format(n)}
        for n in range(count)
    ]
    return linked({"@type": "LiveBlogPosting", "liveBlogUpdate": updates})


def references(count: int, body: str) -> str:
    """One long post, and a live blog that names it again and again."""
    blog = {"@type": "LiveBlogPosting", "liveBlogUpdate": [{"@id": "x"}] * count}
    return linked([blog, {"@type": "BlogPosting", "@id": "x", "articleBody": body}])


def reconstructed(fonts: int, paragraphs: int) -> str:
    """Formatting that is never closed: a parser opens all of it anew in each paragraph."""
    opened = "".join(f"<font size={n}>" for n in range(fonts))
    return f"<p>{opened}</p>" + "<p>x" * paragraphs


def rss(inside: str, head: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel>{inside}</channel></rss>'


def laughs(levels: int = 12, each: int = 10) -> str:
    """Entities made of entities made of entities."""
    entities = ['<!ENTITY l0 "lol">'] + [
        f'<!ENTITY l{n} "{f"&l{n - 1};" * each}">' for n in range(1, levels)
    ]
    return f"<!DOCTYPE rss [{''.join(entities)}]>"


def records(count: int, **more: object) -> str:
    return json.dumps(
        [
            {"id": n, "published_at": f"2026-06-01T09:{n % 60:02}:00Z", "text": f"{SAID} {n}"}
            | more
            for n in range(count)
        ]
    )


def tables() -> str:
    """Many lists of one record each."""
    record = '"k{0}":[{{"ts":"2026-06-01T09:00:00Z","text":"Some words that make a post of it"}}],'
    return '{"a":1,' + number(record)[:-1] + "}"
