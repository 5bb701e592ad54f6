"""What a search finds is what is marked: on the page, in snippets, and as all matches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import Library
from db.models import Story, StoryDraft
from db.search.analysis.languages import LANGUAGES
from db.search.analysis.words import words
from tests.library import add, opened

FORMS = {
    "en": ("harbours", "harbour"), "ar": ("الكتاب", "كتاب"), "ca": ("gats", "gat"),
    "cs": ("hradem", "hradu"), "da": ("husene", "huset"), "de": ("Häuser", "Haus"),
    "el": ("δρόμοι", "δρόμου"), "eo": ("hundoj", "hundo"), "es": ("canciones", "canción"),
    "et": ("raamatute", "raamatud"), "eu": ("mendiak", "mendian"), "fa": ("کتابها", "کتاب"),
    "fi": ("taloissa", "talossa"), "fr": ("généraux", "général"), "ga": ("bhád", "mbád"),
    "hi": ("लड़कों", "लड़के"), "hu": ("házak", "háznak"), "hy": ("աշխատանքներ", "աշխատանքի"),
    "id": ("membaca", "bacaan"), "it": ("libri", "libro"), "lt": ("namai", "namas"),
    "ne": ("किताबहरू", "किताब"), "nl": ("boeken", "boek"), "no": ("husene", "huset"),
    "pl": ("kotami", "kotach"), "pt": ("meninos", "menino"), "ro": ("caselor", "casele"),
    "ru": ("новый", "новые"), "sr": ("кућама", "куће"), "sv": ("flickorna", "flickor"),
    "ta": ("புத்தகங்கள்", "புத்தகம்"), "tr": ("evler", "evlerde"), "yi": ("קינדער", "קינד"),
}  # fmt: skip
"""Two forms of a word in each language of which the endings are known."""
SEPARATE = {"sv": ("separate", "separat"), "en": ("organisations", "organis")}
"""Words whose stem is another word, which has another stem."""
TEXTS = (
    (
        "en",
        "The harbours of Vell and one harbor; a harbourmaster's café, don't forget.\n\nThe end.",
    ),
    ("", "Café harbour: they said that it is for all of the men who were at the new lock by then."),
    ("", "Straße und Haus, die Häuser am Hafen; ﬁnal, soft\u00adware."),
    ("zh", "北京大学在北京。京大，北 京。Harbour 北京 lock。"),
    ("ja", "東京の港はカフェの前にある。ﾊﾝｶｸ"),
    ("th", "กรุงเทพ มหานคร harbour"),
    ("ko", "부산항의 항구 harbour 부산"),
    ("de", "Das Haus am Hafen, viele Häuser."),
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A story for each language, and those above; no title has a word of a text."""
    folder: Path = tmp_path_factory.mktemp("world")
    texts = [(lang, f"{other}.") for lang, (_, other) in (*FORMS.items(), *SEPARATE.items())]
    with opened(folder) as library:
        add(
            library,
            *(
                StoryDraft(f"q{number}z", text, lang=lang, ref=str(number))
                for number, (lang, text) in enumerate((*TEXTS, *texts))
            ),
        )
        library.search.catch_up()
        yield library


def stories(library: Library) -> list[Story]:
    """All of them."""
    return [library.stories.get(head.id) for head in library.select()]


def marked(library: Library, query: str, story: Story, *, typing: bool = False) -> list[str]:
    """What is marked of a query on the page of a story."""
    spans = library.search.spans(query, story.text, story.head.lang, typing=typing)
    return [story.text[start:end] for start, end in spans]


def agree(library: Library, query: str) -> set[str]:
    """The stories that a query finds, which must be those in which each way marks something."""
    found = {head.id for head in library.select(query)}
    assert found == {one.id for one in stories(library) if marked(library, query, one)}
    plan = library.match_marks.plan(query)
    quotes = {one.story: [anchor.quote for anchor in one.anchors] for one in plan.stories}
    assert quotes.keys() == found
    hits = library.search.find(query).hits
    assert {hit.story.id for hit in hits} == found
    for hit in hits:
        page = marked(library, query, library.stories.get(hit.story.id))
        assert quotes[hit.story.id] == page
        passage = [hit.snippet.text[start:end] for start, end in hit.snippet.marks]
        assert passage == [" ".join(one.split()) for one in page]
    return found


def test_there_are_two_forms_for_every_language() -> None:
    assert set(FORMS) == set(LANGUAGES) - {""}


@pytest.mark.parametrize("lang", FORMS)
def test_an_inflection_is_found_and_marked_in_its_language_alone(world: Library, lang: str) -> None:
    one, other = FORMS[lang]
    found = agree(world, one)
    home = next(story for story in stories(world) if story.text == f"{other}.")
    assert home.id in found
    assert marked(world, one, home) == [other]
    assert world.search.spans(one, f"{other}.", "zh") == []


@pytest.mark.parametrize("lang", SEPARATE)
def test_a_stem_that_is_a_word_is_marked_as_it_is_found(world: Library, lang: str) -> None:
    one, other = SEPARATE[lang]
    assert agree(world, one)
    assert world.search.spans(one, f"{other}.", lang)


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("harbour", ["harbours", "harbour", "Harbour", "harbour", "harbour", "harbour"]),
        ("=harbour", ["harbour", "Harbour", "harbour", "harbour", "harbour"]),
        ("harbourm*", ["harbourmaster"]),
        ("harbor*", ["harbor"]),
        ("harbor~", ["harbor", "harbour", "Harbour", "harbour", "harbour", "harbour"]),
        (
            "harbor~2",
            ["harbours", "harbor", "harbour", "Harbour", "harbour", "harbour", "harbour"],
        ),
        ("cafe", ["café", "Café"]),
        ("strasse", ["Straße"]),
        ("=final", ["ﬁnal"]),
        ("softw*", ["soft\u00adware"]),
        ('"dont forget"', []),
        ("don't", ["don't"]),
        ('"forget the end"', ["forget.\n\nThe end"]),
        ('"of the x"*', []),
        ('"of the me"*', ["of the men"]),
        ("北京", ["北京", "北京", "北京"]),
        ("京", ["京", "京", "京", "京", "京", "京"]),
        ('"北京 l"*', ["北京 lock"]),
        ('"harbour 北"', ["Harbour 北"]),
        ("北京大学", ["北京大学"]),
        ("北京~", ["北京", "北京", "北京"]),
        ("東京*", ["東京"]),
        ("カフェ", ["カフェ"]),
        ("ハンカク", ["ﾊﾝｶｸ"]),
        ("부산", ["부산", "부산"]),
        ("กรุงเทพ", ["กรุงเทพ"]),
    ],
)
def test_just_what_is_meant_is_marked(world: Library, query: str, wanted: list[str]) -> None:
    found = agree(world, query)
    shown = [
        one for story in stories(world) if story.id in found for one in marked(world, query, story)
    ]
    assert sorted(shown) == sorted(wanted)


_WORDS = sorted({word for _, text in TEXTS for word in words(text)} | {
    word for pair in FORMS.values() for form in pair for word in words(form)
})  # fmt: skip
_word = st.sampled_from(_WORDS)
_QUERIES = st.one_of(
    _word,
    _word.map(lambda word: f"={word}"),
    st.tuples(_word, st.integers(1, 5)).map(lambda cut: f"{cut[0][: cut[1]]}*"),
    _word.map(lambda word: f"{word}~"),
    _word.map(lambda word: f"{word[1:] or word}~2"),
    st.sampled_from([text for _, text in TEXTS]).flatmap(
        lambda text: st.tuples(st.integers(0, len(text)), st.integers(1, 20)).map(
            lambda cut: '"' + " ".join(text[cut[0] : cut[0] + cut[1]].split()) + '"'
        )
    ),
)


@given(query=_QUERIES, typing=st.booleans())
def test_whatever_is_asked_is_marked_where_it_is_found(
    world: Library, query: str, typing: bool
) -> None:
    if not any(map(str.isalnum, query)):
        return
    found = {head.id for head in world.select(query, typing=typing)}
    assert found == {one.id for one in stories(world) if marked(world, query, one, typing=typing)}


def test_a_title_is_no_text_to_mark(library: Library) -> None:
    add(library, StoryDraft("The harbour", "The lock of the harbour."))
    library.search.catch_up()
    story = stories(library)[0]
    assert marked(library, "title:harbour lock", story) == ["lock"]
    assert marked(library, "title:harbour", story) == []


def test_while_a_letter_or_two_are_typed_only_titles_tell(library: Library) -> None:
    add(library, StoryDraft("The harbour", "They have a lock and a lo."))
    library.search.catch_up()
    story = stories(library)[0]
    for typed, wanted in {"ha": [], "lo": ["lo"], "loc": ["lock"], '"a l': ["a", "a"]}.items():
        hit = library.search.find(typed, typing=True).hits[0]
        assert marked(library, typed, story, typing=True) == wanted
        assert [hit.snippet.text[start:end] for start, end in hit.snippet.marks] == wanted


def test_a_part_of_a_text_is_marked_as_the_whole_is(library: Library) -> None:
    english = "They said that it is for all of the men who were at the lock by then. " * 30
    text = english + "\n\nHarbours, harbours." + "\n\n日本 " * 5
    start = text.index("Harbours")
    whole = library.search.spans("harbour", text)
    assert whole == library.search.spans("harbour", text, part=(start, len(text)))
    assert len(whole) == 2
