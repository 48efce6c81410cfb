"""The markups of many publishers: each is read, and dressed otherwise it is read alike."""

import random
import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

HOURS = (15, 14, 12, 9)
DAY = datetime(2024, 7, 18, tzinfo=UTC)

FORMS = {
    "a time alone in a line, and a heading": (
        "<p><b>{h:02}h05</b></p>\n<h3>Title {h}</h3><p>{text}</p>"
    ),
    "a time in brackets": "<p>[{h:02}:05] {text}</p>",
    "a word before the time": "<p><strong>Ore {h:02}:05 - Title {h}</strong></p><p>{text}</p>",
    "the time below the text, with a name": (
        "<section class=u><h3>Title {h}</h3><div><p>{text}</p></div>"
        "<p class=meta>Anna Holt | Thursday, July 18, 2024 at {h:02}:05</p></section>"
    ),
    "the time in a title": (
        '<div class=e><a class=ago title="Thu, Jul 18 2024 {h:02}:05 UTC">2 Hours Ago</a>'
        "<h3>Title {h}</h3><p>{text}</p></div>"
    ),
    "an age and a clock": (
        "<li class=e><span>1h 12m ago</span> <span>({h:02}:05 GMT)</span><h3>Title {h}</h3>"
        "<p>{text}</p></li>"
    ),
    "digits of another script": "<article><i>{arabic}</i><h2>Title {h}</h2><p>{text}</p></article>",
    "a table": "<tr><td><b>{h:02}:05</b></td><td>{text}</td></tr>",
    "a list of terms": "<dt>{h:02}:05</dt><dd><p>{text}</p></dd>",
    "lines that breaks part": "<b>{h:02}:05</b> {text}<br><br>",
    "lines that breaks part, with a title": "<b>{h:02}:05: Title {h}</b><br>{text}<br><br>",
    "lenticular brackets": "<p>【{h:02}:05】{text}</p>",
    "an hour and minutes in two elements": (
        "<li><h2><span>{h:02}</span><span>:05</span></h2><div><h2>Title {h}</h2><p>{text}</p></div>"
        "</li>"
    ),
    "a page of its own behind each heading": (
        '<div class=p><h4><a href="/entry/{h}">Title {h}</a></h4><div>Today, {h:02}:05</div>'
        "<p>{text} {text}</p><p>{text}</p></div>"
    ),
}
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def feed(form: str, prose: Say, hours: tuple[int, ...] = HOURS) -> str:
    """The posts of some hours in one form."""
    posts = (
        FORMS[form].format(h=hour, text=prose(hour), arabic=f"{hour:02}:05".translate(ARABIC))
        for hour in hours
    )
    inner = "\n".join(posts)
    wrapper = {"a table": "table", "a list of terms": "dl"}.get(form, "div")
    return f'<{wrapper} class="list of-them">{inner}</{wrapper}>'


def told(snapshot: Snapshot) -> list[tuple[str, str]]:
    """What each post says of itself: the number in its text, and its time of day."""
    said: list[tuple[str, str]] = []
    for post in snapshot.posts:
        number = re.search(r"shelter (\d+)", post.text)
        clock = post.published.at.strftime("%H:%M") if post.published else ""
        said.append((number[1] if number else "?", clock))
    return said


EXPECTED = [(str(hour), f"{hour:02}:05") for hour in HOURS]


@pytest.mark.parametrize("form", FORMS)
def test_posts_are_found_in_many_forms(look: Look, page: Make, prose: Say, form: str) -> None:
    snapshot = look(page(feed(form, prose)), zone="UTC")

    assert told(snapshot) == EXPECTED
    named = zip(snapshot.posts, HOURS, strict=True)
    assert all(post.headline in (None, f"Title {hour}") for post, hour in named)


# ---------------------------------------------------------------- the same, dressed otherwise


def _rename_classes(html: str) -> str:
    names: dict[str, str] = {}
    rolls = random.Random(7)

    def rename(found: re.Match[str]) -> str:
        fresh = "".join(rolls.choice("bcdfghjkmnpqrtvwxz") for _ in range(7))
        return f"class={names.setdefault(found[1], fresh)}"

    return re.sub(r'class=("[^"]*"|[\w-]+)', rename, html)


def _spread(html: str) -> str:
    return re.sub(r">(?=<)", ">\n    ", html)


def _minify(html: str) -> str:
    return re.sub(r">\s+<", "><", html)


def _wrap_titles(html: str) -> str:
    return re.sub(r"(<h3>.*?</h3>)", r"<div class=w>\1</div>", html)


def _wrap_all(html: str) -> str:
    return f"<div><div class=grid><div>{html}</div></div></div>"


def _advertise(html: str) -> str:
    ad = '<div class="ad slot"><span>Advertisement</span></div>'
    return re.sub(r"(</section>|</article>|</div>\n(?=<div class=))", rf"\1{ad}", html)


DRESSES = (_rename_classes, _spread, _minify, _wrap_titles, _wrap_all, _advertise)


@pytest.mark.parametrize("dress", DRESSES)
@pytest.mark.parametrize("form", FORMS)
def test_the_dress_of_a_page_changes_nothing(
    look: Look, page: Make, prose: Say, form: str, dress: Callable[[str], str]
) -> None:
    snapshot = look(page(dress(feed(form, prose))), zone="UTC")

    assert told(snapshot) == EXPECTED


@pytest.mark.parametrize("form", FORMS)
def test_posts_that_are_gone_from_the_end_change_no_other(
    look: Look, page: Make, prose: Say, form: str
) -> None:
    whole = look(page(feed(form, prose)), zone="UTC")

    part = look(page(feed(form, prose, HOURS[:3])), zone="UTC")

    assert part.posts == whole.posts[:3]


CLOCKS = (
    *(
        "{h:02}:05",
        "{h:02}.05 Uhr",
        "{h:02}h05",
        "{half}:05 {m}.m.",
        "{half}.05{m}m",
        "kl. {h:02}.05",
    ),
    *("18/07/2024 - {h:02}:05", "2024-07-18 {h:02}:05", "18 juillet 2024 à {h:02}h05"),
    *("Jul 18, 2024 {h:02}:05", "{h:02}:05, 18 июля 2024", "2024.07.18. {h:02}:05"),
    *("18. července 2024 {h:02}:05", "7月18日 {h:02}:05", "{h:02}時05分", "18.7. {h:02}:05"),
)


@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize(
    "form", ["<li><i>{t}</i><h3>Title {h}</h3><p>{text}</p></li>", "<p><b>{t}</b></p><p>{text}</p>"]
)
def test_a_time_may_be_written_in_any_way(
    look: Look, page: Make, prose: Say, form: str, clock: str
) -> None:
    halves = {hour: {"half": (hour - 1) % 12 + 1, "m": "ap"[hour > 11]} for hour in HOURS}
    items = (
        form.format(h=hour, text=prose(hour), t=clock.format(h=hour, **halves[hour]))
        for hour in HOURS
    )

    snapshot = look(page(f"<div class=list>{''.join(items)}</div>"), zone="UTC")

    assert told(snapshot) == EXPECTED


# ---------------------------------------------------------------- sport, plain text, ids


@pytest.mark.parametrize(
    ("minutes", "labels"),
    [
        (("88'", "45+2'", "7'"), ["88'", "45+2'", "7'"]),
        (("90.+4", "46.", "7."), ["90.+4", "46.", "7."]),
        (("88 min:", "45 min:", "7 min:"), ["88 min", "45 min", "7 min"]),
        (("19.4", "19.3", "18.6"), ["19.4", "19.3", "18.6"]),
    ],
)
@pytest.mark.parametrize(
    "form", ["<p><strong>{m}</strong> {text}</p>", "<div class=c><div>{m}</div><p>{text}</p></div>"]
)
def test_minutes_and_overs_stand_for_times(
    look: Look, page: Make, prose: Say, form: str, minutes: tuple[str, ...], labels: list[str]
) -> None:
    items = (form.format(m=minute, text=prose(number)) for number, minute in enumerate(minutes))

    snapshot = look(page(f"<div>{''.join(items)}</div>"), zone="UTC")

    assert [post.labels[0] for post in snapshot.posts] == labels
    assert [post.text for post in snapshot.posts] == [prose(number) for number in range(3)]


def test_markdown_is_read_as_a_page(look: Look, prose: Say) -> None:
    lines = (f"## {hour:02}:05 – Title {hour}\n\n{prose(hour)}\n" for hour in HOURS)  # noqa: RUF001
    text = "# Storm live\n\n*Thursday*\n\n" + "\n".join(lines)

    snapshot = look(text, content_type="text/markdown", zone="UTC")

    assert told(snapshot) == EXPECTED
    assert [post.headline for post in snapshot.posts] == [f"Title {hour}" for hour in HOURS]


def test_a_box_bears_the_id_of_the_wrapper_that_is_its_own(
    look: Look, page: Make, prose: Say
) -> None:
    posts = (
        f"<div id=post-{hour}><article><time datetime=2024-07-18T{hour:02}:05:00Z></time>"
        f"<h2>Title {hour}</h2><p>{prose(hour)}</p></article></div>"
        for hour in HOURS
    )

    snapshot = look(page("".join(posts)))

    assert [post.source_id for post in snapshot.posts] == [f"post-{hour}" for hour in HOURS]


def test_a_line_of_a_table_bears_the_id_of_its_row(look: Look, page: Make, prose: Say) -> None:
    rows = (f"<tr id=r{h}><td>{h:02}:05</td><td>{prose(h)}</td></tr>" for h in HOURS)

    snapshot = look(page(f"<table>{''.join(rows)}</table>"), zone="UTC")

    assert [post.source_id for post in snapshot.posts] == [f"r{hour}" for hour in HOURS]


def test_what_stands_in_a_minutes_place_opens_a_post_too(
    look: Look, page: Make, prose: Say
) -> None:
    starts = ("Full time", "88 min", "46 min", "Half-time", "7 min")
    lines = (f"<p><strong>{start}:</strong> {prose(start)}</p>" for start in starts)

    snapshot = look(page("".join(lines)), zone="UTC")

    assert [post.labels[0] for post in snapshot.posts] == list(starts)


def test_what_is_put_between_the_posts_is_none(look: Look, page: Make, prose: Say) -> None:
    posts = [
        f"<li class=item id=i{hour}><span>{hour:02}:05</span><p>{prose(hour)}</p></li>"
        for hour in HOURS
    ]
    letter = (
        "<li class='item letter'><h3>Our morning letter</h3><p>All the news, every day.</p></li>"
    )
    posts.insert(2, letter)

    snapshot = look(page(f"<ul>{''.join(posts)}</ul>"), zone="UTC")

    assert told(snapshot) == EXPECTED


def test_neither_a_quoted_post_nor_the_way_to_the_top_names_a_post(
    look: Look, page: Make, prose: Say
) -> None:
    quoted = (
        "<blockquote><p>The river is rising</p><a href=https://social.example/s/7>10:12 AM, Jul 17,"
        " 2024</a></blockquote>"
    )
    posts = (
        f"<div class=e><i>{hour:02}:05</i><p>{prose(hour)}</p>{quoted}<a href=#top>Top</a></div>"
        for hour in HOURS
    )

    snapshot = look(page("".join(posts)), zone="UTC")

    assert told(snapshot) == EXPECTED
    assert {(post.source_id, post.permalink) for post in snapshot.posts} == {(None, None)}
