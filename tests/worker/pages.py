"""Live pages of our own making, for origin servers to show."""

import json
from collections.abc import Mapping

FIRST = {
    "p1": "The first boats have left the harbour.",
    "p2": "Wind from the west, six knots and rising.",
    "p3": "The jury has moved the second mark.",
}
"""Posts by id, oldest first."""


def live_page(posts: Mapping[str, str], *, ends: str | None = None) -> str:
    """A page with its posts in JSON-LD, newest first, one a minute."""
    updates = [
        {
            "@type": "BlogPosting",
            "@id": f"https://harbour.example/live#{name}",
            "headline": f"Regatta, report {name}",
            "articleBody": text,
            "datePublished": f"2026-06-01T11:{number:02}:00Z",
        }
        for number, (name, text) in enumerate(posts.items())
    ]
    blog = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "The harbour regatta, live",
        "coverageStartTime": "2026-06-01T10:00:00Z",
        **({"coverageEndTime": ends} if ends else {}),
        "liveBlogUpdate": updates[::-1],
    }
    return (
        "<!doctype html><html lang=en><title>Regatta</title>"
        f'<script type="application/ld+json">{json.dumps(blog)}</script>'
        "<h1>The harbour regatta, live</h1></html>"
    )


def shell_page(elsewhere: str, headline: str = "The harbour regatta, live") -> str:
    """A page without posts, whose script fetches them from there."""
    return (
        f"<!doctype html><html lang=en><title>{headline}</title><h1>{headline}</h1>"
        '<p itemtype="https://schema.org/LiveBlogPosting">Our reporters are on the quay.</p>'
        f"<script>fetch('{elsewhere}')</script></html>"
    )


def framing_page(url: str) -> str:
    """A page without posts that shows a hosted live blog in a frame."""
    return (
        "<!doctype html><html lang=en><title>Regatta</title><h1>The harbour regatta, live</h1>"
        f'<iframe src="{url}"></iframe></html>'
    )


def bulletins(posts: Mapping[str, str], *, link: str = "#{}") -> str:
    """What a script fetches: the same posts as data, newest first, in nobody's form but ours."""
    noon = 1_780_311_600  # 2026-06-01T11:00:00Z
    listed = [
        {
            "id": name,
            "created": noon + 60 * number,
            "title": f"Regatta, report {name}",
            "content": {"html": f"<p>{text}</p>"},
            "url": link.format(name),
        }
        for number, (name, text) in enumerate(posts.items())
    ]
    return "\ufeff" + json.dumps({"success": True, "data": {"posts": listed[::-1]}})


SECTION = "<!doctype html><html lang=en><title>Harbour news</title><p>All our stories.</p></html>"
