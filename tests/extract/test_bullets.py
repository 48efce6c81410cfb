"""Bullets without times under a "Last updated" line."""

# ruff: noqa: RUF001  full-width signs

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tickerd.liveblog.claim import ClaimRule
from tickerd.liveblog.snapshot import Snapshot

Look = Callable[..., Snapshot]
Say = Callable[[object], str]

AT = datetime(2026, 11, 23, tzinfo=UTC)
HEAD = """Site Logo
The storm has reached the coast and the council opens shelters

Thursday, September 4

Other Takes

{updated}

All trains in the north have been stopped until the morning, the railway says.

"""


def text_page(bullets: str, updated: str = "Last updated: 7:57 PM") -> str:
    return HEAD.format(updated=updated) + bullets + "\nCommunity - share and earn\n\nGet our app\n"


def test_plain_text_bullets_are_posts_in_page_order(look: Look, prose: Say) -> None:
    body = text_page("".join(f"  • {prose(number)}\n" for number in (3, 2, 1)))

    snapshot = look(body, content_type="text/plain", at=AT)

    assert snapshot.dialect == "bullets"
    assert [post.text for post in snapshot.posts] == [prose(3), prose(2), prose(1)]
    assert snapshot.headline == "The storm has reached the coast and the council opens shelters"
    assert snapshot.standfirst is not None
    assert snapshot.standfirst.startswith("All trains")


def test_the_day_of_last_updated_is_the_newest_such_weekday_before_the_look(
    look: Look, prose: Say
) -> None:
    body = text_page("".join(f"  • {prose(number)}\n" for number in (3, 2, 1)))

    claim = look(body, content_type="text/plain", at=AT).last_updated

    assert claim is not None
    assert claim.at == datetime(2025, 9, 4, 19, 57, tzinfo=UTC)
    assert claim.rule == ClaimRule.CLOCK_AGAINST_DATE
    assert claim.precision_seconds == 86_400
    assert claim.raw == "Last updated: 7:57 PM"


@pytest.mark.parametrize(
    "line",
    [
        "Zuletzt aktualisiert: 19:57 Uhr",
        "Ultimo aggiornamento: 19:57",
        "Mis à jour à 19h57",
        "Última actualización: 19:57",
        "**Last updated:** 7:57 PM",
        "Updated 14 minutes ago",
    ],
)
def test_the_line_is_known_in_several_languages(look: Look, prose: Say, line: str) -> None:
    body = text_page("".join(f"- {prose(number)}\n" for number in (3, 2, 1)), line)

    snapshot = look(body, content_type="text/markdown", at=AT)

    assert len(snapshot.posts) == 3
    assert snapshot.last_updated is not None


def test_an_indented_second_paragraph_belongs_to_its_bullet(look: Look, prose: Say) -> None:
    body = text_page(f"  • {prose(2)}\n    {prose('2b')}\n  • {prose(1)}\n")

    snapshot = look(body, content_type="text/plain", at=AT)

    assert [post.text for post in snapshot.posts] == [f"{prose(2)}\n{prose('2b')}", prose(1)]


CUT = (
    "Prime Minister",
    "Anna Berg",
    "after the meeting of the",
    "Storm Council",
    "said that the shelters would stay open for all who need them, that the army helps in",
    "Northport",
    '. This can only be done together, she added, with the help of "all of us."',
)
HEALED = (
    "Prime Minister Anna Berg after the meeting of the Storm Council said that the shelters would"
    " stay open for all who need them, that the army helps in Northport. This can only be done"
    ' together, she added, with the help of "all of us."'
)


def test_a_sentence_that_links_cut_into_bullets_is_one_post(look: Look, prose: Say) -> None:
    bullets = [prose(3), prose(2), *CUT]
    body = text_page("".join(f"  • {line}\n" for line in bullets))

    snapshot = look(body, content_type="text/plain", at=AT)

    assert [post.text for post in snapshot.posts] == [prose(3), prose(2), HEALED]


def test_the_day_and_last_updated_may_be_two_lines_of_one_paragraph(look: Look, prose: Say) -> None:
    items = "".join(f"<li>{prose(number)}</li>" for number in (3, 2, 1))
    head = "<h1>Storm</h1><p>Thursday, September 4<br><b>Last updated:</b> 7:57 PM</p>"

    snapshot = look(f"{head}<ul>{items}</ul>", at=AT)

    assert len(snapshot.posts) == 3
    assert snapshot.last_updated is not None
    assert snapshot.last_updated.at == datetime(2025, 9, 4, 19, 57, tzinfo=UTC)


def test_healing_works_in_html_lists_too(look: Look, prose: Say) -> None:
    items = "".join(f"<li>{line}</li>" for line in [prose(3), prose(2), *CUT])
    body = (
        f"<h1>Storm</h1><p>Last updated: 7:57 PM</p><ul>{items}</ul><footer><ul><li>x</ul></footer>"
    )

    snapshot = look(body, at=AT)

    assert [post.text for post in snapshot.posts] == [prose(3), prose(2), HEALED]


def test_headlines_without_full_stops_are_not_glued_together(look: Look) -> None:
    lines = [
        f"Shelter {number} opens its doors in the north of the city for the night"
        for number in "abc"
    ]
    body = text_page("".join(f"* {line}\n" for line in lines))

    snapshot = look(body, content_type="text/markdown", at=AT)

    assert [post.text for post in snapshot.posts] == lines


def test_markdown_is_read_without_its_marks(look: Look, prose: Say) -> None:
    body = text_page(f"- **{prose(2)}**\n- [{prose(1)}](https://example.com/x)\n")

    snapshot = look(body, content_type="text/markdown", at=AT)

    assert [post.text for post in snapshot.posts] == [prose(2), prose(1)]


def test_an_article_that_was_updated_and_holds_a_list_is_no_live_page(
    look: Look, prose: Say
) -> None:
    story = "".join(f"<p>{prose(number)}</p>" for number in range(12))
    items = f"<ul><li>{prose(1)}<li>{prose(2)}</ul>"
    body = f"<h1>Deals</h1><p>Updated: 18 Nov 2019 9:38 pm</p>{story}{items}"

    snapshot = look(body, at=AT)

    assert snapshot.posts == ()


def test_a_list_in_a_script_of_wide_characters_needs_fewer_of_them(look: Look) -> None:
    items = (
        "一小时内河水水位上涨了四十厘米，三个街道的居民被要求做好撤离的准备。",
        "三个区的学校停课至星期五，教育局表示课程将改为网上进行，请家长留意。",
        "目前仍有大约三千户居民停电，抢修人员将连夜工作，预计明天恢复供电。",
    )
    text = "9月4日 星期四\n\n更新时间：19:57\n\n" + "\n".join(f"• {item}" for item in items)

    snapshot = look(text, content_type="text/plain; charset=utf-8")

    assert [post.text for post in snapshot.posts] == list(items)
    assert snapshot.last_updated is not None


ARTICLE = "<p>" + "The river has left its bed and all who live at the old mill were taken out. " * 3


@pytest.mark.parametrize(
    "body",
    [
        "<ol>{links}</ol>",
        "<ul>{bullets}</ul>" + ARTICLE * 3,
    ],
)
def test_a_list_of_links_or_within_an_article_is_no_live_page(
    look: Look, prose: Say, body: str
) -> None:
    links = "".join(f"<li>{n} <a href=/news/{n}>{prose(n)}</a> 3h</li>" for n in range(4))
    bullets = "".join(f"<li>{prose(n)}</li>" for n in range(4))
    markup = body.format(links=links, bullets=bullets)

    snapshot = look(
        f"<!doctype html><h1>The storm</h1><p>Updated 7:57 PM</p>{markup}",
        url="https://news.example.com/storm",
    )

    assert snapshot.posts == ()


@pytest.mark.parametrize("kind", ["text/html", "text/markdown"])
@pytest.mark.parametrize("line", ["Last updated: September 3, 2025", "Stand: 3. September 2025"])
def test_a_document_with_the_day_of_its_last_change_is_no_live_page(
    look: Look, prose: Say, line: str, kind: str
) -> None:
    items = [prose(number) for number in (3, 2, 1)]
    html = f"<h1>Rules</h1><p>{line}</p><ul><li>{'<li>'.join(items)}</ul>"
    text = text_page("".join(f"- {item}\n" for item in items), line)

    snapshot = look(
        html if kind == "text/html" else text, content_type=kind, at=AT, url="https://a.example/"
    )

    assert snapshot.posts == ()


def test_the_key_points_of_a_long_story_are_no_live_page(look: Look, prose: Say) -> None:
    points = f"<p>Updated 7:57 PM</p><ul><li>{prose(1)}<li>{prose(2)}<li>{prose(3)}</ul>"
    story = "".join(f"<p>{prose(number)}</p>" for number in range(9))
    remarks = f"<div class=comment>{story}</div>"

    assert look(f"<h1>Storm</h1>{points}{story}", at=AT).posts == ()
    assert len(look(f"<h1>Storm</h1>{points}{remarks}", at=AT).posts) == 3
