"""Places that look right and are another passage's: each rule that turns them down, alone."""

from __future__ import annotations

from tests.anchoring import STORY, after, replaced


def test_a_place_that_either_of_two_lost_copies_may_have_taken_is_neither_s() -> None:
    copy = "All boats must be off the slipway before the first of the month of October."
    parts = STORY.split("\n\n")
    old = "\n\n".join([parts[0], copy, *parts[1:3], copy, *parts[3:]])
    around = "Winter is near.", "Please read this twice, sign below, give thanks to all."
    new = "\n\n".join([f"{around[0]} {copy} {around[1]}", *parts])
    for nth in range(2):
        assert after(copy, old, new, nth)[0].status == "orphan"


def test_a_rare_word_stays_when_much_is_put_in_on_both_sides_of_it() -> None:
    many = "which nobody on the quay had ever seen so late in any year before then"
    old = f"{STORY}\n\nIn the rain the old steamer ⟦Aurora⟧ came round the mole at half past nine."
    new = old.replace("⟦Aurora⟧", f"{many} ⟦Aurora⟧ {many}")
    placement, shown = replaced(old, new.replace("⟦", "").replace("⟧", ""))
    assert (placement.status, shown) == ("exact", new)


def test_a_word_is_not_found_in_a_like_one_that_took_its_neighbour_s_place() -> None:
    old = "They spoke for an hour of the ⟦harbour⟧ wharf and then went home through the wet snow."
    new = "They spoke for an hour of the people harbor and then went home through the wet snow."
    assert replaced(old, new)[0].status == "orphan"
    new = "They spoke for an hour of the harbor people and then went home through the wet snow."
    assert replaced(old, new)[1] == new.replace("harbor", "⟦harbor⟧")


def test_a_lost_sentence_is_not_found_in_its_look_alike_that_moved() -> None:
    lost, kept = "Team Holt won the second match today.", "Team Bolt won the second match today."
    old = STORY.replace("1911. Its", f"1911. {lost} Its").replace("market should", f"{kept} It")
    new = STORY.replace("sail that day.", f"sail that day. Late news: {kept} No more is known.")
    new = new.replace("market should", "It")
    assert lost in old
    assert kept in old
    assert after(lost, old, new)[0].status == "orphan"


def test_a_sign_between_two_words_that_are_all_that_is_left_has_no_place() -> None:
    old = (
        f"{STORY} When all of this was over at last he paused ⟦–⟧ and nobody in the room dared to"
        " say a single word to him."
    )
    new = (
        f"{STORY} Later on, with nothing else left over for them, these girls paused – and then"
        " went without their supper as before."
    )
    assert replaced(old, new)[0].status == "orphan"
    new = old.replace("single word", "single syllable")
    assert replaced(old, new.replace("⟦", "").replace("⟧", ""))[1] == new
