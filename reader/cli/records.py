"""Values of the library as the objects that `--json` prints; `docs/design.md` lists their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.cases import Case, Excerpt
    from db.models import (
        Annotation,
        Highlight,
        Hit,
        NoteDraft,
        NoteSubject,
        Section,
        Story,
        StoryHead,
        Tag,
    )
    from db.search.answers.facets import Facet

Record = dict[str, object]


def story_record(head: StoryHead) -> Record:
    """A story as `list` prints it."""
    return {
        "id": head.id,
        "ref": head.ref,
        "title": head.title,
        "by": head.byline,
        "section": head.section,
        "published": head.published,
        "source": head.source,
        "url": head.url,
        "lang": head.lang,
        "words": head.words,
        "tags": list(head.tags),
        "read": head.read,
        "starred": head.starred,
        "shelf": head.shelf,
        "highlights": head.highlights,
    }


def whole_record(story: Story) -> Record:
    """A story as `show` prints it, with note, text and markup."""
    markup = [
        {"start": span.start, "end": span.end, "kind": span.kind, "data": span.data}
        for span in story.markup
    ]
    return {
        **story_record(story.head), "note": story.note, "text": story.text, "markup": markup,
    }  # fmt: skip


def draft_record(subject: NoteSubject, draft: NoteDraft) -> Record:
    """A note that is not saved as `drafts` prints it; `id` is that of what it is on."""
    return {
        "id": subject.target,
        "story": subject.story,
        "about": subject.about,
        "note": subject.note,
        "draft": draft.text,
        "updated": draft.updated,
        "changed": subject.overtaken,
        "deleted": not subject.is_here,
    }


def highlight_record(highlight: Highlight) -> Record:
    """A highlight as `highlights` prints it."""
    return {
        "id": highlight.id,
        "story": highlight.story,
        "title": highlight.title,
        "start": highlight.start,
        "end": highlight.end,
        "quote": highlight.quote,
        "prefix": highlight.prefix,
        "suffix": highlight.suffix,
        "colour": highlight.colour,
        "note": highlight.note,
        "tags": list(highlight.tags),
        "status": highlight.status,
        "reason": highlight.reason,
        "score": highlight.score,
        "created": highlight.created,
        "updated": highlight.updated,
    }


def story_note_record(note: Annotation) -> Record:
    """A note on a whole story among highlights: the same keys, null where it has no such thing."""
    passage = ("start", "end", "quote", "prefix", "suffix", "colour")
    return {
        "id": note.story, "story": note.story, "title": note.title,
        **dict.fromkeys(passage),
        "note": note.note, "tags": list(note.tags),
        **dict.fromkeys(("status", "reason", "score")),
        "created": note.made, "updated": note.made,
    }  # fmt: skip


def case_record(case: Case) -> Record:
    """A highlight to check as `placements` prints it; `candidates` are best first."""
    return {
        **highlight_record(case.highlight),
        "hint": case.highlight.hint,
        "old": excerpt_record(case.old),
        "present": excerpt_record(case.present) if case.present else None,
        "candidates": [
            {
                **excerpt_record(choice.excerpt),
                "score": round(choice.score, 4),
                "context": round(choice.context, 4),
                "taken": choice.taken,
            }
            for choice in case.choices
        ],
    }


def excerpt_record(excerpt: Excerpt) -> Record:
    """A passage and what stands round it."""
    return {
        "start": excerpt.start,
        "end": excerpt.end,
        "before": excerpt.before,
        "passage": excerpt.passage,
        "after": excerpt.after,
    }


def hit_record(hit: Hit) -> Record:
    """A result as `find` prints it; `highlight` is null for a story or its note."""
    return {
        "id": hit.story.id,
        "ref": hit.story.ref,
        "highlight": hit.highlight or None,
        "title": hit.story.title,
        "section": hit.story.section,
        "published": hit.story.published,
        "score": hit.score,
        "start": hit.start,
        "end": hit.end,
        "snippet": hit.snippet.text,
    }


def facet_record(facet: Facet) -> Record:
    """A count as `find --counts` prints it; `query` is what narrows the search to it."""
    return {
        "group": facet.group,
        "value": facet.value,
        "hits": facet.hits,
        "query": facet.term,
    }


def section_record(section: Section) -> Record:
    """A section as `sections` prints it."""
    return {"name": section.name, "stories": section.stories, "unread": section.unread}


def tag_record(tag: Tag) -> Record:
    """A tag as `tags` prints it."""
    return {"name": tag.name, "stories": tag.stories, "highlights": tag.highlights}
