"""What becomes of a highlight when passages move, and when others read like it."""

from __future__ import annotations

import re

import pytest

from tests.anchoring import SENTENCE, STORY, after, replaced


def moved_paragraph(number: int) -> str:
    """The story with one paragraph at its end."""
    parts = STORY.split("\n\n")
    return "\n\n".join([*parts[:number], *parts[number + 1 :], parts[number]])


def test_a_highlight_goes_with_its_paragraph() -> None:
    for passage in (SENTENCE, "1911", "shipyard upriver", "tiles from three towns"):
        placement, text = after(passage, STORY, moved_paragraph(3))
        assert (placement.status, text) == ("exact", passage)


def test_a_paragraph_that_moved_by_itself_is_shown_for_review() -> None:
    paragraph = STORY.split("\n\n")[0]
    placement, text = after(paragraph, STORY, moved_paragraph(0))
    assert (placement.status, text, placement.needs_review) == ("moved", paragraph, True)


def test_a_sentence_that_moved_by_itself_is_found() -> None:
    sentence = "A second vote is planned for next month, and the ferry will not sail that day."
    new = STORY.replace(sentence, "").replace("on Tuesday", "on Tuesday. " + sentence + " It met")
    placement, text = after(sentence, STORY, new)
    assert (placement.status, text) == ("moved", sentence)


def test_a_highlight_goes_with_a_paragraph_that_moved_and_was_edited() -> None:
    new = moved_paragraph(3).replace("a shipyard upriver", "an old shipyard upriver")
    placement, text = after(SENTENCE, STORY, new)
    assert placement.status in ("changed", "fuzzy")
    assert text == "Its iron pillars came from an old shipyard upriver"


def team(name: str, score: str) -> str:
    """A paragraph of which there are several that read nearly the same."""
    return (
        f"Team {name} finished its third season of the coastal league on Sunday with a score of "
        f"{score} points. The players of Team {name} thanked the crowd at the old pier stadium."
    )


def test_look_alike_paragraphs_that_change_places_keep_their_highlights() -> None:
    middle = STORY.split("\n\n")[1:3]
    old = "\n\n".join([team("Alpha", "41"), *middle, team("Beta", "38")])
    new = "\n\n".join([team("Beta", "38"), *middle, team("Alpha", "41")])
    for passage in (
        "The players of Team Alpha thanked the crowd",
        team("Alpha", "41"),
        "41 points",
    ):
        placement, text = after(passage, old, new)
        assert text == passage
        assert placement.start == new.index(passage)


def test_a_deleted_sentence_is_not_found_in_its_look_alike() -> None:
    middle = STORY.split("\n\n")[1:3]
    for parts in ([team("Alpha", "41"), *middle], [*middle, team("Alpha", "41")]):
        old = "\n\n".join([*parts, team("Beta", "38"), STORY])
        new = "\n\n".join([*middle, team("Beta", "38"), STORY])
        for passage in (team("Alpha", "41"), "Team Alpha finished its third season", "41 points"):
            assert after(passage, old, new)[0].status == "orphan"
        text = "Team Beta finished its third season"
        assert after(text, old, new)[1] == text


def test_neighbouring_look_alikes_are_told_apart_when_one_goes() -> None:
    first, second = (
        "Team Alpha won on Sunday at the pier. ",
        "Team Beta won on Sunday at the pier. ",
    )
    for old, gone in ((first + second, first), (second + first, first)):
        new = STORY[:86] + old.replace(gone, "") + "Then it rained."
        old = STORY[:86] + old + "Then it rained."
        assert after(gone.strip(), old, new)[0].status == "orphan"
        assert after(second.strip(), old, new)[1] == second.strip()


REFRAIN = "The ferry left at noon, and the harbour was quiet again until evening."


def with_refrains(count: int) -> str:
    """A story in which a sentence comes again and again."""
    parts = STORY.split("\n\n")
    return "\n\n".join(f"{parts[at % 5]} Part {at}. {REFRAIN}" for at in range(count))


@pytest.mark.parametrize("count", [2, 3, 8])
def test_a_deleted_sentence_is_not_found_in_its_copies(count: int) -> None:
    old = with_refrains(count)
    for nth in range(count):
        start = [match.start() for match in re.finditer(re.escape(REFRAIN), old)][nth]
        new = old[:start] + old[start + len(REFRAIN) :]
        assert after(REFRAIN, old, new, nth)[0].status == "orphan"


@pytest.mark.parametrize("count", [2, 3, 8])
def test_a_sentence_stays_when_a_copy_of_it_goes_or_text_comes_before(count: int) -> None:
    old = with_refrains(count)
    for new, nth, place_in_new in (
        (old.replace(REFRAIN, "", 1), 1, 0),
        ("Something new was said first.\n\n" + old, count - 1, count - 1),
    ):
        placement, text = after(REFRAIN, old, new, nth)
        starts = [match.start() for match in re.finditer(re.escape(REFRAIN), new)]
        assert (placement.status, text) == ("exact", REFRAIN)
        assert placement.start == starts[place_in_new]


def test_refrain_lines_without_other_context_keep_their_order() -> None:
    verse = "\n".join(["Row the boat", "Hold the line"] * 4)
    old, new = f"{verse}\nThe end", f"A song\n{verse}\nThe end"
    for nth in range(4):
        placement, text = after("Row the boat", old, new, nth)
        assert (text, placement.start) == ("Row the boat", 7 + nth * 27)


def test_a_daily_report_with_new_numbers_is_shown_for_review() -> None:
    report = "Shares of the harbour company closed at {} crowns on {}, up {} on the week."
    old = f"{STORY}\n\n{report.format('41.20', 'Monday', '3 %')}"
    new = f"{STORY}\n\n{report.format('39.80', 'Friday', '1 %')}"
    placement, text = after(report.format("41.20", "Monday", "3 %"), old, new)
    assert placement.status == "changed"
    assert placement.needs_review
    assert text == report.format("39.80", "Friday", "1 %")


def test_a_corrected_word_is_not_looked_for_among_words_like_it() -> None:
    old = "Linus wrote it. Nobody but Linux knew. They spoke of machines and of Linux all night."
    new = "Linus wrote it. Nobody but Linus knew. They spoke of machines and of Linux all night."
    placement, text = after("Linux", old, new)
    assert text in (None, "Linus")
    assert placement.start in (None, new.index("Linus", 5))


def test_a_highlight_torn_in_two_is_its_larger_part_or_unplaced() -> None:
    passage = (
        "its tiles from three towns that no longer make any.\n\nNot one of the nine stallholders"
    )
    parts = STORY.split("\n\n")
    new = "\n\n".join([parts[4], *parts[:4]])
    placement, text = after(passage, STORY, new)
    assert (placement.status, text) in (
        ("changed", "its tiles from three towns that no longer make any."),
        ("orphan", None),
    )


def test_look_alikes_with_one_beginning_are_told_apart_at_the_end_of_a_text() -> None:
    begun = "The second prize of the spring regatta went to the boat of"
    first, second = f"{begun} Holt.", f"{begun} Brandt."
    for gone, left in ((first, second), (second, first)):
        old, new = f"{STORY} {first} {second}", f"{STORY} {left}"
        assert after(gone, old, new)[0].status == "orphan"
        assert after(left, old, new)[1] == left


def test_the_end_of_a_paragraph_does_not_go_with_the_paragraph_behind_it() -> None:
    ending = "Please read it with care, and then put it back on the shelf where it was."
    parts = [f"{part} {ending}" for part in STORY.split("\n\n")]
    old, new = "\n\n".join(parts), "\n\n".join([parts[2], parts[0], parts[3], parts[1], parts[4]])
    for nth, in_new in enumerate((1, 3, 0, 2, 4)):
        placement, text = after(ending, old, new, nth)
        starts = [match.start() for match in re.finditer(re.escape(ending), new)]
        assert (text, placement.start) == (ending, starts[in_new])


def test_of_two_lost_copies_neither_takes_a_place_that_may_be_the_other_s() -> None:
    copy = "All boats must be off the slipway before the first of the month of October."
    old = (
        f"Spring rules. {copy} So it was decided then.\n\n{STORY}\n\nAutumn rules. {copy} As ever."
    )
    for new in (
        f"{copy}\n\nNothing of what stood here is left, and nobody misses a word of it by now.",
        f"Winter came early.\n\n{copy}\n\nThat is all there is to say about the matter today.",
    ):
        statuses = [after(copy, old, new, nth)[0].status for nth in range(2)]
        assert statuses.count("orphan") >= 1


LINES = [
    "Dr. David A. Bray, harbour commission",
    "Emily Dulcan, council of the upper town",
    "Noah Kunin, keeper of the lights",
    "Paul A. Stone, ferry company of the bay",
    "Ines Valdare, mayor of the old harbour town",
    "Nicole Callahan, school of the lower town",
]


def test_a_few_words_go_with_their_line_when_lines_change_places() -> None:
    old = "\n\n".join(LINES)
    new = "\n\n".join(LINES[at] for at in (4, 1, 0, 5, 3, 2))
    for line in LINES:
        name = " ".join(line.split(",")[0].split()[-2:])
        placement, text = after(name, old, new)
        assert (text, placement.start) == (name, new.index(name))


def test_a_heading_that_moved_alone_is_found_by_its_words() -> None:
    heads = ["Removed packages", "Security", "Newcomer bugs", "2. Hypothesis"]
    parts = STORY.split("\n\n")
    old = "\n\n".join(f"{head}\n\n{part}" for head, part in zip(heads, parts[:4], strict=True))
    new = "\n\n".join(
        f"{head}\n\n{part}" for head, part in zip(heads[::-1], parts[:4], strict=True)
    )
    for head in heads:
        assert after(head, old, new)[1] == head


def test_a_number_that_stands_alone_is_not_found_elsewhere() -> None:
    parts = STORY.split("\n\n")
    old = "\n\n".join([parts[0], "1914", *parts[1:3], "27", *parts[3:]])
    new = "\n\n".join([parts[0], "31", *parts[1:3], *parts[3:], "1914"])
    assert after("1914", old, new)[0].status == "orphan"


def test_one_rare_word_stays_between_new_sentences() -> None:
    old = f"{STORY}\n\nTimetable\n\nThe ferry leaves at eight and at noon, and comes back at six."
    new = old.replace(
        "Timetable",
        "Much more was said about it that is left out here for want of room.\n\nTimetable\n\n"
        "What follows was true when this was written but may be so no more by now.",
    )
    assert after("Timetable", old, new)[1] == "Timetable"


def test_a_word_is_not_taken_for_one_that_reads_like_it_a_little_farther_on() -> None:
    old = "It fits the plan, a much greater reason than ⟦its⟧ age. But before the vote they looked."
    new = "It fits the plan, a much greater reason than People The. is before the vote they looked."
    assert replaced(old, new)[0].status == "orphan"


def test_a_short_sentence_that_moved_with_a_slip_put_right_is_shown_for_review() -> None:
    sentence = "The fery will not sail on Sundays."
    old = STORY.replace("upriver, its", f"upriver. {sentence} Its")
    new = f"{sentence.replace('fery', 'ferry')}\n\n{STORY}"
    placement, text = after(sentence, old, new)
    assert (placement.status, text) == ("fuzzy", "The ferry will not sail on Sundays.")
    assert placement.needs_review


def test_a_deleted_sentence_is_not_found_in_a_look_alike_that_moved_and_was_edited() -> None:
    lost, kept = "Team Alpha won the second match today.", "Team Beta won the second match today."
    old = f"{STORY.replace('1911. ', f'1911. {lost} ')} {kept}"
    new = f"Team Beeta won the second match today.\n\n{STORY}"
    assert after(lost, old, new)[0].status == "orphan"


def test_a_few_chinese_characters_are_not_found_in_another_text() -> None:
    old = "昨天下午，发布团队宣布更新版本，大家都很高兴。"
    new = "今年春天来得很晚。安全部门说：发布团队宣布更新。此后没有消息，市场也关闭了。"
    assert after("发布团队宣布更新", old, new)[0].status == "orphan"


def test_words_replaced_one_by_one_do_not_pull_others_along() -> None:
    old = "Sign up to be a judge.\n\nBelow are ⟦the⟧ requirements for all judges of the fair."
    new = "Sign up to be a judge.\n\nthe select ⟦the⟧ or for all judges of the fair."
    assert replaced(old, new.replace("⟦", "").replace("⟧", ""))[1] == new


def test_a_paragraph_that_came_between_is_no_part_of_a_passage_across_two() -> None:
    parts = STORY.split("\n\n")
    passage = "no longer make any.\n\nNot one"
    new = "\n\n".join([*parts[:4], parts[1].upper().replace("ROOF", "BEAM") * 2, parts[4]])
    _, text = after(passage, STORY, new)
    assert text in (None, "no longer make any.", "Not one")


def test_a_passage_that_now_stands_in_many_places_has_none() -> None:
    sentence = "All boats must be off the slipway before the first of October."
    new = "\n\n".join(f"{number} {sentence} {number * 7}" for number in range(40))
    assert after(sentence, f"One. {sentence} Two.\n\n{STORY}", new)[0].status == "orphan"
