"""Foreign HTML becomes text and safe HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickerd.extract.bounds import tangle
from tickerd.extract.markup import from_string
from tickerd.extract.text.charset import decode
from tickerd.extract.text.links import clean_url

BASE = "https://news.example.com/live/storm"


def test_paragraphs_are_parted_by_one_newline_and_white_space_is_collapsed() -> None:
    piece = from_string(
        "<div> One\n two<p>three\u00a0  four</p><ul><li>five</li></ul>six</div>", BASE
    )

    assert piece.text == "One two\nthree four\nfive\nsix"


@pytest.mark.parametrize(
    "hostile",
    [
        "<p>Hi<script>alert(1)</script></p>",
        "<p onclick=alert(1)>Hi</p>",
        "<p>Hi<a href='javascript:alert(1)'>!</a></p>",
        "<p>Hi</p><iframe src=https://evil.example></iframe>",
        "<p style='background:url(x)'>Hi</p><style>p{}</style>",
        "<p>Hi</p><svg><a xlink:href=javascript:alert(1)>x</a></svg>",
        "<p>Hi</p><math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
        "&lt;p&gt;Hi&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_scripts_handlers_styles_and_frames_never_pass(hostile: str) -> None:
    """Invariant 8: foreign markup ends in `extract/markup.py`."""
    piece = from_string(hostile, BASE)

    assert piece.text.startswith("Hi")
    assert not re.search(
        r"<script|<iframe|<style|<svg|<math|onclick|javascript:|style=", piece.html
    )


def test_links_are_absolute_and_lose_what_only_tracks() -> None:
    piece = from_string('<p><a href="/a?utm_source=x&id=7#top">There</a></p>', BASE)

    assert 'href="https://news.example.com/a?id=7#top"' in piece.html


def test_pictures_are_listed_and_their_captions_are_no_text() -> None:
    piece = from_string(
        "<p>Text</p><figure><img src=/a.jpg alt=Flood><figcaption>Photo: X</figcaption></figure>",
        BASE,
    )

    assert piece.text == "Text"
    assert [(medium.url, medium.text) for medium in piece.media] == [
        ("https://news.example.com/a.jpg", "Flood")
    ]


@pytest.mark.parametrize(
    "furniture",
    [
        '<a href="javascript:void(0)">facebook</a>',
        '<a href="https://twitter.com/intent/tweet?text=x">Tweet</a>',
        '<div class="share-bar">Pass it on</div>',
        '<span class="newsCaption">(Image: X)</span>',
        "<button>More</button>",
        "<aside>Read also</aside><nav>Menu</nav><div hidden>No</div>",
    ],
)
def test_furniture_is_no_text(furniture: str) -> None:
    piece = from_string(f"<div><p>The storm is over.</p>{furniture}</div>", BASE)

    assert piece.text == "The storm is over."
    assert piece.html == "<p>The storm is over.</p>"


def test_html_that_was_escaped_twice_is_read_once() -> None:
    piece = from_string("&lt;p&gt;It&amp;#39;s &amp;ldquo;over&amp;rdquo;&lt;/p&gt;", BASE)

    assert piece.text == "It's “over”"


def test_zero_width_characters_go_but_joiners_that_a_script_needs_stay() -> None:
    piece = from_string("a\u200bb\ufeffc \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", BASE)

    assert piece.text == "abc \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"


@given(st.text(alphabet="<>/abpi=\"'& \n;#39\u200b\ud800", max_size=200))
def test_any_string_becomes_text_that_can_be_written(value: str) -> None:
    piece = from_string(value, BASE)

    assert piece.text == piece.text.encode().decode()
    assert "<script" not in piece.html
    assert piece.text == "\n".join(" ".join(line.split()) for line in piece.text.split("\n"))


def test_encoding_a_blank_piece_is_possible_too() -> None:
    piece = from_string("", BASE)

    assert (piece.text, piece.html, piece.media) == ("", "", ())


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("Überfällig".encode("utf-8-sig"), "text/html; charset=iso-8859-1"),
        ("Überfällig".encode("latin-1"), "text/html; charset=ISO-8859-1"),
        (b"<meta charset=windows-1252>" + "Überfällig".encode("cp1252"), "text/html"),
        ("Überfällig".encode(), "text/html; charset=nonsense"),
        ("Überfällig".encode("utf-16"), None),
    ],
)
def test_bytes_are_decoded_by_mark_header_meta_and_guess(
    body: bytes, content_type: str | None
) -> None:
    text, utf8 = decode(body, content_type)

    assert text.endswith("Überfällig")
    assert utf8 == text.encode()


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 50_000,
        "".join(f"<font a{n}>" for n in range(30_000)),
        "<select>" + "<option>" * 100_000,
        "<a " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "<a" + "".join(f"/a{n}" for n in range(2_000)) + ">",
        "<a " + "".join(f'a{n}=""' for n in range(2_000)) + ">",
        "".join(f"<body a{n}=1>" for n in range(12_000)),
        "<p>" + "".join(f"<font a{n}>" for n in range(390)) + "</p>" + "<p>x" * 20_000,
        "<" * 1_000_000,
        "<b><i></b></i>" * 30_000,
        "<ul><li>" * 16_000,
    ],
)
def test_what_would_stall_a_parser_is_seen_before(bomb: str) -> None:
    problem = tangle(bomb)

    assert problem is not None


def test_an_ordinary_page_is_not_held_to_be_a_bomb() -> None:
    ordinary = "<div><p>text<br><img src=x><ul><li>a<li>b</ul></div>" * 3_000
    script = "<script>if (a<b) document.write('<div><div><div>')</script>" * 3_000

    comparison = "<script>if (a<b" + " && c == d" * 2_000 + ")</script>"
    value = "<div data-all='" + "x=1 " * 9_000 + "'>"

    assert tangle(ordinary) is None
    assert tangle(comparison) is None
    assert tangle(value) is None
    assert tangle(script) is None


@pytest.mark.parametrize("address", ["http://[", "javascript:x", "data:text/html,x", "", "http://"])
def test_an_address_that_leads_nowhere_is_none(address: str) -> None:
    found = clean_url(address, "about:blank")

    assert found is None
