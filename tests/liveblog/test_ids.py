"""What a source's ids are worth: renamed, shared, numbered by place, made anew."""

from makers import NOON, a_claim, a_post, a_snapshot, minutes, nothing_known
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.event import PostEvent
from tickerd.liveblog.known import Known
from tickerd.liveblog.post import PINNED, Post

TEXTS = (
    "The race committee has moved the start to half past ten because of fog.",
    "Volunteers hand out soup on the quay; the kitchen opens again at six.",
    "A brass band from the upper valley plays on the ferry without a licence.",
    "Low water comes at four, and with it the seals and their photographers.",
)
ANOTHER = "Two boats touched at the outer mark and nobody wants to have seen it."


def dated(name: str | None, number: int, text: str | None = None, **fields: object) -> Post:
    """The n-th text, published so many minutes before noon."""
    claim = a_claim(NOON - minutes(10 * number))
    return a_post(name, text or TEXTS[number], published=claim, **fields)


def watch(*looks: list[Post]) -> tuple[Known, list[list[str]]]:
    """What is known after these looks, and what each told: kind and reason."""
    known, told = nothing_known(), []
    for number, posts in enumerate(looks):
        difference = diff(known, a_snapshot(*posts), at=NOON + minutes(number))
        known = fold(known, difference.events).model_copy(update={"window": difference.window})
        events = [event for event in difference.events if isinstance(event, PostEvent)]
        told.append([f"{event.kind} by {event.recognised_by}" for event in events])
    return known, told


def test_posts_that_are_renamed_and_then_rewritten_are_known_by_their_new_ids() -> None:
    _, told = watch(
        [dated(f"old-{n}", n) for n in range(4)],
        [dated(f"new-{n}", n) for n in range(4)],
        [dated("new-0", 0), dated("new-1", 1, ANOTHER), dated("new-2", 2), dated("new-3", 3)],
    )

    assert told[1:] == [[], ["post.revised by source id"]]


def test_posts_without_a_time_that_are_all_renamed_are_no_new_ones() -> None:
    _, told = watch(
        [a_post(f"old-{n}", text) for n, text in enumerate(TEXTS)],
        [a_post(f"new-{n}", text) for n, text in enumerate(TEXTS)],
        [a_post(f"new-{n}", text) for n, text in enumerate(TEXTS)],
    )

    assert told[1:] == [[], []]


def test_an_old_id_that_another_post_has_now_is_not_believed() -> None:
    _, told = watch(
        [dated(f"old-{n}", n) for n in range(4)],
        [dated(f"new-{n}", n) for n in range(4)],
        [dated("old-3", 0, ANOTHER, headline="News"), *(dated(f"new-{n}", n) for n in range(3))],
    )

    assert told[2] == ["post.added by new"]


def test_two_posts_under_one_id_are_two_posts() -> None:
    page = [dated("pair", 0), dated("pair", 1), dated("c", 2)]
    known, told = watch(page, page, [dated("pair", 0), dated("pair", 1, ANOTHER), dated("c", 2)])

    assert len(known.posts) == 3
    assert told[1:] == [[], ["post.revised by source id"]]


def test_the_same_words_at_two_times_under_one_id_are_two_posts() -> None:
    again = [dated("incident", number, "We are still looking for the cause.") for number in (0, 1)]
    first = dated("incident", 3)

    _, told = watch([again[1], first], [*again, first], [*again, first])

    assert told[1:] == [["post.added by new"], []]


def test_a_third_post_under_the_id_of_two_takes_the_history_of_neither() -> None:
    third = dated("pair", 0, f"{TEXTS[1]} There is bread, too.")

    _, told = watch(
        [dated("pair", 1), dated("pair", 2), dated("c", 3)],
        [third, dated("pair", 2), dated("c", 3)],
    )

    assert told[1] == ["post.added by new"]


def test_the_second_of_two_posts_under_one_id_does_not_take_the_place_of_the_first() -> None:
    known, told = watch([dated("pair", 1), dated("c", 2)], [dated("pair", 0), dated("c", 2)])

    assert told[1] == ["post.added by new"]
    assert len(known.posts) == 3


def test_a_shortened_copy_at_the_top_is_no_second_post() -> None:
    short = dated("b", 1, "Volunteers hand out soup on the quay …", labels=(PINNED,))
    known, _ = watch([short, dated("a", 0), dated("b", 1)])

    assert len(known.posts) == 2


def test_a_page_that_once_numbered_its_places_is_never_again_believed() -> None:
    _, told = watch(
        [dated(f"post{n}", n) for n in (1, 2, 3)],
        [dated(f"post{n + 1}", n) for n in (0, 1, 2, 3)],
        [dated(f"post{n}", n) for n in (1, 2, 3)],
        [dated(f"post{n}", n) for n in (1, 2, 3)],
    )

    assert told[1:] == [["post.added by new"], [], ["post.removed by absent in two looks"]]


def test_ids_made_anew_on_every_page_are_not_remembered() -> None:
    known, told = watch(*([dated(f"{look}-{n}", n) for n in range(4)] for look in range(4)))

    assert told[1:] == [[], [], []]
    assert known.window.names == {}


def test_a_single_slip_among_many_ids_is_told_once_it_is_mended() -> None:
    others = [dated(f"p{n}", 0, f"word{n} " * 9) for n in range(30)]
    _, told = watch(
        [*others, dated("a", 1)],
        [*others, dated("a", 1), dated("a", 2)],
        [*others, dated("a", 1), dated("b", 2)],
    )

    assert told[1:] == [[], ["post.added by new"]]
