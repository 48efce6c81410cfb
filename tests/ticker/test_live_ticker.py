"""What a reader sees of the ticker, in Chromium, in a page of somebody else's."""

import asyncio

import pytest
from playwright.async_api import BrowserContext, Page, expect

from ticker.stage import Stage, axe_source, demo_pages, embed, third_party

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOSTILE = (
    '<img src=x onerror="window.hit=1"><script>window.hit=2</script>'
    '<svg onload="window.hit=3"></svg>'
)


async def show(page: Page, stage: Stage, headers: dict[str, str] | None = None) -> None:
    """Open a third party's page with the ticker in it, and wait until it is live."""
    pages = {"/": (embed(stage.url, stage.blog.id), headers or {})}
    async with third_party(pages) as theirs:
        await page.goto(theirs)
        await expect(page.locator("[part~=status]")).to_have_text("Live")


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


async def test_a_lost_source_and_a_lost_link_are_told_apart(page: Page, stage: Stage) -> None:
    await stage.open(posts=1)
    await show(page, stage)
    status = page.locator("[part~=status]")

    await stage.look(state="Unreachable", problem="It cannot be reached.")
    await expect(status).to_contain_text("Source lost since")
    await stage.look()
    await expect(status).to_have_text("Live")
    await stage.stop()

    await expect(status).to_contain_text("econnecting")


async def test_the_ticker_survives_a_restart_of_the_gateway(page: Page, stage: Stage) -> None:
    await stage.open(posts=1)
    await show(page, stage)
    assert stage.gateway is not None
    port = stage.gateway.port

    await stage.stop()
    await expect(page.locator("[part~=status]")).to_have_text("Reconnecting …")
    await stage.add("While the gateway was away.")
    await stage.start(port)

    await expect(page.locator("article")).to_have_count(2, timeout=15_000)
    await expect(page.locator("[part~=status]")).to_have_text("Live", timeout=15_000)
    await stage.add("And live again.")
    await expect(page.locator("article").first).to_contain_text("And live again.")


async def test_a_lost_log_is_begun_anew_on_the_page_too(page: Page, stage: Stage) -> None:
    """Invariant 2: a stale cursor gets `reset`, never silence."""
    await stage.open(posts=5)
    await show(page, stage)

    await stage.wire.client.flushall()
    await stage.open(headline="Begun anew", posts=2)

    await expect(page.locator("h2")).to_have_text("Begun anew")
    await expect(page.locator("article")).to_have_count(2)


async def test_a_blog_that_is_watched_no_more_says_so(page: Page, stage: Stage) -> None:
    await stage.open(posts=1)
    await show(page, stage)

    await stage.wire.remove_watch(stage.blog.id)

    await expect(page.locator("[part~=status]")).to_have_text("Not watched any more")


@pytest.mark.parametrize("forbidden", [("WebSocket",), ("WebSocket", "EventSource")])
async def test_without_the_better_ways_the_next_one_serves(
    forbidden: tuple[str, ...], context: BrowserContext, stage: Stage
) -> None:
    await context.add_init_script(
        "const wait = setTimeout; window.setTimeout = (act, delay) => wait(act, delay / 10)"
    )
    for name in forbidden:
        await context.add_init_script(f"window.{name} = class {{ constructor() {{ throw 1 }} }}")
    page = await context.new_page()
    await stage.open(posts=1)
    await show(page, stage)

    await stage.add("By another way.")

    await expect(page.locator("article").first).to_contain_text("By another way.", timeout=10_000)


async def test_a_strict_policy_of_the_page_is_enough(page: Page, stage: Stage) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    socket = stage.url.replace("http", "ws")
    policy = (
        f"default-src 'none'; script-src {stage.url}; connect-src {stage.url} {socket}; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    )
    await stage.open(posts=1)

    await show(page, stage, {"Content-Security-Policy": policy})

    await stage.add("Under a strict policy.")
    await expect(page.locator("article").first).to_contain_text("Under a strict policy.")
    await expect(page.locator("article").first).to_have_css("position", "relative")
    assert [text for text in complaints if "favicon" not in text] == []


@pytest.mark.parametrize("path", ["/plain.html", "/dark.html"])
async def test_the_demo_pages_show_the_newest_blog(path: str, page: Page, stage: Stage) -> None:
    await stage.open(posts=2)
    async with third_party(demo_pages()) as theirs:
        await page.goto(f"{theirs}{path}?server={stage.url}")

        await expect(page.locator("article")).to_have_count(2)
        await expect(page.get_by_text("The ticker needs JavaScript")).to_be_hidden()


async def test_a_blog_that_is_not_there_leaves_the_pages_own_content(
    page: Page, stage: Stage
) -> None:
    async with third_party({"/": (embed(stage.url, "nowhere"), {})}) as theirs:
        async with page.expect_response("**/v1/blogs/nowhere") as answer:
            await page.goto(theirs)
        status = (await answer.value).status

        assert status == 404
        await expect(page.get_by_text("not yet")).to_be_visible()


async def judge(page: Page) -> list[str]:
    """What axe-core finds wrong with a page, by light and (in its colours) by dark."""
    await page.emulate_media(color_scheme="light", reduced_motion="reduce")
    light = await page.evaluate(f"{axe_source()}; axe.run()")
    await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = await page.evaluate("axe.run({runOnly: ['color-contrast']})")
    wrong = light["violations"] + dark["violations"]
    return [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in wrong]


async def test_axe_finds_nothing_wrong_by_light_and_by_dark(page: Page, stage: Stage) -> None:
    await page.goto(stage.url)
    assert await judge(page) == [], "nothing watched"
    picture = {"kind": "image", "url": "https://127.0.0.1:9/a.gif", "text": "A boat"}
    await stage.open(posts=3)
    await stage.add("Key.", labels=("key event",), author="Ada", headline="Key", media=(picture,))
    await stage.revise("p2", "Edited words.")
    await stage.remove("p1")

    await page.goto(stage.url)
    await page.get_by_text("Subscribe, embed, replay").click()
    assert await judge(page) == [], "the list"
    await page.goto(f"{stage.url}/blogs/{stage.blog.id}")
    await page.get_by_role("button", name="edited").click()
    await expect(page.locator("ins").first).to_be_visible()
    assert await judge(page) == [], "a blog"
    await show(page, stage)
    assert await judge(page) == [], "in another's page"


async def test_our_own_pages_keep_their_own_policy(page: Page, stage: Stage) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await stage.open(posts=2)

    await page.goto(stage.url)
    await page.get_by_role("link", name="Harbour regatta", exact=True).click()
    await expect(page.locator("[part~=status]")).to_have_text("Live")
    await stage.add("Live on our own page.")

    await expect(page.locator("[part~=post]").first).to_contain_text("Live on our own page.")
    assert complaints == []


async def test_without_scripts_the_page_can_be_read(stage: Stage, context: BrowserContext) -> None:
    browser = context.browser
    assert browser is not None
    await stage.open(posts=2)

    async with await browser.new_context(java_script_enabled=False) as plain:
        page = await plain.new_page()
        await page.goto(f"{stage.url}/blogs/{stage.blog.id}")

        await expect(page.get_by_role("heading", name="Harbour regatta")).to_be_visible()
        await expect(page.get_by_role("article")).to_have_count(2)


@pytest.mark.parametrize("width", [360, 1280])
async def test_nothing_overflows(width: int, page: Page, stage: Stage) -> None:
    await page.set_viewport_size({"width": width, "height": 800})
    await stage.open(headline="H" * 200, posts=1)
    await stage.add("A-very-long-word-" * 40, permalink="https://example.org/" + "x" * 300)
    for path in ("/", f"/blogs/{stage.blog.id}"):
        await page.goto(stage.url + path)
        if path != "/":
            await expect(page.locator("[part~=status]")).to_have_text("Live")

        wide = await page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width


async def test_two_tickers_on_one_page_do_not_meddle(page: Page, stage: Stage) -> None:
    await stage.open(posts=1)
    twice = embed(stage.url, stage.blog.id).replace(
        "</main>", f'<live-ticker src="{stage.url}/v1/blogs/{stage.blog.id}"></live-ticker></main>'
    )
    async with third_party({"/": (twice, {})}) as theirs:
        await page.goto(theirs)
        await expect(page.locator("article")).to_have_count(2)
        await stage.add("For both.")
        await expect(page.locator("article")).to_have_count(4)

        await page.locator("live-ticker").first.evaluate("node => node.remove()")
        await stage.add("For one.")
        await asyncio.gather(
            expect(page.locator("live-ticker")).to_have_count(1),
            expect(page.locator("article")).to_have_count(3),
        )
