"""Bytes into text: what a browser shows, and more where the labels lie."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.bomb_parts import SAID
from tickerd.extract.text.charset import _python_codec, decode

# ruff: noqa: RUF001  letters of many languages
GERMAN = "Überfällig: die Brücke über die Große Weißeritz bleibt für Fußgänger gesperrt. "
TURKISH = "İstanbul'da yağış bekleniyor, şehir içi ulaşım güçlükle sağlanıyor. "
RUSSIAN = "Мост закрыт, движение по набережной остановлено до утра понедельника. "
CHINESE = "大桥今晚关闭，市政府表示，抢修工作将持续到明天早上，请市民绕行。"
JAPANESE = "橋は今夜閉鎖され、市によると復旧作業は明日の朝まで続く見込みです。"
KOREAN = "다리는 오늘 밤 폐쇄되며 시는 복구 작업이 내일 아침까지 계속될 것이라고 밝혔다. "
POLISH = "Most zamknięty, ruch na nabrzeżu wstrzymano do poniedziałku, źródło: urząd. "
WRITTEN = [
    ("windows-1252", "cp1252", GERMAN),
    ("latin1", "cp1252", GERMAN + "\u201eja\u201c \u2013 3 €"),
    ("ISO-8859-1", "cp1252", GERMAN),
    ("iso-8859-15", "iso8859-15", GERMAN + "€"),
    ("iso-8859-9", "cp1254", TURKISH),
    ("windows-1254", "cp1254", TURKISH),
    ("windows-1251", "cp1251", RUSSIAN),
    ("koi8-r", "koi8_r", RUSSIAN),
    ("iso-8859-2", "iso8859-2", POLISH),
    ("windows-1250", "cp1250", POLISH),
    ("gb2312", "gb18030", CHINESE),
    ("gbk", "gb18030", CHINESE),
    ("big5", "big5hkscs", "大橋今晚關閉，請市民繞行"),
    ("shift_jis", "cp932", JAPANESE),
    ("x-sjis", "cp932", JAPANESE),
    ("euc-jp", "euc_jp", JAPANESE),
    ("iso-2022-jp", "iso2022_jp", JAPANESE),
    ("euc-kr", "cp949", KOREAN),
    ("ks_c_5601-1987", "cp949", KOREAN),
    ("utf-16", "utf-16-le", GERMAN),
    ("utf-16be", "utf-16-be", GERMAN),
    ("utf-8", "utf-8", GERMAN + RUSSIAN + CHINESE),
]


@pytest.mark.parametrize(("label", "codec", "words"), WRITTEN)
def test_the_header_says_how_a_document_is_written(label: str, codec: str, words: str) -> None:
    text, utf8 = decode(words.encode(codec), f"text/html; charset={label}")

    assert text == words
    assert utf8 == words.encode()


@pytest.mark.parametrize(
    ("label", "codec", "words"), [one for one in WRITTEN if not one[0].startswith("utf-16")]
)
def test_the_document_says_how_it_is_written(label: str, codec: str, words: str) -> None:
    page = f'<html><meta http-equiv=Content-Type content="text/html; charset={label}">{words}'

    assert decode(page.encode(codec), "text/html")[0] == page


@pytest.mark.parametrize(("label", "codec", "words"), WRITTEN)
def test_a_mark_outvotes_every_label(label: str, codec: str, words: str) -> None:
    for mark in ("utf-8", "utf-16-le", "utf-16-be"):
        marked = ("\ufeff" + words).encode(mark)

        assert decode(marked, f"text/html; charset={label}")[0] == words


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "koi8-r", "gbk", "euc-kr", "x"])
@pytest.mark.parametrize("words", [GERMAN, RUSSIAN, CHINESE])
def test_good_utf_8_is_utf_8_whatever_the_labels_say(label: str, words: str) -> None:
    page = f"<html><meta charset={label}>{words}"

    assert decode(page.encode(), f"text/html; charset={label}")[0] == page


@pytest.mark.parametrize("words", [GERMAN, RUSSIAN, CHINESE])
@pytest.mark.parametrize("label", ["utf-8", "nonsense", ""])
def test_a_few_bad_bytes_do_not_make_it_another_charset(words: str, label: str) -> None:
    body = b"\xff".join([(words * 3).encode()] * 9)

    text, _ = decode(body, f"text/html; charset={label}")

    assert text == "\ufffd".join([words * 3] * 9)


def test_a_character_that_was_cut_does_not_either() -> None:
    body = (CHINESE * 3).encode()[:-1]

    assert decode(body, "text/html")[0].startswith(CHINESE)


@pytest.mark.parametrize(
    ("codec", "words"), [("cp1251", RUSSIAN), ("cp1252", GERMAN), ("cp932", JAPANESE)]
)
def test_a_header_that_fits_badly_is_passed_over_for_the_document(codec: str, words: str) -> None:
    label = {"cp932": "shift_jis"}.get(codec, codec.replace("cp", "windows-"))
    page = f"<html><meta charset={label}><script>{'x = 1;' * 30_000}</script>{words}"

    assert decode(page.encode(codec), "text/html; charset=utf-8")[0] == page


@pytest.mark.parametrize(
    ("codec", "words"),
    [("cp1251", RUSSIAN), ("gb18030", CHINESE), ("cp932", JAPANESE), ("cp949", KOREAN)],
)
def test_what_nothing_tells_is_guessed_from_where_it_is_not_ascii(codec: str, words: str) -> None:
    page = f"<html><script>{'x = 1;' * 30_000}</script><p>{words * 9}</p>"

    assert decode(page.encode(codec), "text/html")[0] == page


def test_a_few_quotation_marks_are_those_of_windows() -> None:
    page = f"<p>{SAID * 20} It\u2019s open \u2014 \u201cfor now\u201d"

    assert decode(page.encode("cp1252"), "text/html")[0] == page


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zeros(codec: str) -> None:
    page = f"<!doctype html><p>{GERMAN}</p>"

    assert decode(page.encode(codec), "text/html")[0] == page


def test_utf_16_cannot_have_been_said_in_ascii() -> None:
    page = f"<html><meta charset=utf-16><p>{GERMAN}"

    assert decode(page.encode(), "text/html")[0] == page


@pytest.mark.parametrize(
    "label", ["utf-7", "idna", "rot13", "zlib", "unicode_escape", "punycode", "hz"]
)
def test_codecs_that_the_web_does_not_know_are_never_called(label: str) -> None:
    assert _python_codec(label) is None
    assert decode(b"+ADw-script+AD4-", f"text/html; charset={label}")[0] == "+ADw-script+AD4-"


@given(body=st.binary(max_size=300), label=st.sampled_from([*(one[0] for one in WRITTEN), "", "%"]))
@example(body=b"\x1b$B" * 20, label="iso-2022-jp")
@example(body=b"\xed\xa0\x80" * 20, label="utf-8")
def test_any_bytes_become_text_that_can_be_written_again(body: bytes, label: str) -> None:
    text, utf8 = decode(body, f"text/html; charset={label}" if label else None)

    assert utf8.decode() == text.encode("utf-8", "replace").decode()


@given(words=st.text(alphabet=st.characters(codec="cp1251"), max_size=200))
def test_ascii_stays_what_it_is(words: str) -> None:
    page = SAID + "".join(letter for letter in words if letter.isascii() and letter not in "\0\x1b")

    assert decode(page.encode(), "text/html; charset=windows-1251")[0] == page
