"""Versions are counted as companies count them."""

from generator.plan.version import FIRST, Version, parse_version


def test_a_change_counts_the_minor_and_a_decision_the_major() -> None:
    assert str(FIRST) == "V1.0"
    assert str(FIRST.next()) == "V1.1"
    assert str(Version(1, 7).next(major=True)) == "V2.0"


def test_versions_order_by_number_not_by_text() -> None:
    assert Version(1, 10) > Version(1, 9)
    assert Version(2, 0) > Version(1, 99)


def test_only_a_whole_name_is_a_version() -> None:
    assert parse_version("V1.10") == Version(1, 10)
    assert parse_version("V1.0_定稿") is None
    assert parse_version("v1.0") is None
