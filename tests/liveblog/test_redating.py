"""Posts that their page dates anew, and posts that say again what another said."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from makers import NOON, a_claim, a_post, a_snapshot, minutes, nothing_known
from tickerd.liveblog.claim import ClaimRule
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.event import PostEvent
from tickerd.liveblog.post import Post

WORDS = (
    "The race committee has moved the start to half past ten because of fog.",
    "Volunteers hand out soup on the quay; the kitchen opens again at six.",
    "A brass band from the upper valley plays on the ferry without a licence.",
    "Low water comes at four, and with it the seals and their photographers.",
    "Two boats touched at the outer mark and nobody wants to have seen it.",
    "The lighthouse has been lit since noon, and the pilots stay ashore.",
)
ANOTHER = "A crane has fallen onto the empty grandstand; the police have closed the pier."
HOUR = timedelta(hours=1)


def dated(number: int, later: float = 0, text: str | None = None, name: str | None = None) -> Post:
    """The n-th text, newest first, published so many minutes later than it was at first."""
    at = NOON - minutes(10 * number) + minutes(later)
    return a_post(name, text or WORDS[number], published=a_claim(at))


def page(first: int = 0, later: float = 0) -> list[Post]:
    return [dated(number, later) for number in range(first, len(WORDS))]


def watch(*looks: list[Post]) -> list[list[str]]:
    """What each look after the first told of posts."""
    known = nothing_known()
    told: list[list[str]] = []
    for number, posts in enumerate(looks):
        difference = diff(known, a_snapshot(*posts), at=NOON + HOUR + minutes(number))
        known = fold(known, difference.events).model_copy(update={"window": difference.window})
        told.append([event.kind for event in difference.events if isinstance(event, PostEvent)])
    return told[1:]


def test_a_post_that_is_dated_anew_where_it_stands_is_the_same() -> None:
    after = [*page()[:2], dated(2, later=3), *page()[3:]]

    assert watch(page(), after, after, after) == [[], [], []]


def test_a_post_that_is_dated_anew_and_moves_to_the_top_leaves_a_hole_and_is_the_same() -> None:
    after = [dated(3, later=45), *page()[:3], *page()[4:]]
    younger = [dated(0, later=50, text=ANOTHER), *after]

    # what stood behind it rolls off, and it is known by the time that it has now
    assert watch(page(), after, younger, younger[:3]) == [[], ["post.added"], []]


def test_words_that_rolled_off_and_come_again_on_top_are_another_post() -> None:
    again = dated(0, later=30, text=WORDS[-1])

    assert watch(page(), [again, *page()[:-1]]) == [["post.added"]]


def test_words_that_come_again_on_a_page_of_which_all_others_are_new_are_another_post() -> None:
    news = [dated(0, later=30 - n, text=f"{ANOTHER} {n}") for n in range(5)]

    assert watch(page(), [dated(0, later=40, text=WORDS[2]), *news]) == [["post.added"] * 6]


def test_a_clock_that_is_put_right_for_all_posts_makes_none_of_them_new() -> None:
    corrected = f"{WORDS[2]} The police are looking for the conductor."
    after = [dated(0, later=70, text=ANOTHER), *page(later=60)]
    revised = [post if post.text != WORDS[2] else dated(2, 60, corrected) for post in after]
    without = [post for post in revised if post.text != WORDS[3]]

    told = watch(page(), page(later=60), after, revised, without, without)

    assert told == [[], ["post.added"], ["post.revised"], [], ["post.removed"]]


def test_times_that_a_page_shows_no_more_or_only_now_make_no_new_posts() -> None:
    timeless = [a_post(None, post.text) for post in page()]

    assert watch(page(), timeless, timeless, page()) == [[], [], []]
    assert watch(timeless, page(), page(), timeless) == [[], [], []]


def test_a_post_that_was_dated_anew_may_be_rewritten_under_its_id() -> None:
    before = [dated(number, name=f"p{number}") for number in range(6)]
    moved = [dated(2, later=45, name="p2"), *before[:2], *before[3:]]
    rewritten = [dated(2, later=45, text=ANOTHER, name="p2"), *moved[1:]]

    assert watch(before, moved, rewritten, rewritten) == [[], ["post.revised"], []]


def test_two_clock_times_of_which_nobody_knows_the_zone_are_two_moments() -> None:
    def clocked(number: int, text: str) -> Post:
        claim = a_claim(NOON - minutes(10 * number), ClaimRule.CLOCK_AGAINST_DATE)
        claim = claim.model_copy(update={"precision_seconds": 86_400.0})
        return a_post(None, text, published=claim)

    calls = [clocked(n, f"Corner number {20 - n} for the guests is cleared.") for n in range(8)]

    # each says much the same as the one that it pushes off the page
    assert watch(calls[2:], calls[1:7], calls[0:6]) == [["post.added"], ["post.added"]]


@given(
    st.lists(st.floats(-30, 30), min_size=6, max_size=6),
    st.permutations(range(6)),
    st.lists(st.integers(0, 5), min_size=2, max_size=6, unique=True),
)
def test_whatever_the_new_times_a_page_that_says_the_same_tells_nothing(
    shifts: list[float], order: list[int], some: list[int]
) -> None:
    timed = [dated(number, later=shifts[number]) for number in range(6)]
    mixed = [timed[n] if n in some[: len(some) // 2] else dated(n) for n in range(6)]

    assert watch(page(), mixed, mixed, page()) == [[], [], []]
    assert watch(page(), timed, timed, [timed[number] for number in order]) == [[], [], []]


def test_a_page_of_which_no_post_is_known_says_other_things_in_much_the_same_words() -> None:
    teams = (
        "Ashby",
        "Bexley",
        "Corby",
        "Denby",
        "Enderby",
        "Formby",
        "Grimsby",
        "Hornby",
        "Ingleby",
    )

    def calls(*numbers: int) -> list[Post]:
        says = [f"After {n} minutes a corner for {teams[n]} by number {20 - n}" for n in numbers]
        return [a_post(None, text) for text in says]

    assert watch(calls(4, 3, 2, 1), calls(8, 7, 6, 5)) == [["post.added"] * 4]
    assert watch(calls(4, 3, 2, 1), calls(5, 4, 3, 2)) == [["post.added"]]


def test_a_page_without_times_that_is_set_anew_as_a_whole_is_the_same_page() -> None:
    before = [a_post(None, text) for text in WORDS]
    after = [a_post(None, f"{text} More to follow.") for text in WORDS]

    assert watch(before, after, after) == [["post.revised"] * 6, []]
