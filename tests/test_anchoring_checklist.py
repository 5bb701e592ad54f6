"""The cases that placing, segments and the page must get right, each with the tests of it."""

from __future__ import annotations

import importlib

import pytest

from db import Library, revising
from db.models import Highlight, Story, StoryDraft
from tests.library import REVISED, TEXT, add, add_story, mark, rows, snapshot

MODULES = (
    *("anchoring", "anchoring_again", "anchoring_moves", "anchoring_parts"),
    *("anchoring_properties", "anchoring_checklist", "history", "segments", "sentences"),
    *("page", "page_cells", "page_mouse", "page_options", "page_parts", "page_selecting"),
    *("cells", "typeset", "terminal", "text"),
)
SURVIVES = "test_a_highlight_survives_"
CASES: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("the same text", ("test_a_highlight_in_an_unchanged_text_is_the_same",)),
    2: ("other spaces, lines, indents", (SURVIVES + "other_spaces_and_lines",)),
    3: (
        "straight and curly quotes, dashes, dots, hard spaces",
        (SURVIVES + "another_typography", "test_three_dots_and_an_ellipsis_are_the_same"),
    ),
    4: (
        "decomposed letters, ligatures, soft hyphens, zero widths, byte order mark, line ends",
        (
            SURVIVES + "another_spelling_of_the_same_letters",
            SURVIVES + "other_line_endings_and_a_byte_order_mark",
        ),
    ),
    5: (
        "case, with letters whose folding changes their number",
        (SURVIVES + "a_lead_set_in_capitals", SURVIVES + "another_spelling_of_the_same_letters"),
    ),
    6: ("a slip in the first, the last, the only word", (SURVIVES + "a_typo_fix",)),
    7: (
        "ends inside a word, on a sign, on a quote, at the ends of the text",
        ("test_a_highlight_keeps_its_very_ends",),
    ),
    8: (
        "something put in at the start, at the end, inside",
        (
            "test_what_is_inserted_at_the_ends_stays_outside",
            "test_what_is_inserted_inside_becomes_part_of_it",
        ),
    ),
    9: (
        "head, tail, middle or all but a word taken out",
        (
            "test_what_is_deleted_from_it_is_no_part_of_it",
            "test_a_highlight_of_which_one_word_is_left_is_unplaced",
        ),
    ),
    10: (
        "a paragraph moved, moved and edited, swapped with its like, split, merged",
        (
            SURVIVES + "its_paragraph_being_split_and_merged",
            "test_a_highlight_goes_with_its_paragraph",
            "test_a_highlight_goes_with_a_paragraph_that_moved_and_was_edited",
            "test_look_alike_paragraphs_that_change_places_keep_their_highlights",
        ),
    ),
    11: (
        "one sentence many times: its own copy, another deleted; refrains",
        (
            "test_a_deleted_sentence_is_not_found_in_its_copies",
            "test_a_sentence_stays_when_a_copy_of_it_goes_or_text_comes_before",
            "test_refrain_lines_without_other_context_keep_their_order",
        ),
    ),
    12: (
        "one word, one character, digits, a URL, an emoji, a sign",
        (
            "test_the_smallest_highlights_stay_when_a_word_elsewhere_changes",
            "test_the_smallest_highlights_are_unplaced_with_their_paragraph",
            "test_a_sign_that_is_gone_has_no_place_and_says_so",
        ),
    ),
    13: (
        "look-alikes: two teams, a daily report with new numbers",
        (
            "test_a_deleted_sentence_is_not_found_in_its_look_alike",
            "test_a_daily_report_with_new_numbers_is_shown_for_review",
        ),
    ),
    14: (
        "a word put right while its equals stay",
        ("test_a_corrected_word_is_not_looked_for_among_words_like_it",),
    ),
    15: (
        "cut off, empty, one line, another article, another language",
        (
            "test_nothing_is_placed_in_what_is_not_the_story",
            "test_a_story_cut_off_keeps_what_is_left_and_reports_the_rest",
        ),
    ),
    16: (
        "the text twice",
        ("test_a_story_that_came_in_twice_keeps_the_first_place_and_says_so",),
    ),
    17: (
        "captions, advertisements, footnotes",
        (SURVIVES + "captions_and_footnotes",),
    ),
    18: (
        "overlapping, nested, identical, adjacent",
        ("test_overlapping_nested_equal_and_adjacent_highlights_stay_as_they_were",),
    ),
    19: (
        "across a paragraph that moved away",
        ("test_a_highlight_torn_in_two_is_its_larger_part_or_unplaced",),
    ),
    20: (
        "there and back again",
        ("test_a_text_that_comes_back_brings_the_highlight_back_as_it_was",),
    ),
    21: (
        "ten revisions; an unplaced one that reappears",
        ("test_a_highlight_survives_ten_revisions", "test_an_orphan_comes_back_with_its_passage"),
    ),
    22: (
        "other rules for the canonical text",
        ("test_highlights_survive_other_rules_for_what_a_text_is",),
    ),
    23: (
        "an addition that breaks off in the middle",
        ("test_an_addition_that_breaks_off_leaves_every_highlight_where_it_was",),
    ),
    24: (
        "texts without end: bounded",
        (
            "test_equal_words_without_end_take_no_time_and_give_no_error",
            "test_unlike_texts_of_some_length_are_told_apart",
        ),
    ),
    25: (
        "always: sound spans, one outcome each, nothing by chance or order",
        (
            "test_any_two_texts_give_each_highlight_one_sound_outcome",
            "test_neither_chance_nor_the_order_of_highlights_matters",
            "test_undo_and_redo_bring_back_every_row",
        ),
    ),
    26: (
        "a changed figure or negation",
        ("test_a_changed_figure_or_negation_is_shown_for_review",),
    ),
    27: (
        "a quote without the text that it was made on",
        ("test_a_quote_is_found_as_it_reads",),
    ),
    28: ("an empty quote", ("test_an_empty_quote_is_refused",)),
    29: (
        "stops that end no sentence: titles, abbreviations, initials, dots, lists, bylines",
        ("test_a_stop_ends_a_sentence_where_a_reader_pauses",),
    ),
    30: (
        "stops of Chinese, Japanese, Arabic, Thai; wide spaces",
        (
            "test_a_stop_ends_a_sentence_where_a_reader_pauses",
            "test_a_wide_space_between_sentences_is_in_none",
        ),
    ),
    31: (
        "offsets behind characters of two code units",
        ("test_characters_of_two_code_units_shift_no_boundary",),
    ),
    32: (
        "sentences over hard lines, and none over two paragraphs",
        (
            "test_lines_of_lists_and_verse_are_paragraphs_and_wrapped_mail_is_one",
            "test_no_sentence_goes_on_in_the_next_paragraph",
        ),
    ),
    33: (
        "clicks and keys on wide characters, joined ones, flags, keycaps, marks, jamo, conjuncts",
        (
            "test_a_click_on_any_cell_of_a_character_is_on_the_character",
            "test_keys_go_from_character_to_character_and_never_into_one",
            "test_a_drag_selects_whole_characters_wherever_in_them_the_pointer_is",
            "test_a_cell_leads_to_a_cluster_and_the_cluster_back_to_its_cell",
        ),
    ),
    34: (
        "a page of one and of two columns",
        ("test_a_wide_cluster_in_a_narrow_page_ends", "test_it_works_in_any_window"),
    ),
    35: (
        "signs that begin no line, long addresses, words without end",
        (
            "test_lines_break_where_a_typesetter_would",
            "test_no_line_starts_with_a_stop_or_ends_with_an_opening_sign",
            "test_one_endless_paragraph_is_set_in_pieces",
        ),
    ),
    36: (
        "tabs, controls, separators and escapes never reach the screen",
        (
            "test_what_could_steer_a_terminal_is_taken_out",
            "test_nothing_drawn_can_command_a_terminal",
            "test_no_line_is_wider_than_it_says_or_holds_a_control_character",
            "test_no_byte_of_a_hostile_story_steers_the_terminal",
        ),
    ),
    37: (
        "a selection that ends at a line's last space; another window",
        (
            "test_a_space_at_which_a_line_is_broken_is_swallowed_and_still_has_a_place",
            "test_a_selection_that_ends_at_a_line_s_last_space_stays_through_every_window",
        ),
    ),
    38: (
        "right to left, alone and mixed",
        (
            "test_a_click_among_words_right_to_left_takes_whole_words",
            "test_a_passage_that_mixes_directions_is_selected_in_the_order_of_its_words",
        ),
    ),
    39: (
        "scrolling and another window change no offset",
        (
            "test_a_selection_that_ends_at_a_line_s_last_space_stays_through_every_window",
            "test_the_line_with_the_caret_stays_where_it_is_while_the_window_changes",
        ),
    ),
    40: (
        "what is copied is what stands there",
        (
            "test_a_passage_is_selected_by_motions_and_copied_as_it_stands",
            "test_a_selection_over_paragraphs_is_copied_with_its_breaks",
            "test_a_selection_that_ends_at_a_line_s_last_space_stays_through_every_window",
        ),
    ),
}
"""By number: 1 to 28 placing, 29 to 32 segments, 33 to 40 the page."""


@pytest.mark.parametrize("number", CASES, ids=lambda number: f"{number}: {CASES[number][0]}")
def test_every_case_has_its_tests(number: int) -> None:
    modules = [importlib.import_module(f"tests.test_{name}") for name in MODULES]
    known = {name for module in modules for name in vars(module)}
    assert set(CASES[number][1]) <= known


def test_no_case_is_left_out() -> None:
    assert list(CASES) == list(range(1, 41))


def found(library: Library, made: Highlight) -> tuple[str | None, str, bool]:
    """The words that a highlight stands on now, its status, and whether it was seen to."""
    now = library.highlights.get(made.id)
    if now.start is None or now.end is None:
        return None, now.status, now.reviewed
    story = library.stories.get(now.story)
    return story.text[now.start : now.end], now.status, now.reviewed


def test_highlights_survive_other_rules_for_what_a_text_is(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = TEXT.replace(". ", ".  ").replace("\n\n", " \n\n\n")
    with monkeypatch.context() as earlier:
        earlier.setattr("db.matching.canonical", lambda text: text)
        earlier.setattr("db.versions.RULES", 0)
        story = add_story(library, text=raw, ref="1")
        made = mark(library, story, "any tide.  The mayor")
    add(library, StoryDraft("The lock", raw.replace(".  ", ". "), ref="1"))
    assert found(library, made) == ("any tide. The mayor", "normal", True)
    assert rows(library, "SELECT rules FROM story_versions ORDER BY key") == [(0,), (1,)]


def test_an_addition_that_breaks_off_leaves_every_highlight_where_it_was(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = add_story(library, ref="1")
    for quote in ("forty metres", "any tide", "nine million"):
        mark(library, story, quote)
    before, left = snapshot(library), iter([1, 1])
    count = "SELECT (SELECT count(*) FROM placements), (SELECT count(*) FROM story_versions)"
    counts, outcome = rows(library, count), revising._outcome

    def breaking(*each: object) -> dict[str, object]:
        if next(left, None) is None:
            raise MemoryError
        return outcome(*each)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(revising, "_outcome", breaking)
        with pytest.raises(MemoryError):
            add(library, StoryDraft("The lock", REVISED, ref="1"))
    assert (snapshot(library), rows(library, count)) == (before, counts)
    add(library, StoryDraft("The lock", REVISED, ref="1"))
    assert snapshot(library) != before
    library.history.undo()
    assert snapshot(library) == before


@pytest.fixture
def story(library: Library) -> Story:
    return add_story(library, ref="1")


@pytest.mark.parametrize(
    ("passage", "new"),
    [
        ("pass at any tide", "pass at no tide"),
        ("Ships of up to forty metres can pass", "Ships of up to forty metres cannot pass"),
        ("opened its new lock on Monday", "opened its 2 new locks on Monday"),
    ],
)
def test_a_fact_that_changes_inside_is_always_shown_again(
    library: Library, story: Story, passage: str, new: str
) -> None:
    made = mark(library, story, passage)
    assert library.highlights.get(made.id).reviewed
    add(library, StoryDraft("The lock", TEXT.replace(passage, new), ref="1"))
    text, status, reviewed = found(library, made)
    assert (text, status, reviewed) in ((new, "changed", False), (None, "orphan", False))


def test_an_unplaced_highlight_is_tried_from_its_last_words_then_from_its_first(
    library: Library, story: Story
) -> None:
    first = "The mayor spoke of a quiet revolution, and the pilots of long nights."
    last = "The mayor spoke of a quiet change, and the pilots of all those long nights."
    made = mark(library, story, first)
    gone = "There was music and a cold wind blew."
    for words, placed in ((last, last), (gone, None), (last, last), (gone, None), (first, first)):
        add(library, StoryDraft("The lock", TEXT.replace(first, words), ref="1"))
        assert found(library, made)[0] == placed
    assert found(library, made) == (first, "exact", True)
    assert library.highlights.get(made.id).quote == first
