"""A slow, obvious evaluator of queries, to hold the fast one against: it reads all the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.search.analysis.languages import language_of, stem
from db.search.analysis.words import words
from db.search.query.tree import (
    And,
    Colour,
    Everything,
    Fuzzy,
    Has,
    Is,
    Leaf,
    Named,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
)


@dataclass(frozen=True)
class Marked:
    """A highlight as a test made it."""

    quote: str
    note: str = ""
    colour: str = "yellow"
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """A story as a test made it."""

    title: str
    text: str
    byline: str = ""
    section: str = "General"
    lang: str = "en"
    tags: tuple[str, ...] = ()
    note: str = ""
    starred: bool = False
    marked: tuple[Marked, ...] = field(default=())


def matches(node: Node, story: Told) -> bool:
    """Whether a story is listed for a query."""
    match node:
        case And(parts):
            return all(matches(part, story) for part in parts)
        case Or(parts):
            return any(matches(part, story) for part in parts)
        case Not(part):
            return not matches(part, story)
        case _:
            return _story(node, story)


def marks(node: Node, marked: Marked, story: Told) -> bool:
    """Whether a highlight is listed for a query."""
    match node:
        case And(parts):
            return all(marks(part, marked, story) for part in parts)
        case Or(parts):
            return any(marks(part, marked, story) for part in parts)
        case Not(part):
            return not marks(part, marked, story)
        case _:
            return _highlight(node, marked, story)


def _story(leaf: Leaf, story: Told) -> bool:
    language = language_of(story.lang, words(story.text) or words(story.title))
    match leaf:
        case Word("title") | Phrase("title") | Prefix("title") | Fuzzy("title"):
            return _in(leaf, story.title, language)
        case Word("by") | Phrase("by") | Prefix("by") | Fuzzy("by"):
            return _in(leaf, story.byline, "")
        case Word() | Phrase() | Prefix() | Fuzzy():
            own = [] if leaf.field else [(story.title, language), (story.text, language)]
            own.append((story.note, language_of(story.lang, words(story.note))))
            own += [(marked.note, _language_of(marked, story)) for marked in story.marked]
            return any(_in(leaf, text, is_in) for text, is_in in own)
        case Is("starred"):
            return story.starred
        case Has("highlight"):
            return bool(story.marked)
        case Has("note"):
            return bool(story.note) or any(marked.note for marked in story.marked)
        case Colour(colour):
            return any(marked.colour == colour for marked in story.marked)
        case Named("tag"):
            tags = [*story.tags, *(tag for marked in story.marked for tag in marked.tags)]
            return any(_is_tag(leaf, tag) for tag in tags)
        case Named("section", name):
            return story.section.casefold() == name
        case Everything():
            return True
    raise AssertionError(leaf)


def _highlight(leaf: Leaf, marked: Marked, story: Told) -> bool:
    match leaf:
        case Word("" | "note") | Phrase("" | "note") | Prefix("" | "note") | Fuzzy("" | "note"):
            texts = [marked.note] if leaf.field else [marked.quote, marked.note]
            return any(_in(leaf, text, _language_of(marked, story)) for text in texts)
        case Has("highlight"):
            return True
        case Has("note"):
            return bool(marked.note)
        case Colour(colour):
            return marked.colour == colour
        case Named("tag"):
            return any(_is_tag(leaf, tag) for tag in (*story.tags, *marked.tags))
        case _:
            return _story(leaf, story)


def _is_tag(leaf: Named, tag: str) -> bool:
    return tag == leaf.name or (not leaf.exact and tag.startswith(f"{leaf.name}/"))


def _language_of(marked: Marked, story: Told) -> str:
    return language_of(story.lang, words(marked.quote) + words(marked.note))


def _in(leaf: Leaf, text: str, language: str) -> bool:
    found = words(text)
    match leaf:
        case Word(_, wanted):
            inflections = [stem(word, language) for word in found]
            base = stem(wanted, language)
            return wanted in found or base in found or base in inflections
        case Prefix(_, prefix):
            return any(word.startswith(prefix) for word in found)
        case Fuzzy(_, wanted, distance):
            return any(edits(word, wanted) <= distance for word in set(found))
        case Phrase(_, steps):
            return any(
                all(
                    place + step.offset < len(found)
                    and (
                        found[place + step.offset].startswith(step.word)
                        if step.begins
                        else found[place + step.offset] == step.word
                    )
                    for step in steps
                )
                for place in range(len(found))
            )
    raise AssertionError(leaf)


def edits(one: Sequence[str], other: Sequence[str]) -> int:
    """The number of letters put in, left out or exchanged, by the textbook's table."""
    table = [[row + column for column in range(len(other) + 1)] for row in range(len(one) + 1)]
    for row in range(1, len(one) + 1):
        for column in range(1, len(other) + 1):
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (one[row - 1] != other[column - 1]),
            )
    return table[-1][-1]
