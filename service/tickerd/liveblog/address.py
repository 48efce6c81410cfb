"""The address of a page that may be watched: all readers are shown it."""

import re
from typing import Final

from yarl import URL

from tickerd.errors import BadRequest

_HOST: Final = re.compile("[a-z0-9._:-]+")
"""A name as the net knows it (punycode), or an address."""


def check_page(text: str) -> str:
    """The address of a page that may be watched. Whether it is public is the fetcher's to judge.

    Raises:
        BadRequest: it is no http or https URL with a host, or it carries a password.
    """
    try:
        url = URL(text)
        port = url.port
    except ValueError as error:
        raise BadRequest(cause=f"{text!r} is no URL: {error}") from None
    if (
        url.scheme not in {"http", "https"}
        or port is None
        or not _HOST.fullmatch(url.raw_host or "")
    ):
        cause = f"{text!r} is no page to watch; give a whole address, like https://example.org/live"
        raise BadRequest(cause=cause)
    if url.user is not None or url.password is not None:
        raise BadRequest(cause="A user name or a password in the URL would be shown to all readers")
    return text
