"""The ticker by keyboard, by ear, and on paper."""

import pytest
from playwright.async_api import Page, expect

from ticker.stage import Stage, axe_source, embed, show, third_party

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FOCUSED = "document.activeElement.shadowRoot?.activeElement?.part[0] ?? ''"


async def tab_through(page: Page) -> list[str]:
    """The parts at which the Tab key stops, until it has left the ticker."""
    stops = []
    await page.keyboard.press("Tab")
    while part := await page.evaluate(FOCUSED):
        stops.append(part)
        await page.keyboard.press("Tab")
    return stops


async def test_tab_stops_at_one_post_and_what_is_in_it(page: Page, stage: Stage) -> None:
    await stage.open(posts=0)
    await stage.add("One.", "Two.", "Three.", permalink="https://harbour.example/live#1")
    await stage.revise("p2", "Two words.")
    await show(page, stage)

    assert await tab_through(page) == ["pause", "post", "permalink"]
    await page.locator("article[data-post=p2]").focus()
    await stage.revise("p2", "Two other words.")
    await stage.revise("p1", "One word.")
    await expect(page.locator("article[data-post=p1]")).to_contain_text("One word.")
    await page.locator("[part=pause]").focus()

    assert await tab_through(page) == ["post", "edited", "permalink"]


async def test_links_and_buttons_say_of_which_post_they_are(page: Page, stage: Stage) -> None:
    await stage.open(posts=0)
    await stage.add("They are off.", permalink="https://harbour.example/live#1")
    await stage.add("A sail tore.", headline="Trouble", permalink="https://harbour.example/live#2")
    await stage.revise("p1", "They are off, at last.")

    await show(page, stage)

    controls = page.locator("article a, article button")
    assert [await each.get_attribute("aria-label") for each in await controls.all()] == [
        "At the source: Trouble",
        "edited: They are off, at last.",
        "At the source: They are off, at last.",
    ]


async def test_two_tickers_in_a_page_have_buttons_that_can_be_told_apart(
    page: Page, stage: Stage
) -> None:
    await stage.open(headline="Harbour regatta", posts=1)
    tag = f'<live-ticker src="{stage.url}/v1/blogs/{stage.blog.id}"></live-ticker>'
    twice = embed(stage.url, stage.blog.id).replace("</main>", f"{tag}</main>")

    async with third_party({"/": (twice, {})}) as theirs:
        await page.goto(theirs)
        await expect(page.get_by_role("button", name="Pause")).to_have_count(2)
        for each in await page.get_by_role("button", name="Pause").all():
            await expect(each).to_have_accessible_description("Harbour regatta")
        found = await page.evaluate(f"{axe_source()}; axe.run()")

    assert [wrong["id"] for wrong in found["violations"]] == []


async def test_a_ticker_that_lets_the_page_show_through_keeps_the_words_on_its_button(
    page: Page, stage: Stage
) -> None:
    await stage.open(posts=1)
    await show(page, stage)
    await page.add_style_tag(content="live-ticker { --ticker-paper: transparent }")
    await page.get_by_role("button", name="Pause").click()

    await stage.add("While paused.")

    held = page.get_by_role("button", name="1 new post")
    await expect(held).to_have_css("color", "rgb(255, 255, 255)")
    await expect(page.locator("live-ticker")).to_have_css("background-color", "rgba(0, 0, 0, 0)")


async def test_on_paper_there_is_no_pause_and_no_tint_but_what_was_edited(
    page: Page, stage: Stage
) -> None:
    await stage.open(posts=1)
    await stage.revise("p1", "Other words.")
    await show(page, stage)
    await stage.add("Just come.")
    await expect(page.locator("[part~=post-fresh]")).to_have_count(1)

    await page.emulate_media(media="print", reduced_motion="reduce")

    await expect(page.get_by_role("button", name="Pause")).to_be_hidden()
    await expect(page.get_by_role("button", name="edited")).to_be_visible()
    fresh = page.locator("[part~=post-fresh]")
    await expect(fresh).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    await expect(page.locator("article")).to_have_count(2)
