"""The dialect `json`: any JSON in which records with a time and a text stand in a list.

Nothing is known of it but that a column of times and a column of texts are there; which keys they
are is told by their names and proved by their values.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from tickerd.extract.jsonld import different
from tickerd.extract.markup import Rich
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.lines import plain
from tickerd.extract.text.links import clean_url
from tickerd.extract.text.media import picture_of
from tickerd.extract.times.dating import claim_of
from tickerd.extract.values.prose import rich_of, scalar, text_of
from tickerd.extract.values.tables import Record, Table, find_tables, pick, words_of
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import KEY_EVENT, PINNED, Post

_PUBLISHED = (
    "display at|display date",
    r"(?:first )?publish\w*(?: (?:at|on|date|time|utc))*|date publish\w*|publication (?:date|time)",
    "pub date",
    r"(?:created?|posted|time|timestamp|date) utc",
    "entry time",
    "timestamp|time stamp|ts|epoch|unix ?time|when|posted(?: at| on| date)?",
    r"creat\w+(?: (?:at|on|date|time))*|date created|first created|started? at|begin",
    "date time|datetime|date|time",
)
_MODIFIED = (
    r"(?:last |content )?(?:updated|modified|edited)(?: (?:at|on|date|time|utc))*",
    r"date (?:modified|updated)|(?:last )?(?:update|modification|modify) (?:date|time)",
    "last (?:updated|modified|published)",
)
_TEXT = (
    r"\w*(?:body|content|text|message|comment\w*) html|html(?: body| content)?|render(?:ed)?",
    r"body|article body|content|contents|text|full text|message",
    r"comm(?:ent(?:ary|ry)?)?(?: text)?|new commentry|update|plain text",
    "details?|description|summary|post",
)
_HEADLINE = ("headline|title|heading|header|head line", "subject|name|label")
_MINUTE = (
    "minutes?|match (?:time|minute)|game (?:time|clock)|clock|over(?: number)?|overs",
    "(?:display|elapsed) (?:time|value|minute)|time elapsed|elapsed|time|lap|heat",
)
_MOMENT = re.compile(
    r"\d{1,3}(?:\.\d)?(?:['\u2019\u2032]?\s?\+\s?\d{1,2})?['\u2019\u2032]?(?:\s?min\.?)?"
)
_ID = ("id|uuid|guid|uid|urn|nid|key|post id|entry id|update id|block id|slug",)
_AUTHOR = ("author|author name|byline|creator|reporter|by|user|authors|contributors?",)
_LINK = ("permalink|perma link|share url|share link|url|link|web url|canonical url|href|shortlink",)
_DEAD = frozenset(("deleted", "delete", "trashed", "spiked", "draft", "hidden", "unpublished"))
_FLAGS = {
    PINNED: ("pinned", "isPinned", "is_pinned", "sticky", "isSticky", "is_sticky"),
    KEY_EVENT: ("keyEvent", "key_event", "isKeyEvent", "is_key_event", "lb_highlight"),
}
_BURIED = ("deleted", "is_deleted", "isDeleted", "hidden", "isHidden", "stricken")
LEAST_UNTIMED = 3
LEAST_WORDS = 40
"""Characters that texts have on average at least where no record has a time."""
TIMELESS = 0.25
"""How much records without times weigh against such with."""


def read(page: Page) -> Reading | None:
    """Read the list of records that looks most like posts, or None."""
    if page.form != "json" or not isinstance(page.value, dict | list):
        return None
    weighed = [
        (weight, table) for table in find_tables(page.value) if (weight := weigh(table, page))
    ]
    if not weighed:
        return None
    _, table = max(weighed, key=lambda pair: pair[0])
    root = page.value if isinstance(page.value, dict) else table.owners[0]
    return Reading(
        dialect="json",
        posts=read_table(table, page),
        headline=_headline_of(root) or _headline_of(table.owners[0]),
        last_updated=_latest(root, page),
        declared=True,
    )


def read_table(table: Table, page: Page) -> tuple[Post, ...]:
    """The posts that the records tell of."""
    return without_doubles(tuple(_posts(table, page)))


def time_of(value: object, page: Page) -> Claim | None:
    """A claim from a JSON value; knows `/Date(1356998400000)/` of .NET too."""
    if isinstance(value, str) and value.startswith("/Date("):
        value = value[6:].partition(")")[0].partition("+")[0]
    return claim_of(value, page.dial)


def _time_columns(table: Table, page: Page, patterns: Sequence[str]) -> list[str]:
    def proves(value: object) -> bool:
        claim = time_of(value, page)
        return claim is not None and claim.precision_seconds < 86_400 and len(str(value)) > 5

    keys = pick(table.records, patterns, proves)
    many = len(table.records) >= 3
    return [
        key
        for key in keys
        if not many or len({str(record.get(key)) for record in table.records}) > 1
    ]


def _is_text(value: object) -> bool:
    text = text_of(value)
    return len(text) >= 2 and not text.isdigit()


def _is_name(value: object) -> bool:
    text = scalar(value)
    return len(text) >= 2 and not text.isdigit()


def weigh(table: Table, page: Page) -> float:
    """The amount of text of records that have a column of times; 0 if they are no posts."""
    times = _time_columns(table, page, _PUBLISHED) or _time_columns(table, page, _MODIFIED)
    texts = pick(table.records, _TEXT, _is_text)
    if not texts:
        return 0.0
    amount = sum(min(len(text_of(record.get(texts[0]))), 400) for record in table.records)
    if not times:
        return amount * TIMELESS if _is_relay(table, texts[0], amount) else 0.0
    return amount if amount / len(table.records) >= 12 else 0.0


def _is_relay(table: Table, text: str, amount: int) -> bool:
    """Whether records without times of day are told in order: each its id, or its minute."""
    records = table.records
    body = any(re.fullmatch(pattern, words_of(text)) for pattern in _TEXT[:3])
    if len(records) < LEAST_UNTIMED or not body or amount < LEAST_WORDS * len(records):
        return False
    ids = {scalar(one.get(key)) for key in _id_columns(records)[:1] for one in records}
    return len(ids) == len(records) or bool(pick(records, _MINUTE, _is_moment))


def _is_moment(value: object) -> bool:
    return not isinstance(value, bool) and _MOMENT.fullmatch(_moment(value)) is not None


def _moment(value: object) -> str:
    """A match minute or an over; `displayValue` and its like within an object too."""
    if isinstance(value, dict):
        value = value.get("displayValue") or value.get("display") or value.get("value")
    return str(value) if isinstance(value, str | int | float) else ""


def _posts(table: Table, page: Page) -> Iterator[Post]:
    columns = _columns(table, page)
    shared = len({id(owner) for owner in table.owners}) > 1
    for record, owner in zip(table.records, table.owners, strict=True):
        if is_dead(record):
            continue
        post = _post(record, columns, page)
        if post is None:
            continue
        title = _headline_of(owner) if shared and not columns["headline"] else None
        yield post.model_copy(update={"headline": title}) if title else post


def is_dead(record: Record) -> bool:
    """Whether a record says that it is not published (any more)."""
    flagged = any(record.get(name) is True for name in _BURIED)
    said = (str(record.get(name) or "").lower() for name in ("status", "type"))
    return flagged or any(word in _DEAD for word in said)


def labels_of(record: Record) -> tuple[str, ...]:
    """What a record says of itself by flags: that it is pinned, or a key event."""
    return tuple(
        label for label, names in _FLAGS.items() if any(record.get(name) is True for name in names)
    )


def _columns(table: Table, page: Page) -> Mapping[str, str | None]:
    records = table.records
    published = _time_columns(table, page, _PUBLISHED)
    modified = _time_columns(table, page, _MODIFIED)
    texts = pick(records, _TEXT, _is_text)
    named = {
        "published": published or modified,
        "modified": modified if published else [],
        "text": texts,
        "headline": [key for key in pick(records, _HEADLINE, _is_name) if key not in texts[:1]],
        "id": _id_columns(records),
        "minute": pick(records, _MINUTE, _is_moment),
        "author": pick(records, _AUTHOR, _is_name),
        "link": pick(records, _LINK, lambda value: scalar(value).startswith(("http", "/", "#"))),
    }
    return {name: keys[0] if keys else None for name, keys in named.items()}


def _id_columns(records: Sequence[Record]) -> list[str]:
    keys = pick(records, _ID, lambda value: 0 < len(scalar(value)) <= 200)
    telling = [
        key for key in keys if len({scalar(one.get(key)) for one in records}) >= 0.5 * len(records)
    ]
    return sorted(telling, key=lambda key: words_of(key) not in ("id", "uuid", "guid"))


def _post(record: Record, columns: Mapping[str, str | None], page: Page) -> Post | None:
    said = {name: record.get(key) if key else None for name, key in columns.items()}
    body = rich_of(said["text"], page.base) if said["text"] else Rich()
    headline = plain(scalar(said["headline"]))
    if headline and body.text == headline:
        headline = ""
    if not headline and isinstance(said["text"], dict):
        headline = plain(scalar(said["text"].get("title")))
    source_id = scalar(said["id"])
    media = body.media or picture_of(record, page.base)
    if not (headline or body.text or media or source_id):
        return None
    published = time_of(said["published"], page)
    return Post(
        source_id=source_id or None,
        permalink=clean_url(scalar(said["link"]), page.base),
        headline=headline or None,
        text=body.text,
        html=body.html,
        author=_names(said["author"]),
        labels=(*labels_of(record), *([_moment(said["minute"])] if said["minute"] else ())),
        media=media,
        published=published,
        modified=different(time_of(said["modified"], page), published),
    )


def _names(value: object) -> str | None:
    people = value if isinstance(value, list) else [value]
    return ", ".join(name for one in people if (name := plain(scalar(one)))) or None


def _headline_of(record: Record) -> str | None:
    keys = pick([record], _HEADLINE, _is_name)
    return plain(scalar(record[keys[0]])) or None if keys else None


def _latest(record: Record, page: Page) -> Claim | None:
    keys = pick([record], _MODIFIED, lambda value: time_of(value, page) is not None)
    return time_of(record[keys[0]], page) if keys else None
