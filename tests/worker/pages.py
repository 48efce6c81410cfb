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


SHELL = (
    "<!doctype html><html lang=en><title>Regatta</title><!-- LiveBlogPosting -->"
    "<script>fetch('https://data.harbour.example/api/posts.json')</script></html>"
)

SECTION = "<!doctype html><html lang=en><title>Harbour news</title><p>All our stories.</p></html>"
