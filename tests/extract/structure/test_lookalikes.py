"""What looks like a live blog and is none."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

HOURS = (15, 14, 12, 9)

A_COMMIT = (
    "<li class=commit id=c{h}><p><a href=/c/{h}>Mend the pump of shelter {h}</a></p><span>ann"
    " committed <relative-time datetime=2024-07-18T{h:02}:05:00Z>3h ago</relative-time></span></li>"
)
GOODS = (
    "<div class=product id=g{h}><h3>Pump {h}</h3><span>0{n}:11:4{n}</span><p>£{h}.99</p>"
    "<p>{text}</p></div>"
)
A_DIARY = (
    "<article id=d{h}><h2><a href=/d/{h}>Day {h}</a></h2>"
    "<time datetime=2024-06-{h:02}T08:00:00Z>June {h}</time><p>{text} {text}</p></article>"
)


A_REMARK = (
    "<tr id=c{h}><td><span class=head><a class=agguser>u{h}</a>"
    " <span title='2024-07-18T{h:02}:05:00'>3 hours ago</span></span>"
    "<div class=comment>{text}</div></td></tr>"
)
AN_ANSWER = (
    "<div class=a id=a{h}><div class=votecell>4</div><p>{text}</p><span class=user-info>answered"
    " <time datetime=2024-07-18T{h:02}:05:00Z>today</time></span></div>"
)
TO_COME = (
    "<div class=w id=w{h}><h3>Webinar {h}</h3><p>September {h}, 2024 at 3:00 p.m. EDT</p>"
    "<p>{text}</p></div>"
)
A_HASHED_REMARK = (
    "<div class=q7><b>Reader {h}</b> <span>{h:02}:05</span><p>{text}</p>"
    "<button>Reply</button></div>"
)
A_REMARK_IN_DUTCH = "<div class=reactie><b>Reader {h}</b> <i>{h:02}:05</i><p>{text}</p></div>"
A_REMARK_WITH_A_WORD_TO_ANSWER = (
    "<div class=q7><b>Reader {h}</b> <i>{h:02}:05</i><p>{text}</p><span>Ответить</span></div>"
)
A_LINE_OF_A_MEMBER = (
    "<article class=m><h4><a class=username>u{h}</a></h4><div><div><ul><li>"
    "<time datetime=2024-07-18T{h:02}:05:00Z>{h:02}:05</time></li></ul><p>{text}</p></div></div>"
    "</article>"
)
A_REVIEW = (
    "<article><div class=star-rating></div><b>Reader {h}</b><i>{h:02}:05</i><p>{text}</p></article>"
)
A_RELEASE = "<div id=v{h}><h2>v4.{h}.0</h2><i>{h:02}:05</i><p>{text}</p></div>"
A_QUOTED_POST = (
    "<blockquote><p>{text}</p><a href=https://social.example/{h}>{h:02}:05 · Jul 18, 2024</a>"
    "</blockquote><p>They said so.</p>"
)
A_CLASSIFIED = (
    "<div id=k{h}><h4>Pump {h}</h4><p>{text}</p><i>today, {h:02}:05</i><b>{h} €</b></div>"
)
A_TEASER = (
    "<article><h3><a href=/n/{h}>News {h}</a></h3><p>{text} {text} {text}</p>"
    "<time datetime=2024-07-18T{h:02}:05:00Z>3 h ago</time></article>"
)


@pytest.mark.parametrize(
    "form",
    [
        A_COMMIT,
        GOODS,
        A_DIARY,
        A_REMARK,
        AN_ANSWER,
        TO_COME,
        A_TEASER,
        A_HASHED_REMARK,
        A_QUOTED_POST,
        A_REMARK_IN_DUTCH,
        A_REMARK_WITH_A_WORD_TO_ANSWER,
        A_LINE_OF_A_MEMBER,
        A_REVIEW,
        A_RELEASE,
    ],
)
def test_lists_of_works_goods_days_remarks_and_teasers_are_no_live_blogs(
    look: Look, page: Make, prose: Say, form: str
) -> None:
    items = (form.format(h=hour, text=prose(hour), n=number) for number, hour in enumerate(HOURS))

    title = "Latest updates" if form is A_TEASER else "Latest updates: live now"
    snapshot = look(
        page("".join(items), title=title), zone="UTC", url="https://news.example.com/today"
    )

    assert snapshot.posts == ()


def test_posts_that_tell_of_prices_are_no_goods(look: Look, page: Make, prose: Say) -> None:
    form = "<div id=o{h}><i>{h:02}:05</i><p>{text} Oil is at $8{h}.20 a barrel.</p></div>"
    items = (form.format(h=hour, text=prose(hour)) for hour in HOURS)

    snapshot = look(page("".join(items), title="Markets live"), zone="UTC")

    assert len(snapshot.posts) == len(HOURS)


@pytest.mark.parametrize("word", ["Go 1.{n}6 has it.", "Ubuntu 20.0{n} LTS", "Release 3.1{n}.0"])
def test_numbers_of_versions_are_no_times(look: Look, page: Make, prose: Say, word: str) -> None:
    items = (f"<h3>{word.format(n=number)}</h3><p>{prose(number)}</p>" for number in (4, 3, 2, 1))

    snapshot = look(page("".join(items)), zone="UTC")

    assert snapshot.posts == ()


@pytest.mark.parametrize("numbers", [(1, 2, 3, 4), (4, 3, 2, 1)])
def test_a_numbered_list_is_no_relay_of_a_match(
    look: Look, page: Make, prose: Say, numbers: tuple[int, ...]
) -> None:
    items = (f"<p><b>{number}.</b> {prose(number)}</p>" for number in numbers)

    snapshot = look(page("".join(items)), zone="UTC")

    assert snapshot.posts == ()


def test_places_in_a_recording_are_no_times_of_day(look: Look, page: Make, prose: Say) -> None:
    places = ("00:00", "01:35", "03:10", "07:45")
    items = (f"<li><a href=#t={at}>{at}</a> {prose(at)}</li>" for at in places)

    snapshot = look(page(f"<ul>{''.join(items)}</ul>"), zone="UTC")

    assert snapshot.posts == ()


def test_what_stands_under_the_word_for_comments_is_none(
    look: Look, page: Make, prose: Say
) -> None:
    form = "<div class=o><h4>Ann</h4><i>{h:02}:05</i><p>{text}</p></div>"
    items = "".join(form.format(h=hour, text=prose(hour)) for hour in HOURS)

    for words in ("Comments (4)", "تعليقات", "Kommentare"):
        assert look(page(f"<h3>{words}</h3><div>{items}</div>"), zone="UTC").posts == ()
    assert len(look(page(f"<h3>Today</h3><div>{items}</div>"), zone="UTC").posts) == len(HOURS)


def test_a_box_of_another_live_blog_beside_a_story_is_none(
    look: Look, page: Make, prose: Say
) -> None:
    form = "<div class=w><time datetime=2024-07-18T{h:02}:05:00Z>today</time><p>{text}</p></div>"
    box = "".join(form.format(h=hour, text=f"{prose(hour)} {prose(hour)}") for hour in HOURS)
    story = "".join(f"<p>{prose(number)}</p>" for number in range(20))
    url = "https://news.example.com/politics/1"

    with_story = look(page(f"{story}<section>{box}</section>", title="A vote"), url=url)
    alone = look(page(f"<section>{box}</section>", title="A vote"), url=url)

    assert with_story.posts == ()
    assert len(alone.posts) == len(HOURS)


def test_a_story_and_what_follows_it_are_no_two_posts(look: Look, page: Make, prose: Say) -> None:
    time = "<time datetime=2024-07-18T{h:02}:05:00Z>today</time>"
    story = f"<div id=a class=story>{time.format(h=9)}<h1>Live: a vote</h1><p>{prose(1)}</p></div>"
    below = f"<div id=b class=below>{time.format(h=8)}<p>{prose(2)}</p></div>"
    alike = below.replace("id=b", "id=c").replace(":05:", ":01:")

    assert look(f"<html><title>Live</title><body>{story}{below}</body></html>").posts == ()
    assert len(look(f"<html><title>Live</title><body>{below}{alike}</body></html>").posts) == 2


def test_pictures_of_a_gallery_are_no_posts(look: Look, page: Make, prose: Say) -> None:
    form = "<figure><img src=/{h}.jpg><figcaption>{text} <i>{h:02}:05</i></figcaption></figure>"
    items = "".join(form.format(h=hour, text=prose(hour)) for hour in HOURS)

    assert look(page(f"<div>{items}</div>"), zone="UTC").posts == ()


def test_rows_of_short_facts_are_no_posts_and_rows_with_a_text_are(
    look: Look, page: Make, prose: Say
) -> None:
    fact = (
        "<tr><td>{h:02}:05</td><td>low</td><td>North of the bay, by the old pier {h}</td>"
        "<td>ten miles deep</td></tr>"
    )
    text = "<tr><td>{h:02}:05</td><td>1:0</td><td>Goal</td><td>{text}</td></tr>"

    def rows(form: str) -> str:
        items = (form.format(h=hour, text=prose(hour)) for hour in HOURS)
        return page(f"<table>{''.join(items)}</table>", title="Live")

    assert look(rows(fact), zone="UTC").posts == ()
    assert len(look(rows(text), zone="UTC").posts) == len(HOURS)


@pytest.mark.parametrize(("end", "count"), [(".", 6), ("", 0)])
def test_short_sentences_in_named_boxes_may_be_told_oldest_first(
    look: Look, page: Make, end: str, count: int
) -> None:
    """So are replays of chats; without the stops they are a programme."""
    posts = "".join(
        f"<div id=c{n}><i>12:{n * n + 10}</i><p>She is on the stage with box {n}{end}</p></div>"
        for n in range(6)
    )

    assert len(look(page(f"<div>{posts}</div>")).posts) == count


@pytest.mark.parametrize(("day", "count"), [("18 July 2024, ", 4), ("", 0)])
def test_sentences_that_state_their_days_may_be_told_oldest_first(
    look: Look, page: Make, day: str, count: int
) -> None:
    lines = "".join(
        f"<p><strong>{day}1{n}:{n * n + 10} UTC</strong></p><p>The council has opened the shelter"
        f" of the harbour, number {n} of them.</p>"
        for n in range(4)
    )

    assert len(look(page(f"<div>{lines}</div>")).posts) == count


def test_the_last_update_of_a_teaser_is_not_the_pages(look: Look, page: Make, prose: Say) -> None:
    teasers = "<div><ul><li><a href=/b>Bridge live</a> <em>Updated 50 minutes ago</em></ul></div>"
    posts = "".join(
        f"<div id=p{n}><time datetime=2024-07-18T{n}:05Z></time><p>{prose(n)}</p></div>"
        for n in (17, 16, 15)
    )
    at = datetime(2024, 7, 18, 17, 15, tzinfo=UTC)

    told = [
        look(page(f"{line}<div>{posts}</div>"), at=at).last_updated
        for line in (teasers, f"{teasers}<p>Updated 7 minutes ago</p>")
    ]

    assert told[0] is None
    assert told[1] is not None
    assert told[1].at.minute == 8
