"""What a reader sees when the gateway, the log, the source or the blog is away."""

import pytest
from playwright.async_api import BrowserContext, ConsoleMessage, Page, expect

from ticker.stage import Stage, embed, show, third_party

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


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


def warnings_of(page: Page) -> list[str]:
    """What the page's console is warned of, as it comes."""
    warnings: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type == "warning":
            warnings.append(message.text)

    page.on("console", hear)
    return warnings


async def test_a_blog_that_is_not_there_is_named_under_the_pages_own_content(
    page: Page, stage: Stage
) -> None:
    warnings = warnings_of(page)
    async with third_party({"/": (embed(stage.url, "nowhere"), {})}) as theirs:
        async with page.expect_response("**/v1/blogs/nowhere") as answer:
            await page.goto(theirs)
        status = (await answer.value).status

        words = f"This blog is not known at {stage.url}: nowhere"
        assert status == 404
        await expect(page.locator("[part=trouble]")).to_have_text(words)
        await expect(page.get_by_text("not yet")).to_be_visible()
        assert warnings == [f"live-ticker: {words}"]


@pytest.mark.parametrize(
    ("src", "words"),
    [
        ("", "This ticker needs the address of a blog"),
        ('src="https://harbour.example/live"', "https://harbour.example/live is no address of"),
    ],
)
async def test_a_ticker_without_an_address_says_so_until_it_has_one(
    src: str, words: str, page: Page, stage: Stage
) -> None:
    warnings = warnings_of(page)
    await stage.open(posts=1)
    address = f"{stage.url}/v1/blogs/{stage.blog.id}"
    html = embed(stage.url, stage.blog.id).replace(f'src="{address}"', src)
    async with third_party({"/": (html, {})}) as theirs:
        await page.goto(theirs)
        await expect(page.locator("[part=trouble]")).to_contain_text(words)
        assert [words in warning for warning in warnings] == [True]

        await page.locator("live-ticker").evaluate(f"node => node.setAttribute('src', '{address}')")

        await expect(page.locator("[part~=status]")).to_have_text("Live")
        await expect(page.locator("[part=trouble]")).to_have_count(0)
