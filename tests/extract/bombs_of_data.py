"""Documents made to cost that are JSON, a feed or plain text, and strange bytes."""

import json
from itertools import cycle, islice

from extract.bomb_parts import (
    HTML,
    MOST,
    SAID,
    Bomb,
    Make,
    deep,
    fill,
    laughs,
    linked,
    number,
    records,
    references,
    rss,
    tables,
    told,
)

DATA: dict[str, Make] = {
    "lists in lists": lambda: fill("["),
    "lists in lists, closed": lambda: "[" * 900 + "1" + "]" * 900,
    "objects in objects": lambda: fill('{"a":'),
    "objects in objects, closed": lambda: '{"text":' * 400 + "1" + "}" * 400,
    "ten million ones": lambda: "[" + fill("1,") + "1]",
    "empty lists": lambda: "[" + fill("[],") + "1]",
    "empty objects": lambda: "[" + fill("{},") + "1]",
    "one string": lambda: '{"text":"' + fill("x ") + '"}',
    "a string of escapes": lambda: '["' + fill("\\u0041") + '"]',
    "surrogates alone": lambda: (
        '[{"id":"\\ud800","title":"\\udc00","text":"\\ud83d '
        + SAID
        + '","published":"2026-06-01T09:00:00Z"}]'
    ),
    "a number of 10 MB": lambda: '{"text":' + fill("1") + "}",
    "infinities": lambda: '[{"published":1e999,"text":NaN,"id":-Infinity}]',
    "keys all different": lambda: "{" + number('"k{0}":1,') + '"x":1}',
    "keys in their thousands, in records": lambda: (
        "[" + ("{" + number('"k{0}":"2026-06-01T09:00:00Z",', 50_000) + '"x":1},') * 150 + "1]"
    ),
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
    "linked data, one marked post 2,000 times": lambda: references(
        2_000, fill(f"<p>{SAID}", 999_999)
    ),
    "linked data, 20,000 posts": lambda: told(20_000, SAID * 5 + " {0}"),
    "linked data, broken": lambda: linked([]).replace("[]", '[{"a":1,}' + fill(",") + "//"),
    "linked data, a comment's end": lambda: linked([]).replace(
        "[]", "[1,-->" + fill(" ", 999_999) + "]x"
    ),
    "linked data, ids": lambda: linked(
        [
            {"@id": f"{n}", "@type": "LiveBlogPosting", "liveBlogUpdate": [{"@id": "1"}]}
            for n in range(120_000)
        ]
    ),
}
FEEDS: dict[str, Make] = {
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
LINES: dict[str, Make] = {
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


CHARSETS: dict[str, Bomb] = {
    "UTF-7": (lambda: b"<html><meta charset=utf-7><p>" + b"+ADw-" * 1_000_000, "text/html"),
    "UTF-16 without a mark": (
        lambda: fill("<p>12:30 x</p>", 4_000_000).encode("utf-16-le"),
        "text/html",
    ),
    "UTF-16, said to be UTF-8": (lambda: fill("<p>x").encode("utf-16"), HTML),
    "UTF-32": (lambda: fill("<p>12:30 x</p>", 2_000_000).encode("utf-32"), "text/html"),
    "mixed": (lambda: mixed("utf-8", "cp1251", "gbk", "shift_jis", "utf-16-le")[:MOST], None),
    "bytes at random": (
        lambda: b"<html>" + bytes(n * n * 31 % 251 for n in range(200_000)) * 40,
        None,
    ),
    "high bytes": (lambda: b"<html><p>" + bytes(range(128, 256)) * 70_000, None),
    "ISO-2022-JP, escapes": (lambda: b"\x1b$B\x1b(B" * 1_500_000, "text/html; charset=iso-2022-jp"),
    "GB 18030, cut": (lambda: b"\x81\x30\x81" * 3_000_000, "text/html; charset=gb18030"),
    "a label of 1 MB": (
        lambda: b"<meta charset=" + b"a" * 1_000_000,
        "text/html; charset=" + "x" * 9_999,
    ),
    "surrogates in UTF-8": (lambda: b"<p>12:30 " + b"\xed\xa0\x80" * 3_000_000, HTML),
}
