"""What changed between two wordings."""

from hypothesis import given
from hypothesis import strategies as st

from tickerd.liveblog.wording import compare_words, new_wording, old_wording


@given(st.text(), st.text())
def test_a_comparison_gives_both_wordings_back_to_the_letter(old: str, new: str) -> None:
    segments = compare_words(old, new)

    assert (old_wording(segments), new_wording(segments)) == (old, new)


def test_only_the_words_that_differ_are_marked() -> None:
    segments = compare_words("Start at nine, they say.", "Start at ten, they say.")

    assert segments == (
        ("=", "Start at "),
        ("-", "nine"),
        ("+", "ten"),
        ("=", ", they say."),
    )


@given(st.text())
def test_a_wording_that_stayed_has_no_change(text: str) -> None:
    assert all(sign == "=" for sign, _ in compare_words(text, text))
