"""What changed between two wordings."""

from hypothesis import given
from hypothesis import strategies as st

from tickerd.liveblog.wording import (
    Lookalikes,
    compare_words,
    likeness,
    new_wording,
    old_wording,
)


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


WORDS = ["wind", "gate", "boat", "quay", "nine", "ten", "north", "says"]
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), max_size=8)


@given(SENTENCES, SENTENCES, st.floats(0.1, 1.0))
def test_lookalikes_are_those_that_comparing_each_with_each_finds(
    texts: list[str], others: list[str], least: float
) -> None:
    lookalikes = Lookalikes(texts, least=least)
    for other in others:
        if not other:
            continue
        found = {place: round(score, 9) for place, score in lookalikes.find(other)}

        assert found == {
            place: round(likeness(text, other), 9)
            for place, text in enumerate(texts)
            if likeness(text, other) >= least
        }
