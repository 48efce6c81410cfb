"""Is this the post that we knew?"""

from makers import NOON, a_claim, a_post, a_snapshot, minutes, nothing_known
from tickerd.liveblog.claim import Claim, ClaimRule
from tickerd.liveblog.diff import diff, fold
from tickerd.liveblog.identity import recognise
from tickerd.liveblog.known import Known
from tickerd.liveblog.post import Post

TEXT = "The race committee has moved the start to half past ten because of fog."
EDITED = "The race committee has moved the start to eleven because of thick fog."
OTHER = "Volunteers hand out soup on the quay; the kitchen opens again at six."


def knowing(*posts: Post) -> Known:
    difference = diff(nothing_known(), a_snapshot(*posts), at=NOON)
    known = fold(nothing_known(), difference.events)
    return known.model_copy(update={"window": difference.window})


def reasons(known: Known, *posts: Post) -> list[str]:
    return [one.reason for one in recognise(known, posts).posts]


def test_the_sources_id_comes_first_whatever_the_words() -> None:
    """Invariant 6: identity never comes from wording alone where there is better."""
    known = knowing(a_post("a", TEXT), a_post("b", OTHER))

    assert reasons(known, a_post("a", EDITED), a_post("c", TEXT)) == ["source id", "new"]


def test_two_posts_with_the_same_text_and_two_ids_are_two_posts() -> None:
    """Invariant 6: identity never comes from wording alone where there is better."""
    known = knowing(a_post("a", TEXT))

    assert reasons(known, a_post("b", TEXT), a_post("a", TEXT)) == ["new", "source id"]


def test_a_permalink_is_the_next_best_sign() -> None:
    link = "https://harbour.example/live/regatta#start"
    known = knowing(a_post(text=TEXT, permalink=link))

    assert reasons(known, a_post(text=OTHER, permalink=link)) == ["permalink"]


def test_the_blogs_own_address_is_no_permalink() -> None:
    page = nothing_known().blog.url
    known = knowing(a_post(text=TEXT, permalink=page))

    assert reasons(known, a_post(text=OTHER, permalink=page)) == ["new"]


def test_ids_rewritten_on_every_render_give_way_to_claim_and_wording() -> None:
    claim = a_claim(NOON - minutes(5))
    known = knowing(a_post("x1", TEXT, published=claim))

    assert reasons(known, a_post("x9", EDITED, published=claim)) == ["claim and wording"]


def test_two_posts_of_one_minute_are_told_apart_by_their_words() -> None:
    claim = a_claim(NOON - minutes(5))
    known = knowing(a_post(text=TEXT, published=claim))

    assert reasons(known, a_post(text=OTHER, published=claim)) == ["new"]


def test_ids_that_name_places_are_not_believed() -> None:
    words = [TEXT, OTHER, "The brass band begins at noon.", "Low water comes at four."]
    known = knowing(*[a_post(f"post{n}", text) for n, text in enumerate(words)])
    moved = ["The first boat is home and dry.", *words]

    found = reasons(known, *[a_post(f"post{n}", text) for n, text in enumerate(moved)])

    assert found == ["new", *["wording and place"] * 4]


def test_a_pinned_copy_is_no_second_post() -> None:
    assert reasons(nothing_known(), a_post("a", TEXT), a_post("a", TEXT)) == ["new"]


def test_a_corrected_bullet_without_any_sign_is_known_by_its_words() -> None:
    known = knowing(a_post(text=OTHER), a_post(text=TEXT))

    assert reasons(known, a_post(text=EDITED)) == ["wording and place"]


def test_the_same_words_at_another_time_are_another_post() -> None:
    known = knowing(a_post(text="Goal!", published=a_claim(NOON - minutes(30))))

    assert reasons(known, a_post(text="Goal!", published=a_claim(NOON - minutes(2)))) == ["new"]


def test_an_age_that_has_grown_is_still_the_same_time() -> None:
    def aged(at: int) -> Claim:
        return Claim(
            at=NOON - minutes(at), raw="5 min", rule=ClaimRule.RELATIVE, precision_seconds=60
        )

    known = knowing(a_post(text=TEXT, published=aged(5)))

    assert reasons(known, a_post(text=TEXT, published=aged(4))) == ["wording and place"]


def test_a_headline_that_all_posts_share_does_not_join_them() -> None:
    known = knowing(a_post(text=TEXT, headline="Disruption"))

    assert reasons(known, a_post(text=OTHER, headline="Disruption")) == ["new"]


def test_our_ids_are_the_same_when_all_is_lost_and_seen_anew() -> None:
    posts = (a_post("a", TEXT), a_post(text=OTHER), a_post(text=OTHER))

    first, second = (recognise(nothing_known(), posts).posts for _ in range(2))

    assert [one.post.id for one in first] == [one.post.id for one in second]
    assert len({one.post.id for one in first}) == 3


def clocked(source_id: str, text: str, clock: str) -> Post:
    """A post of which the page shows but the clock, and nobody knows in which zone."""
    hour, _, minute = clock.partition(":")
    at = NOON.replace(hour=int(hour), minute=int(minute))
    rule = ClaimRule.CLOCK_AGAINST_DATE
    claim = Claim(at=at, raw=clock, rule=rule, precision_seconds=86_400)
    return a_post(source_id, text, published=claim)


def test_ids_that_name_places_are_not_believed_of_times_that_may_be_one_by_the_day() -> None:
    said = {
        "10:56": "The road by the river is closed for the day.",
        "10:53": "The mayor of the town speaks at six in the hall.",
        "10:50": "The schools of the district stay shut for the week.",
        "10:44": "The train to the coast runs again in the evening.",
        "10:41": "The ferry to the island waits for the wind.",
        "10:38": "The market in the square is moved to the hall.",
    }
    before = [clocked(f"post{n}", said[at], at) for n, at in enumerate(said, 1)]
    added = clocked("post1", "The court of the town has put off the trial of the two.", "11:05")
    still = [at for at in said if at != "10:44"]
    after = [added, *(clocked(f"post{n}", said[at], at) for n, at in enumerate(still, 2))]
    known = knowing(*before)

    found = recognise(known, after).posts

    assert found[0].known is None
    assert all(one.known and one.known.post.text == one.post.text for one in found[1:])


def aged(text: str, at: float) -> Post:
    """A post of which the page says but how old it is."""
    claim = Claim(
        at=NOON + minutes(at), raw="5 min ago", rule=ClaimRule.RELATIVE, precision_seconds=60
    )
    return a_post(None, text, published=claim)


def test_ages_of_a_page_that_a_cache_has_kept_make_no_new_posts() -> None:
    texts = ["Corner for the guests.", "The keeper holds a long shot.", "A slow start."]
    before = [aged(text, -9 * n) for n, text in enumerate(texts)]
    corrected = ["Corner for the guests.", "The keeper holds a very long shot.", "A slow start."]
    after = [aged(text, 4 - 9 * n) for n, text in enumerate(corrected)]

    assert reasons(knowing(*before), *after) == ["wording and place"] * 3


def test_the_same_words_with_another_age_and_above_the_others_are_another_post() -> None:
    before = [aged("A slow start.", -5), aged("Corner.", -30)]
    after = [aged("Corner.", 4), aged("A slow start.", -5)]

    assert reasons(knowing(*before), *after) == ["new", "claim and wording"]
