"""What becomes of a highlight where words are not parted by spaces: two characters are a word."""

from __future__ import annotations

import pytest

from tests.anchoring import HARBOUR, after, replaced, stays

BEFORE, BEHIND = HARBOUR.split("\n\n")[0], HARBOUR.split("\n\n")[-1]
OTHER = """气象台说，山区今晚会下大雪，通往三个村子的公路已经封闭。

学校明天停课一天，家长可以在网上查看通知。医生提醒老人不要出门，如果需要药品，可以打电话给诊所。"""
"""Another article, which has some of the same small words."""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("修理的⟦全部材料和人工费用⟧由城市承担", "修理的⟦全部材料和人工Geld⟧由城市承担"),
        ("修理的⟦全部材料和人工费用⟧由城市承担", "修理的⟦Stoff材料和人工费用⟧由城市承担"),
        ("修理的⟦全部材料和人工费用Bau⟧由城市承担", "修理的⟦全部材料和人工费用预算⟧由城市承担"),
        ("修理屋⟦顶的材料和人工费用⟧由城市承担", "修理⟦Dach的材料和人工费用⟧由城市承担"),
        ("修理屋顶⟦的材料和人工费⟧用由城市承担", "修理屋顶⟦的材料和人工Geld⟧由城市承担"),
    ],
    ids=["last word", "first word", "back again", "beyond the start", "half of the last word"],
)
def test_a_word_that_took_the_place_of_two_characters_belongs_to_the_highlight(
    old: str, new: str
) -> None:
    stays(BEFORE + old + BEHIND, BEFORE + new + BEHIND, "changed")


def test_the_last_word_of_a_paragraph_that_was_replaced_is_kept_whatever_comes_behind() -> None:
    old = f"{BEFORE}\n\n渡轮每天停在⟦港口北边的第三号码头⟧\n\n{BEHIND}\n\n{OTHER}"
    new = f"{BEFORE}\n\n渡轮每天停在⟦港口北边的第三号Kai⟧\n\n{OTHER}\n\n{BEHIND}"
    stays(old, new, "changed")


def test_two_characters_are_not_found_in_another_article_where_more_round_them_is_alike() -> None:
    first = "学校星期二开会，讨论旧操场的去留。"
    placement, _ = after("开会", HARBOUR, f"{OTHER}\n\n{first}")
    assert (placement.status, placement.reason) == ("orphan", "not-found")
    placement, text = after("开会", HARBOUR, f"{first}{HARBOUR.split('。', 1)[1]}")
    assert (placement.status, text) == ("exact", "开会")


def test_a_line_of_four_characters_is_known_again_wherever_it_goes() -> None:
    parts = HARBOUR.split("\n\n")
    old = "\n\n".join([parts[0], "联系方式", *parts[1:]])
    new = "\n\n".join([*parts[:3], "联系方式", *parts[3:]])
    placement, text = after("联系方式", old, new)
    assert (placement.status, text) == ("moved", "联系方式")


def test_the_context_is_as_many_words_as_elsewhere() -> None:
    """Eight characters on one side are only a quarter of it, so they are not enough."""
    sentence = HARBOUR.split("。")[2]
    start = HARBOUR.index(sentence)
    at = start + 10
    old = f"{HARBOUR[:at]}⟦{HARBOUR[at]}⟧{HARBOUR[at + 1 :]}"
    kept = HARBOUR[at - 5 : at + 6]
    assert replaced(old, f"{OTHER}{kept}{OTHER}")[0].status == "orphan"
    placement, _ = replaced(old, f"{OTHER}{HARBOUR[start - 20 : at + 30]}{OTHER}")
    assert placement.status in ("exact", "moved")
