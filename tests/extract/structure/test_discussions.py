"""What members of a forum, readers and guests say; and a reporter who speaks as they do."""

from collections.abc import Callable, Sequence

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

MINUTES = (58, 41, 33, 20, 12, 5)
MEMBERS = ("tomk77", "Ann", "harbour_fan", "gustav", "Ben", "rdx9")
REPORTER = ("Desk",) * len(MINUTES)

A_NAME_IN_A_LINE = "<div class=q><b>{name}</b><i>15:{at}</i><div>{text}</div></div>"
A_NAME_BEFORE_A_COLON = "<li><i>15:{at}</i> <b>{name}</b>: {text}</li>"
A_NAME_IN_BRACKETS = "<p>15:{at} &lt;{name}&gt; {text}</p>"
A_NAME_IN_THE_LINE = "<div class=q><i>15:{at}</i> <b>{name}</b> <span>{text}</span></div>"
A_MEMBER_BY_CLASS = (
    "<div class=m><a class=username>{name}</a><i>18 July 2024, 15:{at}</i><p>{text}</p></div>"
)
A_PSEUDONYM = "<div class=m><a class=m-pseudo-x>{name}</a><i>15:{at}</i><p>{text}</p></div>"


def said(form: str, names: Sequence[str], prose: Say) -> str:
    lines = zip(MINUTES, names, strict=True)
    items = (form.format(at=f"{at:02}", name=name, text=prose(at)) for at, name in lines)
    return f"<div>{''.join(items)}</div>"


@pytest.mark.parametrize(
    "form",
    [
        A_NAME_IN_A_LINE,
        A_NAME_BEFORE_A_COLON,
        A_NAME_IN_BRACKETS,
        A_NAME_IN_THE_LINE,
        A_MEMBER_BY_CLASS,
        A_PSEUDONYM,
    ],
)
def test_what_people_with_nicknames_say_on_a_live_page_is_no_live_blog(
    look: Look, page: Make, prose: Say, form: str
) -> None:
    snapshot = look(page(said(form, MEMBERS, prose)), zone="UTC")

    assert snapshot.posts == ()
    assert "what readers or members of a forum said" in (snapshot.reason or "")


@pytest.mark.parametrize("form", [A_NAME_IN_A_LINE, A_NAME_BEFORE_A_COLON])
def test_reporters_who_are_named_speak_in_a_live_blog(
    look: Look, page: Make, prose: Say, form: str
) -> None:
    names = ("Ada Holm", "Ben Sax", "Ada Holm", "Ben Sax", "Ada Holm", "Cy Orr")

    snapshot = look(page(said(form, names, prose)), zone="UTC")

    assert len(snapshot.posts) == len(MINUTES)


def test_short_headings_in_small_letters_are_no_nicknames(
    look: Look, page: Make, prose: Say
) -> None:
    heads = ("full time", "goal", "red card", "goal", "half-time", "kick-off")

    snapshot = look(page(said(A_NAME_IN_A_LINE, heads, prose)), zone="UTC")

    assert len(snapshot.posts) == len(MINUTES)


def test_roads_and_hours_at_the_head_of_posts_are_no_nicknames(
    look: Look, page: Make, prose: Say
) -> None:
    heads = ("M62", "3pm", "A1", "Covid-19", "B6265", "J12")

    snapshot = look(page(said(A_NAME_IN_THE_LINE, heads, prose)), zone="UTC")

    assert len(snapshot.posts) == len(MINUTES)


def test_what_stands_below_the_word_for_comments_is_no_post_though_boxes_are_alike(
    look: Look, page: Make, prose: Say
) -> None:
    posts = said("<div class=q><i>15:{at}</i><p>{text}</p></div>", REPORTER, prose)
    remarks = said("<div class=q><i>15:{at}</i><p>{text} I say.</p></div>", REPORTER, prose)
    beside = f"{posts}<div><h3>Comments (6)</h3>{remarks[len('<div>') :]}"
    together = f"{posts[: -len('</div>')]}<h3>Kommentare</h3>{remarks[len('<div>') :]}"

    for feed in (beside, together):
        snapshot = look(page(feed), zone="UTC")
        assert len(snapshot.posts) == len(MINUTES)
        assert not any("I say" in post.text for post in snapshot.posts)


def test_a_thread_of_one_member_is_a_live_blog_if_it_calls_itself_so(
    look: Look, page: Make, prose: Say
) -> None:
    thread = said(A_MEMBER_BY_CLASS, REPORTER, prose)
    url = "https://forum.example.com/t/12"

    live = look(page(thread, title="The final: live blog"), zone="UTC", url=url)
    other = look(page(thread, title="The final: latest"), zone="UTC", url=url)

    assert len(live.posts) == len(MINUTES)
    assert other.posts == ()


@pytest.mark.parametrize("title", ["Guestbook", "Gästebuch der Feuerwehr", "Księga gości"])
def test_what_guests_wrote_is_no_live_blog(look: Look, page: Make, prose: Say, title: str) -> None:
    form = "<div><p><b>{name}</b> on 18 July 2024 at 15:{at}</p><p>{text} {text}</p></div>"
    url = "https://club.example.com/g"

    guests = look(page(said(form, REPORTER, prose), title=title), zone="UTC", url=url)
    diary = look(page(said(form, REPORTER, prose), title="Storm"), zone="UTC", url=url)

    assert guests.posts == ()
    assert len(diary.posts) == len(MINUTES)


@pytest.mark.parametrize("names", ["comentarios-directo", "commento_diretta", "kommentar-ticker"])
def test_comments_that_are_called_live_are_those_of_a_reporter(
    look: Look, page: Make, prose: Say, names: str
) -> None:
    form = f"<div class={names}><i>15:{{at}}</i><p>{{text}}</p></div>"

    snapshot = look(page(said(form, REPORTER, prose)), zone="UTC")

    assert len(snapshot.posts) == len(MINUTES)


@pytest.mark.parametrize(
    ("names", "sign", "count"),
    [("commento-partita", "'", 4), ("sidebar", "'", 0), ("commento-partita", ".", 0)],
)
def test_minutes_of_a_match_in_what_is_called_comments_are_told_by_a_reporter(
    look: Look, page: Make, prose: Say, names: str, sign: str, count: int
) -> None:
    """Comments may be numbered."""
    feed = "".join(
        f"<div class=commento><span>{minute}{sign}</span><p>{prose(minute)}</p></div>"
        for minute in (88, 74, 61, 12)
    )

    snapshot = look(page(f"<section class={names}>{feed}</section>"))

    assert len(snapshot.posts) == count
