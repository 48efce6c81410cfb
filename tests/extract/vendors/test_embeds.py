"""Live blogs that a page embeds by script: where their posts are. The pages are our own."""

from collections.abc import Callable

import pytest

from tickerd.liveblog.snapshot import Snapshot
from tickerd.worker.whereabouts import next_url

Look = Callable[..., Snapshot]
Make = Callable[..., str]

HEX = "5f0c1a2b3c4d5e6f70819203"
NORKON = "https://livecentercdn.norkon.net/BulletinFeed/paper/4711/Initial/"
ARENA = "https://cached-api.arena.im/v1/liveblog/paper/storm"
EVENT = "https://data.24liveplus.com/v1/retrieve_server/x/event/{}/news/?inverted_order=1&last_nid=&limit=100"
TICKAROO = (
    f"https://cdn.tickaroo.com/api/embed/v4/prefetch/liveblog.json?client_id={HEX}&liveblogId={HEX}"
)
STREAM = "https://api.scribblelive.com/v1/stream/77/posts?PageNumber=0&PageSize=99"
EMBEDS = {
    '<div class="live-center-embed" data-src="https://livecenter.norkon.net/frame/paper/4711/a">'
    "</div>": NORKON,
    "<script src=//livecenter.norkon.net/a.js></script><script>setJsonContent('paper', 4711)"
    "</script>": NORKON,
    "<script src=//livecenter.norkon.net/a.js></script>"
    "<script>NcPosts.start({channelId: 4711, tenantKey: 'paper'})</script>": NORKON,
    f'<tickaroo-liveblog liveblogid="{HEX}" clientid="{HEX}"></tickaroo-liveblog>': TICKAROO,
    f"<div id=tickaroo-liveblog></div><script>tik({{client_id: '{HEX}', liveblogId: '{HEX}'}})"
    "</script>": TICKAROO,
    '<div class="arena-liveblog" data-publisher="paper" data-event="storm"></div>': ARENA,
    '<script src="https://go.arena.im/public/js/arenalib.js?p=paper&amp;e=storm"></script>': ARENA,
    '<script src="https://go.eu.arena.im/public/js/arenalib.js?p=paper&e=storm"></script>': (
        ARENA.replace("-api.", "-api.eu.")
    ),
    '<div id="LB24_LIVE_CONTENT" data-eid="24410"></div><script src="https://v.24liveblog.com/24.js">'
    "</script>": EVENT.format(24410),
    '<div id="24lb_thread"></div><script src="//v.24liveblog.com/embed/24.js?id=15"></script>': (
        EVENT.format(15)
    ),
    '<iframe src="//v.24liveblog.com/iframe/?id=24410"></iframe>': EVENT.format(24410),
    '<iframe src="https://embed.scribblelive.com/Embed/v7.aspx?Id=77&ThemeId=1"></iframe>': (
        "https://embed.scribblelive.com/Embed/v7.aspx?Id=77&ThemeId=1"
    ),
    f"<script>load('{STREAM}&Token=9yyBmETN')</script>": (
        f"{STREAM}&NewestAtBottom=false&token=9yyBmETN"
    ),
    '<iframe src="https://paper.liveblog.pro/lb-paper/blogs/abc/index.html"></iframe>': (
        "https://paper.liveblog.pro/lb-paper/blogs/abc/index.html"
    ),
    '<script>var liveblog_settings = {"post_id":"9","endpoint_url":'
    r'"https:\/\/paper.example\/wp-json\/liveblog\/v1\/9\/","state":"enable"};</script>': (
        "https://paper.example/wp-json/liveblog/v1/9/get-entries/1/0"
    ),
    '<iframe src="https://www.redditmedia.com/live/abc123/embed"></iframe>': (
        "https://www.reddit.com/live/abc123.json?limit=100"
    ),
    '<script>var e = [{"type":"custom_embed","subtype":"tickaroo","embed":'
    f'{{"id":"{HEX}","config":{{"client_id":"{HEX}"}}}}}}]</script>': TICKAROO,
    '<div class="scrbbl-embed" data-src="/event/77"></div><script>x="//embed.scribblelive.com/a.js"'
    "</script>": "https://embed.scribblelive.com/Embed/v7.aspx?Id=77",
    "<script src=//cdn.statuspage.io/se.js></script><script>new StatusPage.page("
    "{page: 'abc123def'})</script>": "https://abc123def.statuspage.io/api/v2/incidents.json",
    '<div class="tgme_page"><a class="tgme_action" href="//t.me/s/harbour">Preview</a></div>': (
        "https://t.me/s/harbour"
    ),
}


@pytest.mark.parametrize("markup", list(EMBEDS))
def test_an_embed_names_where_its_posts_are_and_the_worker_can_go_there(
    look: Look, page: Make, markup: str
) -> None:
    snapshot = look(page(markup))

    assert snapshot.posts == ()
    assert snapshot.elsewhere == EMBEDS[markup]
    assert snapshot.reason
    assert next_url([snapshot.url], snapshot, snapshot.elsewhere) == snapshot.elsewhere


def test_a_page_of_live_blog_without_posts_names_what_it_asks_for(look: Look, page: Make) -> None:
    settings = (
        '{"api_host":"https:\\/\\/api.liveblog.pro\\/","blog":{"title":"A","_id":"59c0ffee"}}'
    )

    snapshot = look(page(f"<script>window.LB = {settings};</script>"))

    asked = "https://api.liveblog.pro/api/client_blogs/59c0ffee/posts?max_results=50&page=1&source="
    assert snapshot.elsewhere is not None
    assert snapshot.elsewhere.startswith(asked)
    assert next_url([snapshot.url], snapshot, snapshot.elsewhere).startswith(asked)


@pytest.mark.parametrize(
    "markup",
    [
        '<blockquote class="twitter-tweet"><a href="https://x.com/a/status/1">A</a></blockquote>',
        '<iframe src="https://platform.twitter.com/embed/Tweet.html?id=1"></iframe>',
        '<div class="arena-chat" data-publisher="paper" data-event="c"></div>',
        '<div id="disqus_thread"></div><script src="https://paper.disqus.com/embed.js"></script>',
        '<script src="https://telegram.org/js/widget.js" data-telegram-post="a/1"></script>',
        '<a href="https://t.me/s/harbour">Follow us</a>',
        '<a href="https://www.reddit.com/live/abc">the thread</a>',
        '<iframe src="https://www.youtube.com/embed/live_stream?channel=a"></iframe>',
        '<script src="https://abc.statuspage.io/embed/script.js"></script>',
        "<p>The arena was full; the liveblog of norkon and tickaroo came in at 24live.</p>",
    ],
)
def test_a_chat_a_comment_or_a_single_message_is_no_live_blog(
    look: Look, page: Make, markup: str
) -> None:
    snapshot = look(page(markup))

    assert (snapshot.elsewhere, snapshot.posts) == (None, ())
    assert snapshot.reason


@pytest.mark.parametrize(
    "script",
    ["fetch('/api/live/storm.json')", "const live = 'https://paper.example/live/storm.json'"],
)
def test_a_frame_that_says_it_is_live_tells_where_it_loads_from(look: Look, script: str) -> None:
    shell = "<title>Storm live: latest updates</title><h1>Storm live: latest updates</h1>"

    snapshot = look(f"{shell}<script>{script}</script>", url="https://paper.example/storm-live")
    whole = look(f"{shell}{'<p>Words of an article. </p>' * 99}<script>{script}</script>")

    assert (snapshot.elsewhere or "").endswith("/live/storm.json")
    assert snapshot.reason
    assert whole.elsewhere is None


def test_a_frame_with_a_place_for_posts_says_that_a_script_loads_them(look: Look) -> None:
    shell = '<h1>Storm live: latest updates</h1><div id="x" class="a live-blog"></div>'

    snapshot = look(shell + "<script src=/a.js></script>")

    assert "a script loads them" in (snapshot.reason or "")
    assert "a script" not in (look(shell.replace("live-blog", "b")).reason or "")
