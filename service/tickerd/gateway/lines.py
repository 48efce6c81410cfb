"""The lines that one may copy from a page to have a blog elsewhere, and the address they name."""

from dataclasses import dataclass
from urllib.parse import quote

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Lines:
    """What one may copy to have a blog elsewhere."""

    follow: str
    sse: str
    websocket: str
    redis: str
    embed: str
    replay: str
    replay_sse: str


def reached_at(request: web.Request) -> str:
    """The address by which a caller reached us, as far as a proxy with TLS before us tells it.

    Anybody may send such a header; it only changes what is printed in the sender's own page.
    """
    forwarded = request.headers.get("X-Forwarded-Proto", "").strip().lower()
    scheme = "https" if forwarded == "https" else request.scheme
    return f"{scheme}://{request.host}"


def make_lines(blog: str, server: str) -> Lines:
    """The lines for a blog, as told by a gateway that is reached at `server`."""
    name = quote(blog)
    stream = f"{server}/v1/stream?blog={name}"
    return Lines(
        follow=f"tickerd follow {blog} --server {server}",
        sse=f"curl -N '{stream}'",
        websocket=stream.replace("http", "ws", 1),
        redis=f"SUBSCRIBE tickerd:events:{blog}",
        embed=(
            f'<script type="module" src="{server}/ticker.js"></script>\n'
            f'<live-ticker src="{server}/v1/blogs/{name}"></live-ticker>'
        ),
        replay=f"tickerd replay {blog} --speed 60 --server {server}",
        replay_sse=f"curl -N '{stream}&since=earliest&speed=60'",
    )
