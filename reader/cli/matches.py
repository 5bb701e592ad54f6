"""`mark --matches`: all places of a query's words highlighted as one step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.cli.lacking import tell_lacking
from reader.cli.layout import clipped
from reader.cli.output import put, put_json, say
from reader.cli.session import Session
from reader.cli.targets import whole_id

if TYPE_CHECKING:
    from db.models import Anchor, Highlight, MatchesMarked, MatchPlan

_TOLD = 3
"""Stories that are named of those that were passed over."""


def mark_record(id_: str | None, story: str, place: Anchor | Highlight) -> dict[str, object]:
    """A highlight as `mark` tells it; without an id where it would only be made."""
    return {
        "id": id_, "story": story, "start": place.start, "end": place.end, "quote": place.quote,
    }  # fmt: skip


def mark_matches(
    session: Session, query: str, story: str | None, colour: str, tags: tuple[str, ...], *,
    dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Highlight all that a query finds, in one story or in the library; or only tell it."""
    with session.library() as library:
        one = library.story(whole_id(library, story)) if story is not None else None
        plan = library.match_marks.plan(query, story=one)
        if dry_run or not plan.matches:
            _put_plan(plan, as_json)
            say(_planned(plan))
            tell_lacking(plan.lacking)
            return
        done = library.match_marks.mark(plan, colour=colour, tags=tags)
    for highlight, where, anchor in done.made:
        if as_json:
            put_json(mark_record(highlight, where, anchor))
        else:
            put(f"{highlight}  “{clipped(anchor.quote, 60)}”")
    say(_done(done))
    tell_lacking(plan.lacking)


def _put_plan(plan: MatchPlan, as_json: bool) -> None:
    for one in plan.stories:
        if not as_json:
            put(f"{one.story}  {clipped(one.title, 60)}")
        for anchor in one.anchors:
            if as_json:
                put_json(mark_record(None, one.story, anchor))
            else:
                put(f"    {_in_context(anchor)}")


def _in_context(anchor: Anchor) -> str:
    """The passage in brackets, with a few words on either side, on one line."""
    before, after = " ".join(anchor.prefix.split())[-24:], " ".join(anchor.suffix.split())[:24]
    return f"… {before} [{clipped(anchor.quote, 60)}] {after} …"


def _planned(plan: MatchPlan) -> str:
    known = f" {plan.known:,} are highlighted already." if plan.known else ""
    if not plan.matches:
        return f"There is nothing to highlight.{known}"
    return (
        f"It would highlight {_matches(plan.matches)} in {_stories(len(plan.stories))};"
        f" nothing was changed (a dry run).{known}"
    )


def _done(done: MatchesMarked) -> str:
    told = f"Highlighted {_matches(len(done.made))} in {_stories(done.stories)}."
    if done.passed:
        titles = ", ".join(f"“{clipped(title, 40)}”" for title in done.passed[:_TOLD])
        more = " and others" if len(done.passed) > _TOLD else ""
        told += f" Passed over, as their text has changed: {titles}{more}."
    return told


def _matches(count: int) -> str:
    return f"{count:,} match{'' if count == 1 else 'es'}"


def _stories(count: int) -> str:
    return f"{count:,} stor{'y' if count == 1 else 'ies'}"
