"""The images, films, sounds and frames of a piece of foreign markup, by their addresses."""

from collections.abc import Mapping

from selectolax.lexbor import LexborNode

from tickerd.extract.text.lines import tidy
from tickerd.extract.text.links import clean_url
from tickerd.liveblog.post import Media

MEDIA_TAGS = frozenset(("img", "video", "audio", "iframe", "figure", "picture", "amp-img"))
_KINDS: Mapping[str, str] = {"video": "video", "audio": "audio", "iframe": "embed"}
_LAZY = ("data-src", "data-lsrc", "data-original", "src")
_PICTURE = (
    *("image", "imageUrl", "image_url", "picture", "photo", "img"),
    *("images", "photos", "pictures", "media", "media_attachments", "attachments"),
)
_IMAGES = frozenset(("image", "photo", "picture", "IMAGE", "Image"))
_ADDRESS = ("url", "src", "href", "contentUrl")
_CAPTION = ("imageCaption", "image_caption", "caption", "imageAlt", "image_alt", "alt")
PICTURES = 10
"""Of one record."""
_ONE_PICTURE = frozenset(("figure", "picture"))


def list_media(node: LexborNode, base: str) -> list[Media]:
    """The media of a node, itself included; of a figure the first picture only."""
    found: list[Media] = []
    for one in node.css("img, amp-img, video, audio, iframe"):
        medium = _medium(one, base)
        if medium is not None and medium not in found:
            found.append(medium)
    pictures = [medium for medium in found if medium.kind == "image"]
    if node.tag in _ONE_PICTURE and node.css_first("figure figure") is None:
        found = [medium for medium in found if medium not in pictures[1:]]
    return found


def pictures_of(record: Mapping[str, object], base: str) -> tuple[Media, ...]:
    """The pictures that a JSON record names beside its text, if it does: one, or a list."""
    said = next((record[key] for key in _PICTURE if record.get(key)), None)
    listed = said if isinstance(said, list) else [said]
    found = (_picture(one, record, base) for one in listed[:PICTURES])
    return tuple(dict.fromkeys(medium for medium in found if medium is not None))


def _picture(said: object, record: Mapping[str, object], base: str) -> Media | None:
    captions: Mapping[str, object] = record
    if isinstance(said, dict):
        captions = {**record, **said}
        if str(captions.get("type") or "image").partition("/")[0] not in _IMAGES:
            return None
        said = next((said[key] for key in _ADDRESS if said.get(key)), None)
    address = clean_url(said, base) if isinstance(said, str) else None
    if address is None:
        return None
    caption = next((captions[key] for key in _CAPTION if isinstance(captions.get(key), str)), "")
    return Media(kind="image", url=address, text=tidy(str(caption)))


def _medium(node: LexborNode, base: str) -> Media | None:
    attributes = node.attributes
    if "1" in (attributes.get("width"), attributes.get("height")):
        return None
    said = next((attributes[name] for name in _LAZY if attributes.get(name)), None)
    source = node.css_first("source[src]")
    if said is None and source is not None:
        said = source.attributes.get("src")
    address = clean_url(said, base)
    if address is None:
        return None
    kind = _KINDS.get(node.tag or "", "image")
    text = tidy(attributes.get("alt") or attributes.get("title") or "")
    return Media.model_validate({"kind": kind, "url": address, "text": text})
