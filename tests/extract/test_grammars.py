"""Any document of a dialect's own words, well put together or not, is read sanely."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from extract.sanity import WALL, check_snapshot
from tickerd.extract import extract
from tickerd.extract.clock import AHEAD, Dial, read_time
from tickerd.extract.markup import from_nodes, from_string, is_harmless
from tickerd.extract.text.plaintext import as_markup
from tickerd.extract.times.dating import claim_of, date_column, to_claim
from tickerd.extract.values.json_values import load_json
from tickerd.extract.values.torn import close_torn, escape_inner
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot

# ruff: noqa: SIM905  lists of words read best as words
LOOKED_AT = datetime(2024, 7, 18, 18, 0, tzinfo=UTC)
BASE = "https://news.example.com/live/storm"
SAID = "The council has opened a shelter tonight, the mayor said, after talks for hours."
JSON, FEED = "application/json", "application/rss+xml"

some = settings(max_examples=100, deadline=None)


def look(body: str, kind: str = "text/html") -> Snapshot:
    """Look at a document of our own; what is read of it is sane."""
    raw = body.encode(errors="surrogatepass")
    snapshot = extract(Document(BASE, raw, LOOKED_AT, content_type=f"{kind}; charset=utf-8"))
    check_snapshot(snapshot)
    return snapshot


def joined(words: st.SearchStrategy[str], most: int = 12) -> st.SearchStrategy[str]:
    """Some of these words, one behind the other."""
    return st.lists(words, max_size=most).map("".join)


# ---------------------------------------------------------------- times

TIMES = (
    *"0 1 9 12 13 24 31 59 60 99 2024 1999 1721260800 1721260800123 12:31 9.05 25:61 7:57".split(),
    *"2024-07-18 2024-02-30 T Z +02:00 -1400 July 18. juillet Mon, jeudi today gestern".split(),
    *"am PM Uhr h kl. GMT EST IST UTC ago vor il y a hace minutes Stunden días 前 分 منذ".split(),
    *"/ - . : , ' ( ) + am\u00a0PM \u0661\u0662 \x7f \u200b".split(" "),
    *(" ", "  ", " at ", " - "),
)
times = joined(st.sampled_from(TIMES) | st.text(max_size=3), 8)
dials = st.builds(
    Dial,
    st.integers(946_684_800, 4_102_444_800).map(lambda at: datetime.fromtimestamp(at, UTC)),
    st.sampled_from([None, UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Apia")]),
)


@settings(max_examples=400, deadline=None)
@given(times, dials)
def test_any_words_of_time_are_a_moment_or_none(text: str, dial: Dial) -> None:
    parts = read_time(text)

    claim = to_claim(parts, dial)

    if claim is not None and parts is not None:
        assert claim.at.utcoffset() == timedelta(0)
        assert claim.precision_seconds > 0
        assert parts.dated or claim.at <= dial.looked_at + AHEAD


UNITS = (("{} minutes ago", 60), ("vor {} Stunden", 3600), ("hace {} días", 86_400), ("{}分前", 60))


@some
@given(st.integers(1, 998), st.sampled_from(UNITS), dials)
def test_an_age_is_the_older_the_greater_its_number(
    number: int, unit: tuple[str, int], dial: Dial
) -> None:
    claims = [claim_of(unit[0].format(one), dial) for one in (number, number + 1)]

    at = [claim.at for claim in claims if claim is not None]

    assert at == [dial.looked_at - timedelta(seconds=unit[1] * n) for n in (number, number + 1)]


CLOCKS = [f"{hour}:{minute:02}" for hour in range(24) for minute in (0, 31)]


@some
@example(
    ["0:00", "12:31 GMT", "0:00"],
    Dial(datetime(2024, 1, 1, tzinfo=UTC), ZoneInfo("Pacific/Apia")),
)
@given(st.lists(st.sampled_from(CLOCKS) | times, max_size=12), dials)
def test_a_column_of_any_times_is_not_ahead_of_the_look(texts: list[str], dial: Dial) -> None:
    column = [read_time(text) for text in texts]

    claims = date_column(column, [None] * len(column), dial)

    for parts, claim in zip(column, claims, strict=True):
        assert parts is not None or claim is None
        if claim is not None and parts is not None and not parts.dated:
            assert claim.at <= dial.looked_at + AHEAD


# ---------------------------------------------------------------- feeds

IN_ENTRY = (
    *("<title>Head</title>", f"<description>{SAID}</description>", f"<summary>{SAID}</summary>"),
    *("<pubDate>Thu, 18 Jul 2024 09:30:00 GMT</pubDate>", "<updated>2024-07-18T09:30Z</updated>"),
    *(f"<content:encoded><![CDATA[<p>{SAID}</p>]]></content:encoded>", "<![CDATA[", "]]>"),
    *("&nbsp;", " & ", "&#0;", "&lt;b&gt;", "<br>", "<br/>", "</x>", "<", "\x01", "<!-- -- -->"),
    *('<link href="/a"/>', "<a:b/>", "<enclosure url='/i.jpg' type='image/jpeg'/>", "<?x?>"),
)
entries = st.lists(joined(st.sampled_from(IN_ENTRY), 6), max_size=4)


@some
@given(entries, st.sampled_from(["item", "entry", "rss:item"]), joined(st.sampled_from(IN_ENTRY)))
def test_a_feed_of_any_entries_is_read(bodies: list[str], name: str, behind: str) -> None:
    items = "".join(f"<{name}><guid>{n}</guid>{said}</{name}>" for n, said in enumerate(bodies))

    snapshot = look(f"<rss><channel><title>T</title>{items}{behind}</channel></rss>", FEED)

    assert snapshot.dialect in ("feed", None)


FEED_OF_FIVE = (
    '<rss version="2.0"><channel><fh:complete xmlns:fh="http://purl.org/syndication/history/1.0"/>'
    + "".join(f"<item><guid>{n}</guid><title>Head {n} &amp; tail</title></item>" for n in range(5))
    + "</channel></rss>"
)


@some
@given(st.integers(20, len(FEED_OF_FIVE)), st.sampled_from(["", "<", "&", "</item>", "\x00<a b>"]))
def test_of_a_feed_that_goes_wrong_what_stands_before_is_read(place: int, wrong: str) -> None:
    snapshot = look(FEED_OF_FIVE[:place] + wrong, FEED)

    whole = FEED_OF_FIVE[:place].count("</item>")
    told = [post.source_id for post in snapshot.posts]
    assert told[:whole] == [str(n) for n in range(whole)]
    assert len(told) <= whole + 1
    assert not snapshot.complete or place == len(FEED_OF_FIVE)


# ---------------------------------------------------------------- JSON

SCALARS = (
    *(None, True, 0, -1, 1e308, 1721260800, "", "x", SAID, f"<p>{SAID}</p>", "&lt;b&gt;x"),
    *("\ud800", "2024-07-18T09:30:00Z", "5 min ago", "/a#b", "https://x.example/1", "#"),
    *("javascript:x()", "\x7f"),
)
KEYS = (
    "@id @type @value @list url item identifier headline name articleBody text description video"
    " contentUrl author datePublished dateModified dateCreated liveBlogUpdate id title body content"
    " created_at updated published timestamp minute status deleted pinned data node html children"
).split()
values = st.recursive(
    st.sampled_from(SCALARS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=8,
)
objects = st.dictionaries(st.sampled_from(KEYS), values, max_size=6)


def linked(value: object) -> str:
    """A page that tells this in JSON-LD."""
    return f'<!doctype html><script type="application/ld+json">{json.dumps(value)}</script>'


@some
@given(objects, st.lists(objects, max_size=4))
def test_a_live_blog_of_any_linked_data_is_read(blog: dict[str, Any], updates: list[Any]) -> None:
    told = blog | {"@type": "LiveBlogPosting", "liveBlogUpdate": updates}
    ways = (told, [told], {"@graph": [told]}, [[{"mainEntity": told}]])

    snapshots = [look(linked(way)) for way in ways]

    assert len({snapshot.model_dump_json() for snapshot in snapshots}) == 1


@some
@given(st.lists(objects, min_size=1, max_size=4), st.sampled_from(["posts", "data", "updates"]))
def test_records_of_any_values_are_read(records: list[Any], name: str) -> None:
    body = json.dumps({name: records})

    look(body, JSON)
    look(f"<!doctype html><script>window.__INITIAL_STATE__ = {body + ' ' * 200};</script>")


TORN = ("{", "}", "[", "]", ",", ":", '"a"', '"', "\\", '\\"', "1", "null", '"liveBlogUpdate":[{')


@settings(max_examples=200, deadline=None)
@given(joined(st.sampled_from(TORN), 20))
def test_any_brackets_and_quotes_are_closed_or_left(text: str) -> None:
    closed = close_torn(text)

    assert closed is None or closed[: len(text)].rstrip("]}") in text + closed
    assert escape_inner(text).replace('\\"', '"') == text.replace('\\"', '"')
    load_json(text)


# ---------------------------------------------------------------- text

LINES = (
    *("# Storm live", "## 18 July", "**12:31** ", "* ", " - ", "1. ", "\n", "\n\n", "  \n", "\t"),
    *("Last updated: 7:57 PM\n", "[a](https://x.example)", "[a](javascript:x())", "![](/i.jpg)"),
    *(
        "**",
        "__",
        "*",
        "_",
        SAID,
        SAID,
        "<b>",
        "<script>x()</script>",
        "&lt;",
        "---\n",
        "12.31 Uhr ",
    ),
)


@some
@given(joined(st.sampled_from(LINES), 30))
def test_any_lines_of_text_are_read(text: str) -> None:
    look(text, "text/plain")

    assert "<script" not in as_markup(text)


# ---------------------------------------------------------------- markup

TAGS = (
    *"<p> </p> <b> </b> <i> <a> </a> <ul> <li> </ul> <br> <table> <tr> <td> </table> <h3>".split(),
    *"<svg> </svg> <math> <mi> <mglyph> <style> </style> <title> </title> <template>".split(),
    *"<noscript> </noscript> <textarea> </textarea> <select> <option> <xmp> <plaintext>".split(),
    *"<script> </script> <iframe> </iframe> <object> <embed> <form> <base> <meta> <link>".split(),
    *"<!-- --> --!> <![CDATA[ ]]> <? ?> <! &lt; &gt; &amp; &quot; &#60; &#x3c; < > = \x00".split(
        " "
    ),
    *("'", '"'),
    *("<a href=javascript:x()>", "<a href=' java\nscript:x()'>", "<a href='data:text/html,x'>"),
    *("<a href=/live>", "<img src=x onerror=x()>", "<p onclick=x()>", "<p style=top:0>"),
    *("<iframe src=https://evil.example></iframe>", "<svg onload=x()>", "<a id=x name=y>"),
    *("words", SAID, " ", "\n", "\u200b", "alert(1)", "<b><p>", "</b></p>", "<foreignObject>"),
)
HOLLOW = re.compile(r"<(\w+)[^<>]*>\s*</\1>")


@settings(max_examples=300, deadline=None)
@given(joined(st.sampled_from(TAGS), 25))
def test_whatever_is_put_together_comes_out_harmless(text: str) -> None:
    """Invariant 8: no script, handler, style or foreign frame passes, and cleaning is settled."""
    rich = from_string(text, BASE)

    assert is_harmless(rich.html)
    assert WALL.clean(rich.html) == rich.html


@settings(max_examples=200, deadline=None)
@given(joined(st.sampled_from(TAGS), 25))
def test_what_came_out_goes_through_unchanged(text: str) -> None:
    """Invariant 8, once more: what is sent on may be written anew, and stays as it is.

    But for tags with nothing in them, of which each time only a few layers are taken away.
    """
    once = from_string(text, BASE)

    body = LexborHTMLParser(once.html).body
    again = from_nodes([body] if body is not None else [], BASE)

    assert again.text == once.text
    assert again.html == once.html or HOLLOW.search(once.html)
