"""Words that a person should look at: found as they stand, harmless phrases passed over."""

from __future__ import annotations

import pytest

from generator.derive.wording import claims_in, hints_of_assets
from generator.intake.resources import read_process
from tests.unit.derive.campaigns import make

WORDING = read_process().wording


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("最舒适的腕上体验, 最舒适", ("最舒适",)),
        ("国家级实验室唯一指定", ("国家级", "唯一指定")),
        ("行业第一品牌,全网最低价", ("第一品牌", "全网最低")),
        ("最近三天,活动第一天,第一时间参加", ()),
        ("最近三天做到最好", ("最好",)),
        ("100%纯棉", ("100%",)),
        ("新品发布", ()),
        ("", ()),
    ],
)
def test_claims_are_found_and_harmless_phrases_are_not(text: str, words: tuple[str, ...]) -> None:
    assert claims_in(text, WORDING) == words


def test_without_words_nothing_is_found() -> None:
    assert claims_in("最好", ()) == ()


def test_every_group_of_words_says_where_it_comes_from() -> None:
    assert all(group.source and group.kind for group in WORDING)


def test_an_asset_is_hinted_at_for_all_that_is_published_with_it() -> None:
    campaign = make(
        assets=[{"id": "S01", "name": "悬念海报"}, {"id": "S02", "name": "长图"}],
        schedule=[
            {"asset": "S01", "theme": "顶级工艺", "key_message": "最轻的一款"},
            {"asset": "S01", "theme": "顶级工艺"},
            {"theme": "唯一"},
        ],
    )
    assert hints_of_assets(campaign, WORDING) == ("「顶级工艺」「最轻的」建议人工核对", "")
