"""What a reader sees of a post, and what of it is no revision."""

import pytest

from makers import a_post
from tickerd.liveblog.face import name_of_medium, sign_of
from tickerd.liveblog.post import Media

HOST = "https://pictures.example"


def pictured(url: str) -> str:
    return sign_of(a_post("a", media=(Media(kind="image", url=url, text="The quay"),)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://pictures.example/11/quay.jpg", "https://img2.pictures.example/11/quay.jpg"),
        (f"{HOST}/2026/11/quay-300x200.jpg", f"{HOST}/2026/11/quay-1024x683.jpg"),
        (f"{HOST}/2026/11/quay-scaled.jpg", f"{HOST}/2026/11/quay@2x.jpg.webp"),
        (f"{HOST}/standard/480/aa/quay.jpg", f"{HOST}/standard/976/aa/quay.jpg"),
        (f"{HOST}/upload/w_640,h_360,c_fill/v9/quay.jpg", f"{HOST}/upload/w_1280/v9/quay.jpg"),
        (f"https://small.example/640/{HOST}/quay.jpg", f"{HOST}/quay.jpg?token=9"),
        ("/_image?url=%2Fphotos%2Fquay.jpg&w=640", "/_image?url=%2Fphotos%2Fquay.jpg&w=1080"),
        (f"{HOST}/quay.jpg?width=620&s=ab#x", f"{HOST}/quay.jpg?width=300&s=cd"),
    ],
)
def test_a_picture_from_another_server_or_of_another_size_or_format_is_the_same(
    one: str, other: str
) -> None:
    assert pictured(one) == pictured(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{HOST}/2026/11/quay.jpg", f"{HOST}/2026/11/quay-2.jpg"),
        (f"{HOST}/photos/77.jpg", f"{HOST}/photos/78.jpg"),
        (f"{HOST}/photos/77", f"{HOST}/photos/78"),
        (f"{HOST}/show.php?id=551", f"{HOST}/show.php?id=552"),
        ("/_image?url=%2Fphotos%2Fquay.jpg&w=640", "/_image?url=%2Fphotos%2Fpier.jpg&w=640"),
        (f"{HOST}/anna/portrait.jpg", f"{HOST}/berta/portrait.jpg"),
    ],
)
def test_another_picture_is_a_revision(one: str, other: str) -> None:
    assert pictured(one) != pictured(other)


def test_the_name_of_a_picture_is_found_in_linear_time() -> None:
    for hostile in (
        "//" * 20_000,
        "w_" * 20_000,
        "-1x1" * 20_000,
        ".a1" * 20_000,
        "http://" * 9_000,
    ):
        assert len(name_of_medium(hostile)) <= len(hostile)
