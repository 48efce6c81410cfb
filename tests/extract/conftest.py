"""What the tests of this room share: looking at a made-up document."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tickerd.extract import extract
from tickerd.liveblog.document import Document
from tickerd.liveblog.snapshot import Snapshot
from tickerd.liveblog.source import Source

LOOKED_AT = datetime(2024, 7, 18, 18, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def look() -> Callable[..., Snapshot]:
    """Look at a document of our own: its body, its address, its type, the source's zone."""

    def look_at(
        body: str | bytes,
        *,
        url: str = "https://news.example.com/live/storm",
        content_type: str | None = "text/html; charset=utf-8",
        at: datetime = LOOKED_AT,
        zone: str | None = None,
    ) -> Snapshot:
        raw = body.encode() if isinstance(body, str) else body
        source = Source(time_zone=zone)
        return extract(Document(url, raw, at, content_type=content_type, source=source))

    return look_at


@pytest.fixture(scope="session")
def page() -> Callable[..., str]:
    """A whole page around some markup, with a menu, a sidebar and a footer."""

    def make(body: str, *, title: str = "Storm live: latest updates", head: str = "") -> str:
        return (
            f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}"
            f"</head><body><nav><a href=/>Home</a></nav><main><h1>{title}</h1>{body}</main>"
            "<aside><ul>"
            + "".join(
                f"<li><time>1{n}:30</time> <a href=/n/{n}>Other news {n}</a></li>" for n in range(9)
            )
            + "</ul></aside><footer>Imprint</footer></body></html>"
        )

    return make


@pytest.fixture(scope="session")
def prose() -> Callable[[object], str]:
    """A sentence as long as a post's, that tells its number."""

    def say(number: object) -> str:
        return (
            f"The council has opened shelter {number} tonight, the mayor said, after talks that"
            " went on for hours."
        )

    return say
