"""Lists of links to other pages, however they are dressed; and posts with links that are none."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Make = Callable[..., str]
Say = Callable[[object], str]

HOURS = (15, 14, 12, 11, 9)
TITLE = "The bridge over the canal is closed, number {h}"
URL = "https://news.example.com/live/"

A_TITLE_IN_NO_HEADING = (
    f"<div class=c id=c{{h}}><a href=/n/{{h}}>{TITLE}</a><p>{{text}} {{text}}</p>"
    "<i>{h:02}:05</i></div>"
)
A_SECTION_BEFORE_THE_TITLE = (
    "<li><span>{h:02}:05</span><div><a href=/s/>Weather</a><br>"
    f"<a href=/n/{{h}}><span>{TITLE}</span></a></div><p>{{text}} {{text}}</p></li>"
)
A_LINK_TO_READ_ON = (
    f"<div class=c id=c{{h}}><time datetime=2024-07-18T{{h:02}}:05:00Z></time><h3>{TITLE}</h3>"
    "<p>{text}</p><p>{text}</p><a href=/n/{h}>Read more</a></div>"
)
A_HEADING_AROUND_A_WRAPPED_LINK = (
    f"<article><h3><b><a href=/n/{{h}}>{TITLE}</a></b></h3><i>{{h:02}}:05</i>"
    "<p>{text} {text}</p></article>"
)
A_CARD_OF_A_LIVE_BLOG = (
    f"<li class=liveblog-list__item><h3><a href=/l/{{h}}>{TITLE}</a></h3><i>{{h:02}}:05</i>"
    "<p>{text}</p></li>"
)
A_BOOKMARK = (
    f"<article id=e{{h}}><h2><a rel=bookmark href=/n/{{h}}>{TITLE}</a></h2>"
    "<time datetime=2024-07-18T{h:02}:05:00Z></time><p>{text} {text}</p><p>{text}</p></article>"
)
A_TIME_BEHIND_THE_TITLE = (
    f"<div id=s{{h}}><a href=/n/{{h}}>{TITLE}</a> <small>18 July 2024 {{h:02}}:05</small>"
    "<div>{text} {text}</div></div>"
)
A_TIME_IN_BRACKETS = A_TIME_BEHIND_THE_TITLE.replace("<small>", "[").replace("</small>", "]")
A_TITLE_AND_A_LINE_OF_FACTS = (
    f"<div class=v><p><a href=/n/{{h}}>{TITLE}</a></p><p>{{h:02}}:05 · 3 minutes</p>"
    "<p>{text} {text}</p></div>"
)
AN_ADDRESS_BEHIND_THE_TITLE = (
    f"<div id=s{{h}}><a href=/n/{{h}}>{TITLE}</a><cite>news.example.com</cite>"
    "<span><span>{h:02}:05</span> {text} {text}</span></div>"
)
TEASERS = (
    A_TIME_BEHIND_THE_TITLE,
    A_TIME_IN_BRACKETS,
    A_TITLE_AND_A_LINE_OF_FACTS,
    AN_ADDRESS_BEHIND_THE_TITLE,
    A_TITLE_IN_NO_HEADING,
    A_SECTION_BEFORE_THE_TITLE,
    A_LINK_TO_READ_ON,
    A_CARD_OF_A_LIVE_BLOG,
    A_HEADING_AROUND_A_WRAPPED_LINK,
    A_BOOKMARK,
)


def feed(form: str, prose: Say) -> str:
    items = (form.format(h=hour, text=prose(hour)) for hour in HOURS)
    return f"<div>{''.join(items)}</div>"


@pytest.mark.parametrize("form", TEASERS)
def test_teasers_of_other_pages_are_no_posts_though_their_page_says_live(
    look: Look, page: Make, prose: Say, form: str
) -> None:
    snapshot = look(page(feed(form, prose), title="All our live blogs"), zone="UTC", url=URL)

    assert snapshot.posts == ()
    assert snapshot.reason is not None


def test_a_page_whose_own_address_stands_behind_each_time_is_no_live_blog(
    look: Look, page: Make, prose: Say
) -> None:
    form = (
        "<div id=e{h}><p>{text} {text}</p><a href=/2024/{h}>July 18, 2024, {h:02}:05 UTC</a></div>"
    )

    snapshot = look(page(feed(form, prose), title="Notes from the quay"), url="https://a.example/")

    assert snapshot.posts == ()


A_SOURCE = (
    "<div id=e{h}><i>{h:02}:05</i><p>{text}</p><a href=https://else.example/{h}>Source</a></div>"
)
AN_AUTHOR = "<div id=e{h}><a href=/by/{h}>Ada Q. Hollander</a><i>{h:02}:05</i><p>{text}</p></div>"
SHARED = "<div id=e{h}><i>{h:02}:05</i><p>{text}</p><a href=/share/{h}>Send on</a></div>"
A_KICKER = (
    "<div id=e{h}><a href=/tag/{h}>Weather</a><i>{h:02}:05</i><h3>Title</h3><p>{text}</p></div>"
)
A_LINK_IN_A_HEADING = (
    "<div id=e{h}><i>{h:02}:05</i><h3>Talk of <a href=/n/{h}>it</a></h3><p>{text}</p></div>"
)
A_LINE_TO_READ_ALSO = (
    "<div id=e{h}><i>{h:02}:05</i><p>{text}</p><p>See also <a href=/n/{h}>our story</a></p></div>"
)
A_LINK_IN_THE_TEXT = (
    "<div id=e{h}><i>{h:02}:05</i><p><a href=/n/{h}>{text}</a> {text} {text}</p></div>"
)


A_BRIEF_POST_WITH_A_PAGE_OF_ITS_OWN = (
    '<div id="liveblog-entry-{h}"><time>{h:02}:05</time><h4><a href=/entry/{h}>'
    f"{TITLE}</a></h4><p>{{text}}</p></div>"
)
POSTS = (
    A_SOURCE,
    AN_AUTHOR,
    SHARED,
    A_KICKER,
    A_LINK_IN_A_HEADING,
    A_LINE_TO_READ_ALSO,
    A_LINK_IN_THE_TEXT,
    A_BRIEF_POST_WITH_A_PAGE_OF_ITS_OWN,
)


@pytest.mark.parametrize("form", POSTS)
def test_posts_that_link_to_other_pages_are_posts_all_the_same(
    look: Look, page: Make, prose: Say, form: str
) -> None:
    snapshot = look(page(feed(form, prose)), zone="UTC")

    assert len(snapshot.posts) == len(HOURS)


def test_a_list_of_links_is_none_whichever_times_in_it_are_read(
    look: Look, page: Make, prose: Say
) -> None:
    """Read from one time to the next, each would begin with the time of the teaser before it."""
    form = f"<div class=c><a href=/n/{{h}}>{TITLE}</a><p>{{text}}</p><div>{{h:02}}:05</div></div>"

    snapshot = look(page(feed(form, prose), title="Live blogs"), zone="UTC", url=URL)

    assert snapshot.posts == ()


def test_of_a_page_that_was_saved_without_its_address_links_lead_where_they_say(
    look: Look, page: Make, prose: Say
) -> None:
    own = "<link rel=canonical href=https://news.example.com/live/storm>"
    teasers = feed(A_HEADING_AROUND_A_WRAPPED_LINK, prose)
    posts = feed(A_HEADING_AROUND_A_WRAPPED_LINK.replace("/n/{h}", "/live/storm?p={h}"), prose)
    saved = "file:///home/ada/live.html"

    assert look(page(teasers, head=own), url=saved, zone="UTC").posts == ()
    assert len(look(page(posts, head=own), url=saved, zone="UTC").posts) == len(HOURS)


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("https://news.example.com/live-blog/storm-over-town-17", len(HOURS)),
        ("https://news.example.com/live-blog/storm-over-the-town/", len(HOURS)),
        ("https://news.example.com/live/football", 0),
        ("https://news.example.com/sport/storm-over-town-17", 0),
    ],
)
def test_a_page_below_that_of_its_live_blog_is_a_posts_own(
    look: Look, page: Make, prose: Say, address: str, count: int
) -> None:
    """One below the front of a section is not."""
    own = A_HEADING_AROUND_A_WRAPPED_LINK.replace("/n/{h}", f"{address.rstrip('/')}/p{{h}}")

    snapshot = look(page(feed(own, prose), title="Storm live"), zone="UTC", url=address)

    assert len(snapshot.posts) == count
