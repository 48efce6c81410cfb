"""Bytes into text: byte order mark, header, `<meta>`, UTF-8, and at last a guess."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup

from charset_normalizer import from_bytes

_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_KNOWN = re.compile(
    r"utf-?8|utf-?16-?(?:le|be)?|(?:iso-?)?8859-?\d{1,2}|windows-?\d{3,4}|cp-?\d{3,4}|koi8-?[ru]"
    r"|gbk?|gb-?(?:2312|18030)|big5(?:-?hkscs)?|euc-?(?:jp|kr)|(?:shift|x-s)[-_]?jis|iso-2022-jp"
    r"|(?:us-)?ascii|latin-?1|macintosh|tis-?620"
)
"""Labels that the web uses. Python knows codecs that do stranger things; none is called."""
_WESTERN = re.compile(r"(?:iso-?)?8859-?1|latin-?1|(?:us-)?ascii")
SAMPLE_BYTES = 65_536
SPOILT = 0.002
"""With a larger share of unreadable characters the declared charset is not believed."""


def decode(body: bytes, content_type: str | None) -> tuple[str, bytes]:
    """The text of a document and its UTF-8, the byte order mark removed. Never fails.

    See WHATWG Encoding 6.1.
    """
    for mark, label in (
        (BOM_UTF8, "utf-8"),
        (BOM_UTF16_LE, "utf-16-le"),
        (BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return _read_as(label, body[len(mark) :])[:2]
    for label in (*_declared(body, content_type), "utf-8"):
        text, utf8, spoilt = _read_as(label, body)
        if spoilt <= max(3, len(text) * SPOILT):
            return text, utf8
    best = from_bytes(body[:SAMPLE_BYTES]).best()
    return _read_as(best.encoding if best else "cp1252", body)[:2]


def _read_as(label: str, body: bytes) -> tuple[str, bytes, int]:
    """The text by a charset, its UTF-8, and how many characters could not be read."""
    text = body.decode(label, "replace")
    spoilt = text.count("�")
    is_whole = label == "utf-8" and not spoilt
    return text, body if is_whole else text.encode("utf-8", "replace"), spoilt


def _declared(body: bytes, content_type: str | None) -> list[str]:
    header = _HEADER.search(content_type or "")
    head = body[:4096]
    meta = _XML.search(head) or _META.search(head)
    labels = [header[1] if header else "", meta[1].decode("ascii") if meta else ""]
    return [python for label in labels if (python := _python_codec(label))]


def _python_codec(label: str) -> str | None:
    label = label.lower()
    if not _KNOWN.fullmatch(label):
        return None
    if _WESTERN.fullmatch(label):
        return "cp1252"
    if label.startswith("utf") and "16" in label and not label.endswith("be"):
        return "utf-16-le"
    label = {"gb": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "x-sjis": "cp932"}.get(
        label, label
    )
    try:
        return lookup(label).name
    except LookupError:
        return None
