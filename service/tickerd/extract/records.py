"""The dialect `json`: any JSON in which records with a time and a text stand in a list.

Nothing is known of it but that a column of times and a column of texts are there; which keys they
are is told by their names and proved by their values (`values/roles.py`).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from tickerd.extract.jsonld import different
from tickerd.extract.markup import Rich
from tickerd.extract.page import Page
from tickerd.extract.reading import Reading, without_doubles
from tickerd.extract.text.lines import plain
from tickerd.extract.text.links import clean_url
from tickerd.extract.text.media import pictures_of
from tickerd.extract.values import names
from tickerd.extract.values.fates import is_dead, labels_of
from tickerd.extract.values.lookalikes import name_lookalike, standing
from tickerd.extract.values.prose import rich_of, scalar, text_of
from tickerd.extract.values.roles import (
    Roles,
    headline_keys,
    id_keys,
    minute_keys,
    moment_of,
    roles_of,
    text_keys,
    time_keys,
)
from tickerd.extract.values.stamps import claims_of, time_of
from tickerd.extract.values.tables import Record, Table, find_tables, pick, words_of
from tickerd.extract.values.titles import title_of
from tickerd.liveblog.claim import Claim
from tickerd.liveblog.post import Post

_INNER_POSTS = re.compile(r"(?:\w+ )?(?:updates?|posts|entries|notes|messages|bulletins)")
"""Names of lists in records that are the posts, whatever the records themselves say."""
_TICKER = re.compile(r"(?:\w+ )?ticker|live ?\w*|updates?")
"""Names of lists whose records may be headlines alone."""
_OPEN_FEED = "jsonfeed.org/version"
LEAST_TEXT, LEAST_BODY = 12, 3
"""Characters that texts have on average at least, and those of a column that is surely one."""
LEAST_UNTIMED = 3
LEAST_WORDS = 40
"""Characters that texts have on average at least where no record has a time."""
TIMELESS = 0.25
"""How much records without times weigh against such with."""
PLANNED = timedelta(days=1)
"""What is mostly so far ahead of the look is a plan."""
SAMPLE = 20
REPEATED, FEWEST, VARIOUS = 60, 5, 0.5
"""Of so many records, and at least so many, a larger share says what no other says."""


def read(page: Page) -> Reading | None:
    """Read the list of records that looks most like posts, or None."""
    if page.form != "json" or not isinstance(page.value, dict | list):
        return None
    weighed = [(weight, table) for table in page.once(tables_of) if (weight := weigh(table, page))]
    if not weighed:
        return None
    table = _innermost(max(weighed, key=lambda pair: pair[0])[1], [one for _, one in weighed])
    root = page.value if isinstance(page.value, dict) else table.owners[0]
    return Reading(
        dialect="json",
        posts=read_table(table, page),
        headline=title_of(root) or title_of(table.owners[0]),
        last_updated=_latest(root, page),
        declared=True,
    )


def tables_of(page: Page) -> list[Table]:
    """All lists of records of a JSON document."""
    return find_tables(page.value)


def _innermost(best: Table, tables: Sequence[Table]) -> Table:
    """The posts that the records of a table have lists of, if they do; else the table."""
    below = (*best.path, "[]")
    for one in tables:
        if one.path[: len(below)] == below and _INNER_POSTS.fullmatch(one.name):
            return one
    return best


def read_table(table: Table, page: Page) -> tuple[Post, ...]:
    """The posts that the records tell of."""
    return without_doubles(tuple(_posts(table, page)))


def weigh(table: Table, page: Page) -> float:
    """The amount of text of records that have a column of times; 0 if they are no posts."""
    records = table.records
    times = time_keys(table, names.PUBLISHED) or time_keys(table, names.MODIFIED)
    texts = text_keys(records) or _headlines(table, times)
    rank = _standing(table, texts[0], page) if texts else 0.0
    if not rank or _repeats(records, texts[0]):
        return 0.0
    amount = sum(min(len(text_of(record.get(texts[0]))), 400) for record in records)
    if not times:
        return amount * TIMELESS * rank if _is_relay(records, texts[0], amount) else 0.0
    least = LEAST_BODY if _is_body(texts[0]) and id_keys(records) else LEAST_TEXT
    enough = amount >= least * len(records) and not _is_planned(records, times[0], page)
    return amount * rank if enough else 0.0


def _headlines(table: Table, times: Sequence[str]) -> list[str]:
    """The headlines of a ticker of nothing else, each with a time and a name."""
    named = times and _TICKER.fullmatch(table.name) and id_keys(table.records)
    return headline_keys(table.records) if named else []


def _standing(table: Table, text: str, page: Page) -> float:
    root = page.value if isinstance(page.value, dict) else {}
    if _OPEN_FEED in str(root.get("version")):
        return 1.0
    return standing(table, _said(table, page), summed_up=_sums_up(text))


def _said(table: Table, page: Page) -> str:
    """Where a document of JSON is from, and what it and the list call themselves."""
    root = page.value if isinstance(page.value, dict) else {}
    said = (page.url, title_of(root), title_of(table.owners[0]), page.headline)
    return " ".join(filter(None, said))


def _sums_up(text: str) -> bool:
    return any(re.fullmatch(pattern, words_of(text)) for pattern in names.SUMMARIES)


def explain(page: Page) -> str | None:
    """What the largest list of records with texts is instead of posts, if that can be told."""
    for table in sorted(page.once(tables_of), key=lambda one: -len(one.records)):
        texts = text_keys(table.records) or headline_keys(table.records)
        if not texts:
            continue
        cause = name_lookalike(table, _said(table, page), summed_up=_sums_up(texts[0]))
        cause = cause or (
            "say the same again and again" if _repeats(table.records, texts[0]) else None
        )
        return f"its {len(table.records)} records {cause}" if cause else None
    return None


def _repeats(records: Sequence[Record], text: str) -> bool:
    """Whether most records say what others say, as those of what is measured do.

    So may the balls of a match and the steps of an incident; they have their overs or ids.
    """
    if minute_keys(records) or id_keys(records):
        return False
    said = {text_of(record.get(text)) for record in records[:REPEATED]}
    return len(records) >= FEWEST and len(said) < VARIOUS * len(records[:REPEATED])


def _is_planned(records: Sequence[Record], key: str, page: Page) -> bool:
    limit = page.dial.looked_at + PLANNED
    claims = [time_of(record.get(key), page, key) for record in records[:SAMPLE]]
    ahead = sum(claim is not None and claim.at > limit for claim in claims)
    return 2 * ahead > len(claims)


def _is_body(key: str) -> bool:
    """Whether a column's name is one of bodies of posts, and of hardly anything else."""
    return any(re.fullmatch(pattern, words_of(key)) for pattern in names.TEXT[: names.BODIES])


def _is_relay(records: Sequence[Record], text: str, amount: int) -> bool:
    """Whether records without times of day are told in order: each its id, or its minute."""
    if len(records) < LEAST_UNTIMED or not _is_body(text) or amount < LEAST_WORDS * len(records):
        return False
    ids = {scalar(one.get(key)) for key in id_keys(records)[:1] for one in records}
    return len(ids) == len(records) or bool(minute_keys(records))


def _posts(table: Table, page: Page) -> Iterator[Post]:
    roles = roles_of(table)
    named = not roles.id and _are_names(table.keys)
    titled = table.grouped and not roles.headline
    alive = [at for at, record in enumerate(table.records) if not is_dead(record)]
    shown = table.at(page.most(alive))
    owners = {id(owner): owner for owner in shown.owners} if titled else {}
    titles = {name: title_of(owner) for name, owner in owners.items()}
    for place, claim in enumerate(claims_of(shown, roles.published, page)):
        post = _post(shown.records[place], roles, claim, page)
        if post is None:
            continue
        key, title = shown.keys[place], titles.get(id(shown.owners[place]))
        added = {"source_id": key} if named and key else {}
        added |= {"headline": title} if title else {}
        yield post.model_copy(update=added) if added else post


def _are_names(keys: Sequence[str]) -> bool:
    """Whether the keys that records stand under name them; numbers in a row are but places."""
    counted = [str(at) for at in range(len(keys))]
    placed = set(keys) in (set(counted), {str(at + 1) for at in range(len(keys))})
    return len(set(keys)) == len(keys) and not placed


def _post(record: Record, roles: Roles, published: Claim | None, page: Page) -> Post | None:
    text = record.get(roles.text)
    body = rich_of(text, page.base) if text else Rich()
    headline = plain(scalar(record.get(roles.headline)))
    if headline and body.text == headline:
        headline = ""
    if not headline and isinstance(text, dict):
        headline = plain(scalar(text.get("title") or text.get("headline")))
    source_id = scalar(record.get(roles.id))
    media = body.media or pictures_of(record, page.base)
    if not (headline or body.text or media or source_id):
        return None
    minute = record.get(roles.minute)
    modified = time_of(record.get(roles.modified), page, roles.modified)
    return Post(
        source_id=source_id or None,
        permalink=clean_url(scalar(record.get(roles.link)), page.base),
        headline=headline or None,
        text=body.text,
        html=body.html,
        author=_names(record.get(roles.author)),
        labels=(*labels_of(record), *([moment_of(minute)] if minute else ())),
        media=media,
        published=published,
        modified=different(modified, published),
    )


def _names(value: object) -> str | None:
    people = value if isinstance(value, list) else [value]
    return ", ".join(name for one in people if (name := plain(scalar(one)))) or None


def _latest(record: Record, page: Page) -> Claim | None:
    keys = pick([record], names.MODIFIED, lambda value: time_of(value, page) is not None)
    return time_of(record[keys[0]], page, keys[0]) if keys else None
