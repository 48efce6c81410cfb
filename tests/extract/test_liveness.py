"""Which headlines say that a page is live."""

import pytest

from makers import NOON
from tickerd.extract.liveness import says_live
from tickerd.extract.page import Page
from tickerd.liveblog.document import Document

HEADLINES = (
    "Newsblog zum Stadtrat",
    "Nieuwsblog: storm aan de kust",
    "Temporal na costa: siga em direto",
    "Regatta i hamnen: direktrapport",
    "Regata v živo",
    "Rinkimai tiesiogiai",
    "Otseblogi: torm jõudis randa",
    "Myrsky rannikolla hetki hetkeltä",
    "Na bieżąco: burza nad zatoką",
    "রেগাটা সরাসরি",
    "รายงานสด: พายุเข้าท่าเรือ",
    "レガッタ文字中継",
    "부두 폭풍 라이브",
    "Povodeň minutu po minutě",
    "洪水 实时更新",
    "Vihar a kikötőben: élő közvetítés",
    "La regata, minut a minut",
    "เกาะติดพายุเข้าท่าเรือ",
)
WEAK = (
    "The latest on the storm",
    "Storm updates",
    "Stormen: senaste nytt",
    "La nuit minute par minute",
)


def a_page(headline: str) -> Page:
    body = f"<!doctype html><title>x</title><h1>{headline}</h1><p>Words.</p>".encode()
    return Page(Document("https://harbour.example/a/1", body, NOON, "text/html; charset=utf-8"))


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_headline_says_live_in_its_own_language(headline: str) -> None:
    assert says_live(a_page(headline), plainly=True)


@pytest.mark.parametrize("headline", WEAK)
def test_some_words_stand_on_fronts_of_sections_too(headline: str) -> None:
    assert says_live(a_page(headline))
    assert not says_live(a_page(headline), plainly=True)


@pytest.mark.parametrize(
    "headline", ["Der neue Blog der Stadt", "O direito ao mar", "Direção do porto muda", "生活の港"]
)
def test_other_headlines_do_not(headline: str) -> None:
    assert not says_live(a_page(headline))
