"""Documents made to cost by the times in them, and by what looks like posts."""

from extract.bomb_parts import AT, SAID, Make, deep, fill, number, told

TIMES: dict[str, Make] = {
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
    "headers of many parts": lambda: (
        f"<article><header>{AT}{'<b>x</b>' * 9_000}</header>x</article>" * 32
    ),
    "authors": lambda: fill(
        f"<article>{AT}<p>{SAID}</p>{'<i class=author-x>y</i>' * 50}</article>"
    ),
    "empty tags in a post": lambda: fill(f"<li>{AT} {SAID}{'<b><i></i></b>' * 2_000}</li>"),
    "posts told and shown": lambda: (
        told(20_000)
        + "".join(f"<article id=b-7000{n}>{AT}<p>{SAID}</p></article>" for n in range(20_000))
    ),
    "posts told in the same words": lambda: (
        told(20_000) + f"<div>{AT}<h2>Head 1</h2><p>Words 1 and more of them.</p></div>" * 60_000
    ),
    "nested items": lambda: (
        "LiveBlogPosting"
        + "<div itemprop=liveBlogUpdate itemscope>" * 300
        + "<p itemprop=articleBody>x</p>" * 20_000
    ),
    "properties of one item": lambda: (
        "<div itemtype=LiveBlogPosting>"
        "<div itemprop=liveBlogUpdate itemscope>" + fill("<i itemprop=a>x</i>")
    ),
    "nested lists": lambda: (
        "<p>Last updated: 7:57 PM</p>" + "<ul><li>" * 190 + f"<li>{SAID}</li>" * 60_000
    ),
    "words of a last update": lambda: fill(">x last updated"),
    "an address that a script fetches": lambda: (
        "LiveBlogPosting<script>var " + fill("api", 200_000) + "</script>"
    ),
    "addresses that scripts fetch": lambda: "LiveBlogPosting<script>" + fill("let api api="),
    "embeds": lambda: "norkon.net" + fill("<iframe src=x></iframe>"),
}
