"""What a reader sees of the ticker, in Chromium, in a page of somebody else's."""

import pytest
from playwright.async_api import Page, expect

from ticker.stage import Stage, show

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOSTILE = (
    '<img src=x onerror="window.hit=1"><script>window.hit=2</script>'
    '<svg onload="window.hit=3"></svg>'
)


async def test_a_page_of_another_origin_shows_the_state_and_what_comes(
    page: Page, stage: Stage
) -> None:
    await stage.open(posts=2)
    await show(page, stage)
    articles = page.locator("article")

    await expect(articles).to_have_count(2)
    await stage.add("A third post.", headline="Third", author="Ada Merrow", labels=("key event",))

    await expect(articles).to_have_count(3)
    first = articles.first
    await expect(first.locator("h3")).to_have_text("Third")
    await expect(first.locator("[part~=text]")).to_have_text("A third post.")
    await expect(first.locator("[part~=author]")).to_have_text("Ada Merrow")
    await expect(first.locator("[part~=chip]")).to_have_text("key event")
    await expect(page.locator("h2")).to_have_text("Harbour regatta")


async def test_a_revision_edits_in_place_and_opens_its_word_diff(page: Page, stage: Stage) -> None:
    await stage.open(posts=3)
    await show(page, stage)
    article = page.locator("article[data-post=p2]")
    await article.evaluate("node => { node.same = true }")

    await stage.revise("p2", "Post number two.")

    await expect(article.locator("[part~=text]")).to_have_text("Post number two.")
    assert await article.evaluate("node => node.same"), "the same article, not a new one"
    assert await article.get_attribute("aria-posinset") == "2"
    await article.get_by_role("button", name="edited").click()
    await expect(article.locator("del")).to_have_text("2")
    await expect(article.locator("ins")).to_have_text("two")


async def test_a_removal_is_marked_and_stays(page: Page, stage: Stage) -> None:
    await stage.open(posts=2)
    await show(page, stage)
    article = page.locator("article[data-post=p1]")

    await stage.remove("p1")

    await expect(article).to_contain_text("removed from the page")
    wording = article.locator("[part~=wording]")
    await expect(wording).to_have_css("text-decoration-line", "line-through")
    await expect(wording).to_have_text("Post number 1.")


async def test_hostile_text_stays_text(page: Page, stage: Stage) -> None:
    """Invariant 8: scripts and handlers of foreign pages never pass."""
    await stage.open(headline=HOSTILE, posts=0)
    image = {"kind": "image", "url": "javascript:window.hit=4", "text": HOSTILE}
    await stage.add(
        HOSTILE,
        headline=HOSTILE,
        author=HOSTILE,
        labels=(HOSTILE,),
        html=HOSTILE,
        language='"><script>window.hit=5</script>',
        permalink="javascript:window.hit=6",
        media=(image, {"kind": "video", "url": "data:text/html,<script>1</script>"}),
    )
    await show(page, stage)
    await stage.add(HOSTILE)
    await stage.revise("p1", f"{HOSTILE} again")
    article = page.locator("article[data-post=p1]")

    await expect(article.locator("[part~=text]")).to_have_text(f"{HOSTILE} again")
    await article.get_by_role("button", name="edited").click()
    await expect(article.locator("ins")).to_contain_text("again")
    await expect(page.locator("h2")).to_have_text(HOSTILE)
    assert await page.locator("article img, article script, article svg, article a").count() == 0
    assert await page.evaluate("window.hit") is None


async def test_pictures_and_links_of_the_web_are_shown_without_telling_who_reads(
    page: Page, stage: Stage
) -> None:
    await stage.open(posts=0)
    picture = {"kind": "image", "url": "https://pictures.example/boat.jpg", "text": "A boat"}
    film = {"kind": "video", "url": "https://films.example/boat.mp4"}
    await stage.add("A boat.", permalink="https://harbour.example/live#1", media=(picture, film))

    await show(page, stage)

    image = page.locator("article img")
    await expect(image).to_have_attribute("referrerpolicy", "no-referrer")
    await expect(image).to_have_attribute("loading", "lazy")
    await expect(image).to_have_attribute("alt", "A boat")
    await expect(page.get_by_role("link", name="Video: films.example")).to_be_visible()
    permalink = page.locator("[part~=permalink]")
    await expect(permalink).to_have_attribute("href", "https://harbour.example/live#1")
    await expect(permalink).to_have_attribute("rel", "noopener nofollow")


async def test_times_are_the_readers_and_say_whose_they_are(page: Page, stage: Stage) -> None:
    await stage.open(posts=1)
    await stage.add("Without a time.", published=None)
    await show(page, stage)
    claimed, seen = (page.locator(f"article[data-post=p{n}] [part~=byline]") for n in (1, 2))

    assert "The page says “7:57 PM”" in str(
        await claimed.locator("[part~=time]").get_attribute("title")
    )
    await expect(claimed).not_to_contain_text("seen")
    await expect(seen).to_contain_text("seen")
    assert "The page gives no time" in str(
        await seen.locator("[part~=time]").get_attribute("title")
    )
    instant = await seen.locator("[part~=time]").get_attribute("datetime")
    local = await page.evaluate(
        """instant => new Intl.DateTimeFormat("en-US", {hour: "numeric", minute: "2-digit",
        timeZone: "Europe/Rome"}).format(new Date(instant))""",
        instant,
    )
    await expect(seen.locator("[part~=time]")).to_have_text(local)


async def test_a_reader_inside_is_not_moved_until_they_ask(page: Page, stage: Stage) -> None:
    await stage.open(posts=40)
    await show(page, stage)
    await page.evaluate(
        """() => { window.shift = 0; new PerformanceObserver((list) => list.getEntries()
        .forEach((entry) => { window.shift += entry.value })).observe({type: "layout-shift"}) }"""
    )
    article = page.locator("article[data-post=p25]")
    await article.evaluate("node => node.scrollIntoView({behavior: 'instant'})")
    before = await article.bounding_box()

    await stage.add("One more.", "And another.")

    button = page.get_by_role("button", name="2 new posts")
    await expect(button).to_be_in_viewport()
    assert await article.bounding_box() == before
    assert await page.evaluate("window.shift") == 0
    assert await page.locator("article[data-post=p42]").count() == 0
    await button.click()
    await expect(page.locator("article").first).to_contain_text("And another.")
    await expect(page.locator("article").first).to_be_focused()
    await expect(page.locator("article").first).to_be_in_viewport()
    await expect(button).to_be_hidden()


async def test_paused_nothing_moves_and_going_on_shows_all(page: Page, stage: Stage) -> None:
    await stage.open(posts=2)
    await show(page, stage)
    await page.get_by_role("button", name="Pause").click()

    await stage.add("While paused.")
    await stage.revise("p1", "Another wording.")

    await expect(page.get_by_role("button", name="1 new post")).to_be_visible()
    await expect(page.locator("[part~=status]")).to_have_text("Paused")
    await expect(page.locator("article")).to_have_count(2)
    await expect(page.locator("article[data-post=p1]")).to_contain_text("Post number 1.")
    await page.get_by_role("button", name="Go on").click()
    await expect(page.locator("article")).to_have_count(3)
    await expect(page.locator("article[data-post=p1]")).to_contain_text("Another wording.")


async def test_the_feed_is_one_by_its_roles_and_keys(page: Page, stage: Stage) -> None:
    await stage.open(posts=3)
    await show(page, stage)
    articles = page.locator("[role=feed] > article")

    await articles.nth(0).focus()
    await page.keyboard.press("PageDown")
    await page.keyboard.press("PageDown")
    await expect(articles.nth(2)).to_be_focused()
    await page.keyboard.press("PageUp")

    await expect(articles.nth(1)).to_be_focused()
    places = [await articles.nth(n).get_attribute("aria-posinset") for n in range(3)]
    assert places == ["1", "2", "3"]
    assert await articles.nth(0).get_attribute("aria-setsize") == "3"
    assert "Post number 3." in str(await articles.nth(0).get_attribute("aria-label"))
    assert await page.locator('article[tabindex="0"]').count() == 1


async def test_control_home_and_end_leave_the_feed(page: Page, stage: Stage) -> None:
    await stage.open(posts=51)
    await show(page, stage)
    first = page.locator("article").first
    await first.focus()

    await page.keyboard.press("Control+Home")
    await expect(page.get_by_role("button", name="Pause")).to_be_focused()
    await first.focus()
    await page.keyboard.press("Control+End")
    await expect(page.get_by_role("button", name="Older posts")).to_be_focused()
    await page.keyboard.press("Enter")
    await first.focus()
    await page.keyboard.press("Control+End")

    await expect(page.locator("[part=note]")).to_be_focused()


async def test_what_comes_is_announced_once_politely(page: Page, stage: Stage) -> None:
    await stage.open(posts=2)
    await show(page, stage)

    await stage.add("One.", "Two.")
    await stage.revise("p1", "Another wording.")

    await expect(page.get_by_role("status")).to_have_text("2 new posts, 1 edited")


async def test_older_posts_come_when_asked_for(page: Page, stage: Stage) -> None:
    await stage.open(posts=70)
    await show(page, stage)

    await expect(page.locator("article")).to_have_count(50)
    await page.get_by_role("button", name="Older posts (20)").click()

    await expect(page.locator("article")).to_have_count(70)
    await expect(page.get_by_role("button", name="Older posts")).to_have_count(0)
