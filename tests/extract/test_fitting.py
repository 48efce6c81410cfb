"""What is too long to be kept is cut, and one can see that it was."""

from tickerd.extract.fitting import LINE, TEXT, fit_posts
from tickerd.liveblog.post import Post


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    long = "A word. " * TEXT

    (post,) = fit_posts([Post(text=long, html=f"<p>{long}</p>", headline=long, author=long)])

    assert post.text == long[: TEXT - 1] + "…"
    assert post.html.endswith("…</p>")
    assert (post.headline, post.author) == (long[: LINE - 1] + "…",) * 2


def test_a_text_that_just_fits_is_left_as_it_is() -> None:
    whole = Post(text="x" * TEXT, html="<p>x</p>", headline="h" * LINE)

    assert fit_posts([whole]) == (whole,)
