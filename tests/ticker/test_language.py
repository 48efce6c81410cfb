"""The ticker speaks the language of the page around it."""

import pytest
from playwright.async_api import Page, expect

from makers import a_blog
from ticker.stage import Stage, show
from tickerd.liveblog.source import Source

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_its_words_and_times_are_in_the_language_of_the_page(
    page: Page, stage: Stage
) -> None:
    await stage.open(posts=2)
    await stage.add("Ohne Zeit.", published=None)
    await stage.revise("p2", "Post number two.")
    await stage.remove("p1")

    await show(page, stage, lang="de")

    await expect(page.get_by_role("button", name="Anhalten")).to_be_visible()
    await expect(page.locator("[part=updated]")).to_contain_text("Letzte Änderung gesehen: ")
    edited = page.locator("article[data-post=p2]")
    await expect(edited.locator("[part=ago]")).to_have_text("vor 10 Std.")
    await edited.get_by_role("button", name="bearbeitet").click()
    await expect(edited).to_contain_text("Bearbeitet, gesehen ")
    await expect(page.locator("article[data-post=p1]")).to_contain_text("von der Seite entfernt")
    await expect(page.locator("article[data-post=p3]")).to_contain_text("gesehen")
    assert await page.locator("[part=line]").get_attribute("lang") == "de"


async def test_a_page_in_a_language_without_words_of_ours_gets_english_and_says_so(
    page: Page, stage: Stage
) -> None:
    await stage.open(posts=1)

    await show(page, stage, lang="eo")

    await expect(page.get_by_role("button", name="Pause")).to_be_visible()
    line = page.locator("[part=line]")
    assert await line.get_attribute("lang") == "en-US"
    assert await line.get_attribute("dir") == "ltr", "it stands whole in a page from right to left"


async def test_the_tag_may_have_a_language_of_its_own_and_change_it(
    page: Page, stage: Stage
) -> None:
    await stage.open(posts=1)
    await show(page, stage)

    await page.locator("live-ticker").evaluate("node => { node.lang = 'fr-CA' }")
    await expect(page.locator("[part~=status]")).to_have_text("En direct")
    await page.locator("live-ticker").evaluate("node => { node.lang = 'no' }")

    await expect(page.locator("[part~=status]")).to_have_text("Direkte")
    await expect(page.locator("article")).to_have_count(1)


async def test_words_that_cannot_be_had_leave_a_ticker_in_english(page: Page, stage: Stage) -> None:
    await stage.open(posts=1)
    await page.route("**/ticker/words/de.js", lambda route: route.abort())

    await show(page, stage, lang="de")

    await expect(page.locator("article")).to_have_count(1)
    await expect(page.get_by_role("button", name="Pause")).to_be_visible()


async def test_posts_are_spoken_in_their_own_language_or_that_of_their_source(
    page: Page, stage: Stage
) -> None:
    stage.blog = a_blog(source=Source(language="it"))
    await stage.open(posts=1)
    await stage.add("In the language of another.", language="en")
    await stage.revise("p1", "Altre parole.")

    await show(page, stage, lang="de")

    wording = page.locator("[part=wording]")
    assert [await each.get_attribute("lang") for each in await wording.all()] == ["en", "it"]
    assert await page.locator("[part=headline]").get_attribute("lang") == "it"
    await page.get_by_role("button", name="bearbeitet").click()
    await expect(page.locator("[part=edit-text]")).to_have_attribute("lang", "it")
