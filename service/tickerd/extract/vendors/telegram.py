"""Telegram: the public page of a channel, `t.me/s/<channel>`, the newest twenty messages last.

A message may begin with the one that it answers; its pictures stand in styles.
"""

import re

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page
from tickerd.extract.reading import Reading
from tickerd.extract.text.lines import tidy
from tickerd.extract.text.links import clean_url
from tickerd.extract.vendors.boxes import Boxes, attribute, has_class, read_as, read_boxes
from tickerd.liveblog.post import Media, Post

_IMAGE = re.compile(r"background-image:\s*url\(\s*['\"]?([^'\")]{1,2000})")
_TEXT = ".tgme_widget_message_text:not(.js-message_reply_text, .tgme_widget_message_text *)"


def _is_service(box: LexborNode) -> bool:
    """Whether it only says that something happened: a message was pinned, the photo changed."""
    return has_class(box, ("service_message", "message_media_not_supported_wrap"))


_BOXES = Boxes(
    box=".tgme_widget_message[data-post]",
    body=_TEXT,
    stamp=".tgme_widget_message_date time[datetime], time.tgme_widget_message_date",
    name=attribute("data-post"),
    author=".tgme_widget_message_from_author",
    link="a.tgme_widget_message_date",
    media="video.tgme_widget_message_video",
    skip=_is_service,
    embeds=True,
)


def read(page: Page) -> Reading | None:
    """Read the messages of a channel's page, or None if this is none."""
    boxes = page.nodes(_BOXES.box) if page.form == "html" else []
    if not boxes:
        return None
    pictures = {box.attributes.get("data-post"): _pictures(box, page) for box in boxes}
    posts = [_with(post, pictures.get(post.source_id, ())) for post in read_boxes(page, _BOXES)]
    return read_as("telegram", page, tuple(posts))


def _with(post: Post, pictures: tuple[Media, ...]) -> Post:
    return post.model_copy(update={"media": (*pictures, *post.media)}) if pictures else post


def _pictures(box: LexborNode, page: Page) -> tuple[Media, ...]:
    found = []
    for node in box.css("a.tgme_widget_message_photo_wrap[style]"):
        style = _IMAGE.search(node.attributes.get("style") or "")
        address = clean_url(style[1], page.base) if style else None
        if address:
            found.append(Media(kind="image", url=address, text=tidy(node.text())))
    return tuple(found)
