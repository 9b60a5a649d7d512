"""Document numbers, retention, archive numbers."""

from __future__ import annotations

from typing import Any

from generator.derive.numbers import (
    PENDING,
    archive_numbers,
    archive_span,
    document_numbers,
    next_item_no,
    retention_of,
)
from tests.unit.derive.campaigns import PROCESS, make

ARCHIVE: dict[str, Any] = {
    "fonds_no": "Q012",
    "year": 2026,
    "dept_code": "SCB",
    "start_item_no": {"10年": 7, "30年": 1},
}


def test_a_document_is_numbered_by_campaign_and_code() -> None:
    numbers = document_numbers(make(), PROCESS)
    assert numbers["YS"] == "HD-2026-001-YS-01"
    assert len(set(numbers.values())) == 22


def test_a_major_campaign_keeps_its_management_papers_longer() -> None:
    plain, major = make(), make(archive={"retention": "30年"})
    assert {retention_of(d, plain) for d in PROCESS.deliverables} == {"10年"}
    longer = {d.code for d in PROCESS.deliverables if retention_of(d, major) == "30年"}
    assert longer == {"MB", "FA", "YS", "SP", "FP", "GD", "YJ"}


def test_until_the_archivist_has_given_a_number_it_is_pending() -> None:
    for missing in ("fonds_no", "year", "start_item_no"):
        archive = {key: value for key, value in ARCHIVE.items() if key != missing}
        numbers = archive_numbers(make(archive=archive), PROCESS)
        assert set(numbers.values()) == {PENDING}
        assert archive_span(numbers.values()) == PENDING


def test_item_numbers_run_within_a_retention_class() -> None:
    campaign = make(archive={**ARCHIVE, "retention": "30年"})
    numbers = archive_numbers(campaign, PROCESS)
    assert numbers["DY"] == "Q012-WS·2026-D10-SCB-0007"
    assert numbers["MB"] == "Q012-WS·2026-D30-SCB-0001"
    assert numbers["FA"] == "Q012-WS·2026-D30-SCB-0002"
    assert numbers["PS"] == "Q012-WS·2026-D10-SCB-0008"
    assert len(set(numbers.values())) == 22
    assert next_item_no(campaign, PROCESS, "30年") == 8
    assert next_item_no(campaign, PROCESS, "10年") == 22
    assert next_item_no(campaign, PROCESS, "永久") is None


def test_the_department_may_be_left_out_and_the_fonds_is_the_companys() -> None:
    archive = {"year": 2026, "start_item_no": 1}
    company = {"name": "星澜科技", "fonds_no": "Q012"}
    numbers = archive_numbers(make(archive=archive, company=company), PROCESS)
    assert numbers["DY"] == "Q012-WS·2026-D10-0001"
    assert archive_span(numbers.values()) == "Q012-WS·2026-D10-0001～Q012-WS·2026-D10-0022"
