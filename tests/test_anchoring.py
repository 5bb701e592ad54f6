"""What becomes of a highlight when the words in it and round it are edited."""

from __future__ import annotations

import re
import unicodedata

import pytest

from db.anchoring import align, place
from tests.anchoring import CLOSE, OPEN, SENTENCE, STORY, after, mark, marked, replaced, stays

QUOTE = "“Nobody buys fish here any more,” said Tomas Brandl"


def test_a_highlight_in_an_unchanged_text_is_the_same() -> None:
    placement, text = after(SENTENCE, STORY, STORY)
    assert (placement.status, text, placement.needs_review) == ("same", SENTENCE, False)


@pytest.mark.parametrize(
    "new",
    [
        re.sub(r"(?<=\w) (?=\w)", "\n", STORY, count=60),
        STORY.replace("\n\n", "\n\n    "),
        STORY.replace(". ", ".  "),
        STORY.replace("\n\n", "\n"),
    ],
    ids=["wrapped", "indented", "two spaces", "one newline"],
)
@pytest.mark.parametrize("passage", [SENTENCE, QUOTE, "27,403.54 crowns", "tiles from three towns"])
def test_a_highlight_survives_other_spaces_and_lines(passage: str, new: str) -> None:
    placement, text = after(passage, STORY, new)
    assert text is not None
    assert text.split() == passage.split()
    assert placement.status in ("exact", "normal")
    assert not placement.needs_review


def test_a_highlight_survives_another_typography() -> None:
    plain = STORY.translate(str.maketrans("“”’–", '""\'-')).replace(" - ", " -- ")
    plain = plain.replace("Tomas Brandl", "Tomas\u00a0Brandl")
    for passage, now in (
        (QUOTE, '"Nobody buys fish here any more," said Tomas\u00a0Brandl'),
        ("who runs the ferry – and", "who runs the ferry -- and"),
        ("We can’t keep", "We can't keep"),
    ):
        for old, new, wanted, found in ((STORY, plain, passage, now), (plain, STORY, now, passage)):
            placement, text = after(wanted, old, new)
            assert (placement.status, text, placement.needs_review) == ("normal", found, False)


def test_three_dots_and_an_ellipsis_are_the_same() -> None:
    stays("Wait ⟦for it ...⟧ there.", "Wait ⟦for it …⟧ there.", "normal")
    stays("Wait ⟦for it …⟧ there.", "Wait ⟦for it ...⟧ there.", "normal")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a café in Málaga", unicodedata.normalize("NFD", "a café in Málaga")),
        ("the first official office", "the ﬁrst oﬃcial oﬃce"),
        ("an extraordinary meeting", "an extra\u00adordi\u00adnary meet\u00ading"),
        ("the meeting ended", "the meet\u200bing end\ufeffed"),
        ("Straße und Fußweg", "STRASSE UND FUSSWEG"),
        ("Großer Fuß", "GRO\u1e9eER FU\u1e9e"),
        ("İstanbul'da ısınma", "ISTANBUL'DA ISINMA"),
        ("ὁ Ὀδυσσεύς φεύγει", "Ὁ ὈΔΥΣΣΕΎΣ ΦΕΎΓΕΙ"),
        ("Ｆｕｌｌ ｗｉｄｔｈ", "Full width"),
    ],
)
def test_a_highlight_survives_another_spelling_of_the_same_letters(one: str, other: str) -> None:
    for old, new in ((one, other), (other, one)):
        text = "It was said that {} would come up again next week, before the vote."
        stays(text.format(f"⟦{old}⟧"), text.format(f"⟦{new}⟧"), "normal")


def test_a_highlight_survives_other_line_endings_and_a_byte_order_mark() -> None:
    placement, text = after(SENTENCE, STORY, "\ufeff" + STORY.replace("\n", "\r\n"))
    assert (placement.status, text) == ("exact", SENTENCE)


def test_a_highlight_survives_a_lead_set_in_capitals() -> None:
    lead = "The harbour council met on Tuesday"
    placement, text = after(lead, STORY, STORY.replace(lead, lead.upper()))
    assert (placement.status, text) == ("normal", lead.upper())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("came from a ⟦shipyerd upriver⟧, its", "came from a ⟦shipyard upriver⟧, its"),
        ("came from ⟦a big shipyerd⟧ upriver", "came from ⟦a big shipyard⟧ upriver"),
        ("pillars came from a ⟦shipyerd⟧ upriver", "pillars came from a ⟦shipyard⟧ upriver"),
        ("pillars came from a ⟦shipyerd⟧ upriver", "pillars came from a ⟦ship yard⟧ upriver"),
    ],
    ids=["first word", "last word", "only word", "only word, now two"],
)
def test_a_highlight_survives_a_typo_fix(old: str, new: str) -> None:
    before, behind = STORY[:90], " and so it went on until the late evening of that day."
    stays(before + old + behind, before + new + behind, "changed")


@pytest.mark.parametrize(
    "passage",
    [
        "pillars came from a ship",
        "lars came from a shipyard",
        "any more,",
        "“We can’t keep a roof",
        "under it.”",
        "The harbour council",
        "not sail that day.",
        "market",
    ],
)
def test_a_highlight_keeps_its_very_ends(passage: str) -> None:
    placement, text = after(passage, STORY, "News.\n\n" + STORY + "\n\nThat was all.")
    assert (placement.status, text) == ("exact", passage)


def test_what_is_inserted_at_the_ends_stays_outside() -> None:
    for inserted in ("[Photo] ", "As was known, ", "“"):
        new = mark(STORY, SENTENCE).replace(OPEN, inserted + OPEN)
        stays(mark(STORY, SENTENCE), new, "exact")
    for inserted in (" (see below)", " by barge", "”"):
        new = mark(STORY, SENTENCE).replace(CLOSE, CLOSE + inserted)
        stays(mark(STORY, SENTENCE), new, "exact")


def test_what_is_inserted_inside_becomes_part_of_it() -> None:
    new = mark(STORY, SENTENCE).replace("from a shipyard", "by barge from a shipyard")
    stays(mark(STORY, SENTENCE), new, "changed")
    assert replaced(mark(STORY, SENTENCE), marked(new)[0])[0].needs_review


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ("The market opened in 1911. ", "Its iron pillars came from a shipyard upriver, its tiles"),
        (", its tiles", "The market opened in 1911. Its iron pillars came from a shipyard upriver"),
        ("came from a ", "The market opened in 1911. Its iron pillars shipyard upriver, its tiles"),
    ],
)
def test_what_is_deleted_from_it_is_no_part_of_it(gone: str, left: str) -> None:
    passage = "The market opened in 1911. Its iron pillars came from a shipyard upriver, its tiles"
    placement, text = after(passage, STORY, STORY.replace(gone, ""))
    assert (placement.status, text) == ("changed", left)


def test_a_highlight_of_which_one_word_is_left_is_unplaced() -> None:
    passage = "its tiles from three towns that no longer make any."
    placement, _ = after(passage, STORY, STORY.replace(passage, "towns"))
    assert placement.status == "orphan"


def test_a_highlight_survives_its_paragraph_being_split_and_merged() -> None:
    split = STORY.replace("1911. Its", "1911.\n\nIts")
    passage = "The market opened in 1911. Its iron pillars"
    for old, new in ((STORY, split), (split, STORY)):
        wanted = passage if old is STORY else passage.replace("1911. ", "1911.\n\n")
        placement, text = after(wanted, old, new)
        assert text is not None
        assert (placement.status, text.split()) == ("normal", passage.split())


@pytest.mark.parametrize(
    "passage",
    [
        "the",
        "1911",
        "https://example.org/a/b?c=1",
        "港",
        "🎉",
        "👩‍👩‍👧",
        "🇬🇧",
        "–",
        "…",
        "?!",
        "(",
        "“",
    ],
)
def test_the_smallest_highlights_stay_when_a_word_elsewhere_changes(passage: str) -> None:
    text = (
        "In the first days (so they say…) all of 1911 went by – at https://example.org/a/b?c=1 it "
        "is told?! They met 🎉 in 香港島 “often” with 👩‍👩‍👧 and 🇬🇧 flags before the long winter."
    )
    placement, now = after(passage, text, "Really. " + text.replace("winter", "summer"))
    assert (placement.status, now) == ("exact", passage)


@pytest.mark.parametrize("passage", ["the", "ferry", "港", "1911", "🎉", "–"])
def test_the_smallest_highlights_are_unplaced_with_their_paragraph(passage: str) -> None:
    paragraph = f"It was said {OPEN}{passage}{CLOSE} in passing, and then they all went home.\n\n"
    rest = "The ferry – in 1911 – took the people of 香港 home 🎉 again, in the rain."
    placement, _ = replaced(f"{STORY}\n\n{paragraph}{rest}", f"{STORY}\n\n{rest}")
    assert placement.status == "orphan"


def test_a_sign_that_is_gone_has_no_place_and_says_so() -> None:
    placement, _ = after("–", STORY, STORY.replace("ferry – and", "ferry and"))
    assert (placement.status, placement.reason) == ("orphan", "no-words")


def test_a_highlight_survives_captions_and_footnotes() -> None:
    new = STORY.replace("\n\n", "\n\nAdvertisement\n\n").replace("pillars", "pillars[12]")
    placement, text = after(SENTENCE + ", its tiles", STORY, new)
    assert text == "Its iron pillars[12] came from a shipyard upriver, its tiles"
    assert placement.status == "changed"
    placement, text = after("next month, and", STORY, new)
    assert (placement.status, text) == ("exact", "next month, and")


def test_a_footnote_before_the_full_stop_does_not_take_the_stop() -> None:
    old = "They met in the hall. ⟦Not one of the nine spoke.⟧ A vote is planned for next month."
    new = "They met in the hall. ⟦Not one of the nine spoke[7].⟧ A vote is planned for next month."
    stays(old, new, "changed")


def test_overlapping_nested_equal_and_adjacent_highlights_stay_as_they_were() -> None:
    spans = [(0, 40), (20, 60), (25, 30), (25, 30), (30, 60), (60, 90)]
    new = "A word before. " + STORY
    placements = place(align(STORY, new), spans)
    assert [(each.start, each.end) for each in placements] == [(a + 15, b + 15) for a, b in spans]


def test_a_highlight_of_chinese_survives_edits_round_it_and_in_it() -> None:
    text = (
        "议会星期二开会，决定旧鱼市场的去留。"
        "市长说，屋顶漏水，必须修理。反对者希望拆除市场，建新码头。"
    )
    for passage in ("屋顶漏水，必须修理", "旧鱼市场", "修"):
        placement, now = after(passage, text, "昨天，" + text.replace("反对者", "反对的人"))
        assert (placement.status, now) == ("exact", passage)
    placement, now = after("屋顶漏水，必须修理", text, text.replace("必须", "必须马上"))
    assert (placement.status, now) == ("changed", "屋顶漏水，必须马上修理")


def test_a_highlight_of_thai_survives_an_edit_in_it() -> None:
    text = "สภาท่าเรือประชุมวันอังคารเพื่อตัดสินใจเรื่องตลาดปลาเก่า"
    new = text.replace("วันอังคาร", "วันพุธ")
    placement, now = after("ประชุมวันอังคารเพื่อตัดสินใจ", text, new)
    assert (placement.status, now) == ("changed", "ประชุมวันพุธเพื่อตัดสินใจ")


def test_a_sign_whose_paragraph_was_rewritten_has_no_place() -> None:
    old = f"{STORY} He paused ⟦–⟧ and nobody in the room dared to say a single word to him."
    new = f"{STORY} We shall never know – so it goes – what was meant to come of all of this."
    assert replaced(old, new)[0].status == "orphan"
