"""Our own ids of posts: made of the source's sign, so that they are the same if all is lost."""

import hashlib
from base64 import b32encode
from collections.abc import Container

from .ids import wording_of
from .post import Post


def make_id(post: Post, taken: Container[str]) -> str:
    """Ten characters made of the post's best sign: the same again if the wire were lost."""
    claim = post.published.at.isoformat() if post.published else ""
    sign = post.source_id or post.permalink or "\n".join((claim, *wording_of(post)))
    attempt = 0
    while True:
        digest = hashlib.sha256(f"{sign}\n{attempt}".encode()).digest()
        name = b32encode(digest).decode().lower()[:10]
        if name not in taken:
            return name
        attempt += 1
