"""What stands in a post and is no running text of it: told by roles, classes and what links do."""

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:shar(?:e|es|ing)|socials?|related|newsletter|advert\w*|ads?|adslot|promo\w*"
    r"|sponsor\w*|tooltip|visually-?hidden|sr-only|screen-reader\w*|\w{0,30}caption|credits?"
    r"|copyright|recommend\w*|comments?-?(?:link|count|button)s?|copy-?link|read-?more|outbrain"
    r"|taboola|permalink|toolbar|print|lire-aussi|leggi-anche|lees-ook|l[ae]s-ogs[ao])(?:$|[\s_-])",
    re.IGNORECASE,
)
_SHARING = re.compile(
    r"\s*javascript:|mailto:\?|https?://(?:[\w.]+\.)?(?:facebook\.com/(?:sharer?|dialog)"
    r"|(?:twitter|x)\.com/(?:intent|share)|linkedin\.com/share|whatsapp\.com/send|wa\.me/"
    r"|t\.me/share|pinterest\.com/pin/create|reddit\.com/submit)|whatsapp:",
    re.IGNORECASE,
)
"""Where a link leads that is but a button to pass the post on."""
_BUTTONS = frozenset(
    (
        *("share", "share this", "share this post", "share post", "tweet", "tweet this"),
        *("email this", "copy link", "permalink", "link to this post", "back to top", "teilen"),
        *("link kopieren", "partager", "copier le lien", "compartir", "partilhar"),
        *("compartilhar", "condividi", "delen"),
    )
)
"""What is written on links that do the same without leading anywhere."""
_TOPICS = re.compile(r"(?:^|\s)(?:tag|category)-\S+")
"""Classes that tell what a post is about: `category-social-media`."""
BUTTON = 20
"""Characters of the longest of these."""
CLASSES = 1_000
"""Characters; what stands behind is not looked at."""


def is_furniture(node: LexborNode, tag: str) -> bool:
    """Whether a node of that tag is no running text: by its role or the words of its class."""
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or attributes.get("role") in ("button", "navigation", "toolbar"):
        return True
    if tag == "a" and (_SHARING.match(attributes.get("href") or "") or _is_button(node)):
        return True
    classes = attributes.get("class")
    return bool(classes) and _says_furniture((classes or "")[:CLASSES])


def _is_button(link: LexborNode) -> bool:
    text = link.text()
    return len(text) <= 2 * BUTTON and text.strip().lower() in _BUTTONS


@lru_cache(maxsize=1024)
def _says_furniture(classes: str) -> bool:
    return _FURNITURE.search(_TOPICS.sub("", classes)) is not None
