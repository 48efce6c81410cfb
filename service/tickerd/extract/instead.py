"""What a page without posts is instead of a live blog, in words for whoever watches it."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from tickerd.extract.page import Page
from tickerd.extract.structure.asides import BOX, COMMENTS, PROGRAMME, count_aside, kind_of
from tickerd.extract.structure.marks import find_marks
from tickerd.extract.structure.stories import prose_beside
from tickerd.extract.structure.weight import VAGUE
from tickerd.extract.timestamps import survey

BARE = 400
"""Characters; a page that shows fewer is but a shell, an error or a question."""
ARTICLES = 2
"""So often is one article told of at most."""
STORY_CHARACTERS = 1_000
"""So much is told in the paragraphs of a story at least."""
SAMPLE = 40
"""So many times tell where all stand."""
NEAR = 12
"""So many elements around a time may call it that of a comment."""
# ruff: noqa: RUF001  words in their own letters
_REFUSED = re.compile(
    r"human|captcha|robot|just a moment|checking your browser|access denied|forbidden"
    r"|unusual traffic|\b403\b|\b429\b|\b50[0-4]\b|unavailable",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"\b404\b|page (?:was |could )?not (?:be )?found|seite (?:wurde |konnte )?nicht gefunden"
    r"|page introuvable|página no (?:encontrada|existe)|pagina non (?:trovata|esiste)"
    r"|página não encontrada|pagina niet gevonden|nie znaleziono strony"
    r"|sidan (?:hittades|finns) inte|siden (?:ble|blev) ikke funnet|страница не найдена"
    r"|sayfa bulunamadı|ページが見つかりません",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b410\b|no longer (?:available|exists?)|nicht mehr (?:verfügbar|vorhanden)|plus disponible"
    r"|supprimé|ya no (?:está|existe)|non (?:è )?più disponibile|niet meer beschikbaar|já não está",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookie|consent|privacy|zustimm|einwillig|mit werbung|vie privée|privacidad|toestemming"
    r"|samtyck|samtykke|zgod[ay]\b|souhlas",
    re.IGNORECASE,
)
"""What stands above a question that comes before the page."""
_KINDS = {
    "DiscussionForumPosting": "a discussion",
    "QAPage": "a question with its answers",
    "FAQPage": "a list of questions and answers",
    "Recipe": "a recipe",
    "Product": "a product",
    "JobPosting": "an offer of work",
    "SearchResultsPage": "the results of a search",
    "CollectionPage": "a collection of other pages",
    "ProfilePage": "the profile of somebody",
    "PodcastEpisode": "a podcast",
}
"""What schema.org's words for pages mean that are no live blogs."""
_ARTICLE = re.compile(r"Article\b|^BlogPosting$")
_PLACES = {
    COMMENTS: "comments",
    PROGRAMME: "a programme, a timetable or the like",
    BOX: "menus and boxes beside it",
}
REFUSED = "it is no page but an error, a refusal or a check for robots"
LOADED_LATER = "it is a live blog whose posts are not in the document: a script loads them"
NOTHING = "no list of posts that have times of their own was found in it"
STORY = "it reads as an article"
ARTICLE = f"{STORY}: no list of posts that have times of their own was found in it"


def name_instead(page: Page) -> str:
    """What an HTML page in which no rung found anything is instead, as well as can be told."""
    whole = _explain_shell(page) or _explain_kind(page)
    if whole is not None:
        return whole
    told = explain_items(page) or _explain_asides(page)
    if told is None:
        return _explain_wall(page) or explain_vaguely(page)
    return f"{STORY}; {told}" if _tells_story(page) else told


def _tells_story(page: Page) -> bool:
    """Whether the page is marked as an article, and tells one at length."""
    return _is_article(_kinds_of(page)) and prose_beside((), page) >= STORY_CHARACTERS


def explain_empty(page: Page) -> str:
    """Why a page that is marked as a live blog shows none of its posts."""
    told = (page.claim_of(one.get("coverageStartTime")) for one in page.linked_data)
    begin = next(filter(None, told), None)
    if begin is not None and begin.at > page.dial.looked_at:
        return f"it is a live blog that begins at {begin.at:%Y-%m-%d %H:%M} UTC"
    return _explain_wall(page) or LOADED_LATER


def _explain_wall(page: Page) -> str | None:
    """What is said of a page whose markup says that it is not for all."""
    told = (one.get("isAccessibleForFree") for one in page.linked_data)
    walled = any(said is False or str(said).lower() == "false" for said in told)
    return "only readers who subscribe or sign in see the rest of it" if walled else None


def _explain_shell(page: Page) -> str | None:
    """What a page that shows next to nothing is."""
    title = f"{page.headline or ''} {' '.join(node.text() for node in page.nodes('title')[:1])}"
    if _MISSING.search(title):
        return "it says that the page was not found"
    shown = " ".join(islice(page.texts.pieces, BARE))
    return None if len(shown) > BARE else _explain_bare(page, title, shown)


def _explain_bare(page: Page, title: str, shown: str) -> str:
    told = (
        (REFUSED, _REFUSED.search(f"{title} {shown}")),
        ("it says that the page is gone", _GONE.search(title)),
        ("it asks its readers to sign in", page.nodes('input[type="password" i]')),
        ("it asks its readers to agree to something first", _CONSENT.search(title)),
        ("the document shows next to no text: a script makes the page", page.nodes("script")),
    )
    return next((words for words, holds in told if holds), "the document shows next to no text")


def _explain_kind(page: Page) -> str | None:
    """What the page's markup calls it, if that is no live blog and no article."""
    kinds = _kinds_of(page)
    said = next((_KINDS[kind] for kind in kinds if kind in _KINDS), None)
    return f"its markup calls it {said}" if said and not _is_article(kinds) else None


def _kinds_of(page: Page) -> list[str]:
    return [str(one.get("@type")) for one in page.linked_data]


def _is_article(kinds: Sequence[str]) -> bool:
    """Whether that is an article; a page that tells of several is a front."""
    return 0 < sum(_ARTICLE.search(kind) is not None for kind in kinds) <= ARTICLES


def explain_items(page: Page) -> str | None:
    """What the most promising list of items with times is instead."""
    told = (one for one in page.once(survey).refusals if one[1] not in VAGUE)
    count, cause = next(told, (0, None))
    return f"its {count} items with times {cause}" if cause else None


def explain_vaguely(page: Page) -> str:
    """The same where nothing better is known; else what the page is in general."""
    count, cause = next(iter(page.once(survey).refusals), (0, None))
    if cause is not None:
        return f"its {count} items with times {cause}"
    return ARTICLE if _is_article(_kinds_of(page)) else NOTHING


def _explain_asides(page: Page) -> str | None:
    """Where most times stand, if it is not in the story."""
    marks = page.once(find_marks)
    some = marks[:: max(1, len(marks) // SAMPLE)]
    places = Counter(place for mark in some if (place := _place_of(mark.node, page)))
    if len(some) > 2 and 2 * places.total() > len(some):
        return f"most of its {len(marks)} times stand in {_PLACES[places.most_common(1)[0][0]]}"
    return None


def _place_of(node: LexborNode, page: Page) -> str | None:
    """What a time stands in beside the story, by what is around it; else None."""
    around = (node, *page.lineage.path_of(node)[:NEAR])
    called = next((kind for one in around if (kind := kind_of(one, page.lineage))), None)
    return called or (BOX if count_aside(page.lineage.tags_of(node)) else None)
