"""Drawings for the posts."""

from xml.etree import ElementTree as ET

from tickerd.newsroom.pictures import draw


def test_a_seed_has_one_drawing_of_its_own() -> None:
    assert draw("one") == draw("one") != draw("other")


def test_a_drawing_is_well_formed() -> None:
    root = ET.fromstring(draw("one"))  # noqa: S314 - our own words

    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(root) > 8
