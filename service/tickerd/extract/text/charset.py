"""Bytes into text: byte order mark, header, `<meta>`, UTF-8, and at last a guess.

Labels mean what they mean to browsers: latin1 is windows-1252, gb2312 is gb18030 (WHATWG Encoding,
4.2; https://encoding.spec.whatwg.org/#names-and-labels). Other than a browser we do not believe a
label against the bytes: what is good UTF-8 is UTF-8, and a charset that fits badly is passed over.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup

from charset_normalizer import from_bytes

_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.IGNORECASE)
_KNOWN = re.compile(
    r"utf-?8|(?:iso[-_]?)?8859-?(?:[2-8]|1[03456])|(?:windows-|cp|x-cp)125[0-8]|(?:ibm|cp)?866"
    r"|koi8-[ru]|euc-jp|iso-2022-jp|mac-?cyrillic"
)
"""Labels that Python reads as the web does; it knows codecs that do stranger things."""
_MEANT = (
    (r"(?:us-)?ascii|(?:iso[-_]?)?8859-?1|l(?:atin-?)?1|cp819|x-user-defined", "cp1252"),
    (r"(?:iso[-_]?)?8859-?9|l(?:atin-?)?5", "cp1254"),
    (r"(?:iso[-_]?)?8859-?11|tis-?620|windows-874|dos-874", "cp874"),
    (r"(?:iso[-_]?)?8859-?8-[ei]|logical|visual|hebrew", "iso8859-8"),
    (r"l(?:atin-?)?2", "iso8859-2"),
    (r"l(?:atin-?)?9", "iso8859-15"),
    (r"(?:x-)?gbk?|gb_?-?(?:2312(?:-80)?|18030)|csgb2312|chinese", "gb18030"),
    (r"(?:cn-|x-x-)?big5(?:-hkscs)?", "big5hkscs"),
    (r"(?:x-)?s(?:hift[-_])?jis|ms_kanji|ms932|windows-31j", "cp932"),
    (r"(?:cs)?euc-?kr|windows-949|ks_?c[-_]?5601(?:-19(?:87|89))?|korean", "cp949"),
    (r"(?:x-)?euc-?jp", "euc_jp"),
    (r"koi|koi8_r|cskoi8r", "koi8_r"),
    (r"koi8-ru", "koi8_u"),
    (r"mac(?:intosh)?|x-mac-roman", "mac_roman"),
    (r"x-mac-(?:cyrillic|ukrainian)", "mac_cyrillic"),
    (r"utf-16be", "utf-16-be"),
    (r"utf-?16(?:-?le)?|unicode|ucs-2", "utf-16-le"),
)
"""What other labels mean on the web, by the Python codec that covers it."""
_MANY_BYTES = frozenset(("gb18030", "big5hkscs", "cp932", "cp949", "euc_jp"))
_SEVEN_BITS = frozenset(("iso2022_jp", "utf-16-le", "utf-16-be"))
"""Charsets in which foreign letters may look like good UTF-8: as ASCII."""
GUESSED = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("cp874", "koi8_r", "koi8_u", "gb2312", "big5", "cp932", "euc_kr", "euc_jp"),
)
_WIDER = {"gb2312": "gb18030", "big5": "big5hkscs", "euc_kr": "cp949"}
"""It is guessed by the letters that are common, and read with the rare ones, too."""
_FOREIGN = re.compile(rb"[^<>]{0,20}[\x80-\xff][^<>]{0,100}")
_HIRAGANA = re.compile("[\u3040-\u309f]")
KANA = 0.1
"""A text with a larger share of hiragana is Japanese; read wrongly, none has any."""
SAMPLE_BYTES = 8_192
"""So many bytes are guessed from, taken from where they are not ASCII."""
HEAD_BYTES = 4_096
SPOILT = 0.002
"""With a larger share of unreadable characters the declared charset is not believed."""
FEW = 8
"""So many bytes of another charset may be good UTF-8 by chance."""


def decode(body: bytes, content_type: str | None) -> tuple[str, bytes]:
    """The text of a document and its UTF-8, the byte order mark removed. Never fails."""
    for mark, label in (
        (BOM_UTF8, "utf-8"),
        (BOM_UTF16_LE, "utf-16-le"),
        (BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return _read_as(label, body[len(mark) :])[:2]
    labels = _declared(body, content_type)
    text, utf8, spoilt = _read_as("utf-8", body)
    if _is_utf8(text, body, spoilt, labels[0] if labels else None):
        return text, utf8
    is_mostly_utf8 = len(utf8) - len(text) - 2 * spoilt >= 2 * spoilt
    for label in labels:
        found, as_utf8, unread = (text, utf8, spoilt) if label == "utf-8" else _read_as(label, body)
        if is_mostly_utf8 if label == "utf-8" else unread <= max(3, len(found) * SPOILT):
            return found, as_utf8
    if is_mostly_utf8:
        return text, utf8
    return _read_as(_guess(body), body)[:2]


def _is_utf8(text: str, body: bytes, spoilt: int, declared: str | None) -> bool:
    """Whether the bytes speak for UTF-8 whatever was declared."""
    if spoilt or declared in _SEVEN_BITS or b"\0" in body[:HEAD_BYTES]:
        return not spoilt and declared in (None, "utf-8") and _zeros(body) is None
    return declared not in _MANY_BYTES or len(body) - len(text) >= FEW or body.isascii()


def _read_as(label: str, body: bytes) -> tuple[str, bytes, int]:
    """The text by a charset, its UTF-8, and how many characters could not be read."""
    text = body.decode(label, "replace")
    spoilt = text.count("\ufffd") if "\ufffd" in text else 0
    is_whole = label == "utf-8" and not spoilt
    return text, body if is_whole else text.encode("utf-8", "replace"), spoilt


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """What the header says, else the document itself, else what its zeros tell; as Python names."""
    header = _HEADER.search(content_type or "")
    head = body[:HEAD_BYTES]
    meta = _XML.search(head) or _META.search(head)
    said = [_python_codec(header[1])] if header else []
    if meta:
        codec = _python_codec(meta[1].decode("ascii"))
        # it could not have been found in UTF-16
        said.append("utf-8" if codec in ("utf-16-le", "utf-16-be") else codec)
    return [codec for codec in (*said, _zeros(body)) if codec]


def _zeros(body: bytes) -> str | None:
    """UTF-16 without a mark: in markup every other byte is zero."""
    head = body[: HEAD_BYTES & ~1]
    even, odd = head[::2].count(0), head[1::2].count(0)
    most = 0.8 * len(head) / 2
    if odd >= most > 2 and not even:
        return "utf-16-le"
    return "utf-16-be" if even >= most > 2 and not odd else None


def _guess(body: bytes) -> str:
    """By the letters; windows-1252 for a few quotation marks and for what reads the same in it."""
    sample = b"".join(_FOREIGN.findall(body[: 64 * SAMPLE_BYTES]))[:SAMPLE_BYTES]
    if len(sample) - len(sample.decode("ascii", "ignore")) < FEW:
        return "cp1252"
    for codec in ("cp932", "euc_jp"):
        words = sample.decode(codec, "ignore")
        if len(_HIRAGANA.findall(words)) > KANA * len(words):
            return codec
    best = from_bytes(sample, cp_isolation=list(GUESSED)).best()
    if best and sample.decode(best.encoding, "replace") == sample.decode("cp1252", "replace"):
        return "cp1252"
    return _WIDER.get(best.encoding, best.encoding) if best else "cp1252"


def _python_codec(label: str) -> str | None:
    label = label.lower()
    for pattern, codec in _MEANT:
        if re.fullmatch(pattern, label):
            return codec
    if not _KNOWN.fullmatch(label):
        return None
    label = re.sub(r"^(?:iso[-_]?)?8859-?", "iso8859-", label)
    label = re.sub(r"^(?:windows-|x-cp)", "cp", label)
    try:
        return lookup(label).name
    except LookupError:
        return None
