"""Markdown: one story, or a paper whose `#` are sections and whose `##` are stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from db.models import StoryDraft
from reader.importers import metadata
from reader.importers.errors import UnreadableSource
from reader.importers.markdown.blocks import write_tokens
from reader.importers.markdown.frontmatter import split_front_matter
from reader.importers.markdown.inline import plain
from reader.importers.markdown.parser import parse
from reader.importers.material import Material
from reader.importers.words import first_words

if TYPE_CHECKING:
    from markdown_it.token import Token

_HEADING = 3
"""Tokens that a heading is: opening, words, closing."""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file."""

    tokens: Sequence[Token]
    base: StoryDraft
    """What the front matter says, without a text."""
    stem: str


def drafts(material: Material) -> Iterator[StoryDraft]:
    """A paper where at least two `#` hold `##`, else one story.

    Raises:
        UnreadableSource: there is no text, or it cannot be read.
    """
    document = _document(material)
    return iter(_paper(document) if _is_paper(document.tokens) else [_story(document)])


def paper_drafts(material: Material) -> Iterator[StoryDraft]:
    """The stories of a paper, also where its form alone would not tell.

    Raises:
        UnreadableSource: there is no text, or it cannot be read.
    """
    return iter(_paper(_document(material)))


def _document(material: Material) -> Document:
    text = material.text().replace("\r\n", "\n").replace("\r", "\n")
    matter = split_front_matter(text)
    if matter.problem:
        material.notices.add(
            f"The front matter of {material.name} was left out, for it is not YAML: "
            f"{matter.problem}."
        )
    tokens = parse(matter.body)
    if not tokens:
        raise UnreadableSource(f"{material.name} holds no text: there is nothing to add.")
    fields = matter.fields
    base = StoryDraft(
        title=metadata.line(fields, "title"),
        text="",
        section=metadata.line(fields, "section"),
        byline=metadata.line(fields, "by", "byline", "author", "authors"),
        published=metadata.date(fields, "published", "date"),
        url=metadata.url(fields, "url", "link"),
        lang=metadata.language(fields, "lang", "language"),
        tags=metadata.tags(fields, "tags", "keywords"),
        ref=metadata.line(fields, "id"),
        label=metadata.line(fields, "source"),
    )
    return Document(tokens, base, material.stem)


def _story(document: Document) -> StoryDraft:
    """The whole document as one story; the heading that is its title is not in its text."""
    tokens, title = document.tokens, document.base.title
    first = next(iter(_headings(tokens, "h1")), None)
    if first is not None:
        heading = plain(tokens[first + 1])
        if not title or heading.casefold() == title.casefold():
            title = title or heading
            tokens = [*tokens[:first], *tokens[first + _HEADING :]]
    text, markup = write_tokens(tokens)
    title = title or document.stem or first_words(text)
    return replace(document.base, title=title, text=text, markup=markup)


def _is_paper(tokens: Sequence[Token]) -> bool:
    sections = [*_headings(tokens, "h1"), len(tokens)]
    stories = _headings(tokens, "h2")
    return sum(any(a < s < b for s in stories) for a, b in pairwise(sections)) > 1


def _paper(document: Document) -> list[StoryDraft]:
    """A story for each `##`, and for text that stands above the first of them.

    What is said of the whole paper is said of each; its address and id are of none.
    """
    tokens = document.tokens
    base = replace(document.base, url="", ref="")
    name = base.title or document.stem
    section, title, start = base.section, name, 0
    stories = []
    for index in [*_headings(tokens, "h1", "h2"), len(tokens)]:
        text, markup = write_tokens(tokens[start:index])
        if text or (start and tokens[start - _HEADING].tag == "h2"):
            made = title or first_words(text)
            stories.append(replace(base, title=made, section=section, text=text, markup=markup))
        if index < len(tokens):
            title = plain(tokens[index + 1])
            section = title if tokens[index].tag == "h1" else section
            start = index + _HEADING
    return stories


def _headings(tokens: Sequence[Token], *tags: str) -> list[int]:
    """Where headings of these levels open, those inside quotes and lists left out."""
    return [
        index
        for index, token in enumerate(tokens)
        if token.type == "heading_open" and token.level == 0 and token.tag in tags
    ]
