"""Documents made to cost: small ones that stall a parser, large ones that fill the memory.

Each is a maker, so that nothing is made before it is needed; each says in its name what it tries.
"""

import json
from collections.abc import Callable, Iterator
from itertools import cycle, islice

MOST = 10_000_000
"""Bytes; what a look may bring home at most."""
SAID = "Some words that make a post of it, and then some more for its length."
AT = "<time datetime=2026-06-01T09:00:00Z>9:00</time>"
HTML = "text/html; charset=utf-8"
JSON = "application/json"
FEED = "application/rss+xml"
TEXT = "text/plain"

Make = Callable[[], str | bytes]


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
    return linked([blog, {"@id": "x", "articleBody": body}])


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


NEST = {
    "div x 50,000": lambda: deep("<div>", 50_000),
    "div x 200,000": lambda: deep("<div>", 200_000),
    "div x 2,000,000": lambda: deep("<div>", 2_000_000),
    "font a1 … a30000": lambda: "".join(f"<font a{n}>" for n in range(30_000)),
    "mis-nested b and i, 34 kB": lambda: fill("<b><i></b>", 34_000),
    "mis-nested b and i, 10 MB": lambda: fill("<b><i></b></i>"),
    "mis-nested a, nobr, p": lambda: fill("<a><p><nobr></a><div></nobr>"),
    "ul li x 16,000": lambda: deep("<ul><li>", 16_000),
    "dl dt b x 16,000": lambda: deep("<dl><dt><b>", 16_000),
    "unclosed p in unclosed b": lambda: fill("<b><p>"),
    "buttons in buttons": lambda: fill("<button><p>x</button>"),
    "headings in headings": lambda: fill("<h1><h2>x</h1>"),
    "svg x 100,000": lambda: deep("<svg>", 100_000),
    "math in svg": lambda: deep("<svg><foreignObject><math><mi>", 50_000),
    "templates x 50,000": lambda: deep("<template>", 50_000),
    "tables x 30,000": lambda: deep("<table><tr><td>", 30_000),
    "table soup": lambda: "<table>" + fill("<tr>x<td>y<th><caption>z<col>"),
    "tables in rows without cells": lambda: fill("<table><tr><table>x"),
    "text beside cells": lambda: "<table>" + fill("x<tr>"),
    "frames": lambda: fill("<frameset><frame>"),
    "formatting reopened 390 times": lambda: reconstructed(390, 300_000),
    "formatting reopened 60 times": lambda: reconstructed(60, 2_000_000),
    "reopened b i u s in cells": lambda: "<b><i><u><s><em><strong>" + fill("<table><td>x</table>"),
}
TAGS = {
    "options, 800 kB": lambda: "<select>" + fill("<option>", 800_000),
    "options, 10 MB": lambda: "<select>" + fill("<OPTION>x"),
    "options with optgroups": lambda: "<select>" + fill("<optgroup><option>"),
    "options in many lists": lambda: fill("<select><option>a<option>b</select>"),
    "100,000 attributes": lambda: "<a " + "".join(f"a{n} " for n in range(100_000)) + ">x",
    "attributes parted by slashes": lambda: "<a" + number("/a{0}") + ">x",
    "attributes without space": lambda: "<a " + number('a{0}=""') + ">x",
    "900 attributes on each tag": lambda: fill("<a " + number("a{0} ", 5_000) + ">x"),
    "attributes on body, again": lambda: number("<body a{0}=1>"),
    "attributes on html, again": lambda: number("<html a{0}>"),
    "one attribute of 10 MB": lambda: '<a href="' + fill("a") + '">x</a>',
    "a class of 10 MB": lambda: f'<p class="{fill("a_")}">12:30 {SAID}</p>' * 1,
    "class names of 100 kB": lambda: f'<p class="{fill("a_", 100_000)}">12:30 {SAID}</p>' * 90,
    "ids of 100 kB": lambda: f'<div id="{fill("a-", 100_000)}">12:30 {SAID}</div>' * 90,
    "empty tags": lambda: fill("<>"),
    "less-thans": lambda: fill("<"),
    "tags never closed": lambda: fill("<a "),
    "closing tags": lambda: fill("</p>"),
    "one comment": lambda: "<!--" + fill("- "),
    "comments": lambda: fill("<!---->"),
    "comments never closed": lambda: fill("<!--"),
    "processing instructions": lambda: fill("<?x>"),
    "doctypes": lambda: fill("<!doctype html>"),
    "entities": lambda: "<p>" + fill("&amp;"),
    "numbers as entities": lambda: "<p>" + fill("&#x10FFFF;"),
    "ampersands": lambda: "<p>" + fill("&"),
    "scripts": lambda: fill("<script></script>"),
    "a script never closed": lambda: "<script>" + fill("</scrip "),
    "a title never closed": lambda: "<title>" + fill("x "),
    "plaintext": lambda: "<plaintext>" + fill("12:30 "),
    "metas": lambda: number("<meta name=a{0} content=x>"),
    "links": lambda: fill("<a href='?x#y'>12:30</a>"),
    "images": lambda: f"<p>{AT}" + fill("<img src=/a.jpg>"),
    "figures in figures": lambda: deep("<figure>", 380, fill("<img src=/a.jpg>", 5_000_000)),
}
NOTHING = {
    "10 MB of spaces": lambda: fill(" "),
    "10 MB of zeros": lambda: fill("0"),
    "10 MB of NUL": lambda: fill("\0"),
    "10 MB of line feeds": lambda: fill("\n"),
    "10 MB of carriage returns": lambda: fill("\r"),
    "10 MB of quotes": lambda: fill('"'),
    "10 MB of zeros in a paragraph": lambda: "<p>" + fill("0"),
    "10 MB of spaces in a paragraph": lambda: "<p>12:30" + fill(" ") + "x",
    "10 MB of em spaces": lambda: "<p>12:30" + fill("\u2003") + "x",
    "10 MB of soft hyphens": lambda: "<p>12:30" + fill("\u00ad") + "x",
    "10 MB of joiners": lambda: "<p>12:30" + fill("\u200d") + "x",
    "10 MB of digits and colons": lambda: "<p>" + fill("12:30 "),
    "10 MB of digits and colons, no end": lambda: "<p>" + fill("1:2"),
    "10 MB of dates": lambda: "<p>" + fill("01.02.2026 12.30 Uhr "),
    "10 MB in other planes": lambda: "<p>12:30 " + fill("\U0001f600"),
    "10 MB of combining marks": lambda: "<p>12:30 a" + fill("\u0301"),
    "10 MB of lone carriage returns in tags": lambda: fill("<p\r>\r"),
}
TIMES = {
    "timed paragraphs": lambda: f"<p>12:31 {SAID}</p>" * 95_000,
    "timed list items": lambda: "<ul>" + f"<li>{AT} {SAID}</li>" * 70_000,
    "deep and wide": lambda: "<div>" * 350 + f"<p>12:31 {SAID}</p>" * 50_000,
    "many containers": lambda: fill(f"<section><div><p>{AT}</p><p>{SAID}</p></div></section>"),
    "times alone": lambda: fill(AT),
    "times in one line": lambda: "<div>" + "<b>12:30</b>" * 2_000 + fill("<i>x</i>", 9_000_000),
    "times in nested lines": lambda: fill("<div><b>12:30</b>" * 40 + fill("<i>x</i>", 40_000)),
    "times in boxes in boxes": lambda: fill(deep(f"<div>{AT}", 300, SAID, "</div>")),
    "lines of breaks": lambda: fill(f"<p>12:30 {SAID}{'<br>' * 5_000}x</p>"),
    "breaks and spaces": lambda: fill(f"<p>12:30 {SAID}{'<br> ' * 9_000}x</p>"),
    "attributes with times": lambda: number("<i time{0}=1700000000>x</i>"),
    "values that are times": lambda: "<i " + fill("a=1700000000 "),
    "epochs in text": lambda: "<p>" + fill("=1700000000"),
    "ages": lambda: fill("<p><span>5 minutes ago</span> " + SAID + "</p>"),
    "minutes of a match": lambda: fill(f"<li><b>45'</b> {SAID}</li>"),
    "headings with days": lambda: fill(f"<h2>1 June 2026</h2><p>12:30 {SAID}</p>"),
    "headers of many parts": lambda: f"<article><header>{AT}{'<b>x</b>' * 9_000}</header>x</article>"
    * 32,
    "authors": lambda: fill(f"<article>{AT}<p>{SAID}</p>{'<i class=author-x>y</i>' * 50}</article>"),
    "empty tags in a post": lambda: fill(f"<li>{AT} {SAID}{'<b><i></i></b>' * 2_000}</li>"),
    "posts told and shown": lambda: told(20_000)
    + "".join(f"<article id=b-7000{n}>{AT}<p>{SAID}</p></article>" for n in range(20_000)),
    "posts told in the same words": lambda: told(20_000)
    + f"<div>{AT}<h2>Head 1</h2><p>Words 1 and more of them.</p></div>" * 60_000,
    "nested items": lambda: "LiveBlogPosting"
    + "<div itemprop=liveBlogUpdate itemscope>" * 300
    + "<p itemprop=articleBody>x</p>" * 20_000,
    "properties of one item": lambda: "<div itemtype=LiveBlogPosting>"
    "<div itemprop=liveBlogUpdate itemscope>" + fill("<i itemprop=a>x</i>"),
    "nested lists": lambda: "<p>Last updated: 7:57 PM</p>"
    + "<ul><li>" * 190
    + f"<li>{SAID}</li>" * 60_000,
    "words of a last update": lambda: fill(">x last updated"),
    "an address that a script fetches": lambda: "LiveBlogPosting<script>var "
    + fill("api", 200_000)
    + "</script>",
    "addresses that scripts fetch": lambda: "LiveBlogPosting<script>" + fill("let api api="),
    "embeds": lambda: "norkon.net" + fill("<iframe src=x></iframe>"),
}
DATA = {
    "lists in lists": lambda: fill("["),
    "lists in lists, closed": lambda: "[" * 900 + "1" + "]" * 900,
    "objects in objects": lambda: fill('{"a":'),
    "objects in objects, closed": lambda: '{"text":' * 400 + "1" + "}" * 400,
    "ten million ones": lambda: "[" + fill("1,") + "1]",
    "empty lists": lambda: "[" + fill("[],") + "1]",
    "empty objects": lambda: "[" + fill("{},") + "1]",
    "one string": lambda: '{"text":"' + fill("x ") + '"}',
    "a string of escapes": lambda: '["' + fill("\\u0041") + '"]',
    "surrogates alone": lambda: '[{"id":"\\ud800","title":"\\udc00","text":"\\ud83d '
    + SAID
    + '","published":"2026-06-01T09:00:00Z"}]',
    "a number of 10 MB": lambda: '{"text":' + fill("1") + "}",
    "infinities": lambda: '[{"published":1e999,"text":NaN,"id":-Infinity}]',
    "keys all different": lambda: "{" + number('"k{0}":1,') + '"x":1}',
    "keys in their thousands, in records": lambda: "["
    + ("{" + number('"k{0}":"2026-06-01T09:00:00Z",', 50_000) + '"x":1},') * 150
    + "1]",
    "tables of one record": tables,
    "100,000 records": lambda: records(70_000),
    "records of nested lists": lambda: records(2_000, more=[[[[[["x"] * 9]]]]] * 50),
    "a comma and spaces": lambda: '{"a":1,' + fill(" ") + "x",
    "commas and spaces": lambda: "[" + fill(",   "),
    "a comment's end and spaces": lambda: '{"a":1 -->' + fill(" ", 1_000_000) + "x",
    "tags in a string": lambda: json.dumps(
        [{"id": 1, "date": "2026-06-01T09:00:00Z", "text": fill("<b>", 3_000_000)}] * 3
    ),
    "HTML escaped again and again": lambda: json.dumps(
        [{"id": 1, "date": "2026-06-01T09:00:00Z", "text": "&" + fill("amp;")}]
    ),
    "linked data, deep": lambda: linked([]).replace("[]", fill("[")),
    "linked data, many": lambda: fill(linked({"@type": "LiveBlogPosting"})),
    "linked data, one post 2,000 times": lambda: references(2_000, fill(SAID, 1_000_000)),
    "linked data, one marked post 2,000 times": lambda: references(2_000, fill(f"<p>{SAID}", 999_999)),
    "linked data, 20,000 posts": lambda: told(20_000, SAID * 5 + " {0}"),
    "linked data, broken": lambda: linked([]).replace("[]", '[{"a":1,}' + fill(",") + "//"),
    "linked data, a comment's end": lambda: linked([]).replace("[]", "[1,-->" + fill(" ", 999_999) + "]x"),
    "linked data, ids": lambda: linked(
        [{"@id": f"{n}", "@type": "LiveBlogPosting", "liveBlogUpdate": [{"@id": "1"}]} for n in range(120_000)]
    ),
}
FEEDS = {
    "billion laughs": lambda: rss("<title>&l11;</title>", laughs()),
    "quadratic entities": lambda: rss(
        "<title>" + "&a;" * 100_000 + "</title>", f'<!DOCTYPE r [<!ENTITY a "{"a" * 100_000}">]>'
    ),
    "entities of another file": lambda: rss(
        "<title>&x;</title>", '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "parameters of another host": lambda: rss(
        "", '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1:1/x.dtd"> %x;]>'
    ),
    "items": lambda: rss(fill(f"<item><title>{SAID}</title></item>")),
    "empty items": lambda: rss(fill("<item/>")),
    "one item of many parts": lambda: rss("<item>" + fill("<a/>", 9_000_000) + "</item>"),
    "2,000 items of many parts": lambda: rss(fill(f"<item>{'<a/>' * 1_200}<guid>1</guid></item>")),
    "items in items": lambda: rss(deep("<item>", 300_000, SAID, "</item>")),
    "one title": lambda: rss("<title>" + fill("&amp;") + "</title>"),
    "attributes": lambda: rss("<item " + number('a{0}="1" ') + "/>"),
    "names of spaces": lambda: rss(number('<x:a xmlns:x="u{0}"/>')),
    "a feed cut short": lambda: rss("")[:40] + fill("<item>"),
}
LINES = {
    "bullets": lambda: "Last updated: 7:57 PM\n" + fill(f"* {SAID}\n"),
    "lines of two characters": lambda: fill("x\n"),
    "stars": lambda: "Last updated: 7:57 PM\n* " + fill("*a "),
    "stars and underscores": lambda: fill("*_"),
    "brackets": lambda: fill("["),
    "links never closed": lambda: fill("[](x"),
    "links with titles": lambda: fill('[a](b "c '),
    "a heading and spaces": lambda: "# x" + fill(" ", 1_000_000) + "y",
    "spaces in a line": lambda: "Last updated: 7:57 PM\n* x" + fill(" ", 1_000_000) + "y",
    "ends of sentences": lambda: "Last updated: 7:57 PM\n* " + fill('."'),
    "a bullet of many lines": lambda: "Last updated: 7:57 PM\n* x\n" + fill("  y\n"),
}


def mixed(*charsets: str) -> bytes:
    parts = cycle("Größe 速報 новости ".encode(name, "replace") for name in charsets)
    return b"<html><p>12:30 " + b"".join(islice(parts, 300_000))


CHARSETS = {
    "UTF-7": (lambda: b"<html><meta charset=utf-7><p>" + "+ADw-".encode() * 1_000_000, "text/html"),
    "UTF-16 without a mark": (lambda: fill("<p>12:30 x</p>", 4_000_000).encode("utf-16-le"), "text/html"),
    "UTF-16, said to be UTF-8": (lambda: fill("<p>x").encode("utf-16"), HTML),
    "UTF-32": (lambda: fill("<p>12:30 x</p>", 2_000_000).encode("utf-32"), "text/html"),
    "mixed": (lambda: mixed("utf-8", "cp1251", "gbk", "shift_jis", "utf-16-le")[:MOST], None),
    "bytes at random": (lambda: b"<html>" + bytes(n * n * 31 % 251 for n in range(200_000)) * 40, None),
    "high bytes": (lambda: b"<html><p>" + bytes(range(128, 256)) * 70_000, None),
    "ISO-2022-JP, escapes": (lambda: b"\x1b$B\x1b(B" * 1_500_000, "text/html; charset=iso-2022-jp"),
    "GB 18030, cut": (lambda: b"\x81\x30\x81" * 3_000_000, "text/html; charset=gb18030"),
    "a label of 1 MB": (lambda: b"<meta charset=" + b"a" * 1_000_000, "text/html; charset=" + "x" * 9_999),
    "surrogates in UTF-8": (lambda: b"<p>12:30 " + b"\xed\xa0\x80" * 3_000_000, HTML),
}

Bomb = tuple[Make, str | None]


def _all() -> Iterator[tuple[str, Bomb]]:
    for kind, makers in ((HTML, NEST | TAGS | NOTHING | TIMES), (JSON, DATA), (FEED, FEEDS), (TEXT, LINES)):
        for name, make in makers.items():
            yield name, (make, HTML if name.startswith("linked data") else kind)
    for name in NOTHING:
        yield f"{name}, as text", (NOTHING[name], TEXT)
    yield from CHARSETS.items()


BOMBS: dict[str, Bomb] = dict(_all())
"""By name: what makes it, and what its header says."""


def make_bomb(name: str) -> tuple[bytes, str | None]:
    """The body, cut to what a look may bring home, and the header."""
    make, kind = BOMBS[name]
    body = make()
    return (body.encode(errors="surrogatepass") if isinstance(body, str) else body)[:MOST], kind
