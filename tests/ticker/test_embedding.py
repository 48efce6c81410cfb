"""The ticker in all kinds of pages: under strict policies, twice, narrow, dark, without scripts."""

import asyncio

import pytest
from playwright.async_api import BrowserContext, Page, expect

from ticker.stage import Stage, axe_source, demo_pages, embed, show, third_party

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


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


@pytest.mark.parametrize(
    ("width", "direction", "margin"),
    [(360, "ltr", ""), (1000, "ltr", "margin: 0"), (360, "rtl", "margin: 0")],
)
async def test_a_page_with_narrow_margins_does_not_scroll_sideways(
    width: int, direction: str, margin: str, page: Page, stage: Stage
) -> None:
    await page.set_viewport_size({"width": width, "height": 800})
    await stage.open(posts=1)
    await stage.add("A key event.", labels=("key event",))
    html = embed(stage.url, stage.blog.id).replace("<html", f'<html dir="{direction}"')
    async with third_party({"/": (html.replace("<body", f'<body style="{margin}"'), {})}) as theirs:
        await page.goto(theirs)
        await expect(page.locator("[part~=status]")).to_have_text("Live")
    await stage.add("Just come, a key event, too.", labels=("key event",))
    await expect(page.locator("[part~=post-fresh]")).to_have_count(1)
    await page.locator("article").first.focus()

    assert await page.evaluate("document.documentElement.scrollWidth") == width


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
