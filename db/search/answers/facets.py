"""How many of the results of a query there are by section, tag, source, year and colour."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from db.models import COLOURS, MatchedKeys
from db.search.query.narrowing import term
from db.store import Store
from db.text import name_key

Group = Literal["section", "tag", "source", "year", "colour"]
GROUPS: tuple[Group, ...] = get_args(Group)


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a search, and what is left then."""

    group: Group
    value: str
    hits: int
    """Stories, notes and highlights among the results that it leaves."""
    term: str
    """What is added to the query for it."""


@dataclass(frozen=True, slots=True)
class Facets:
    """All ways to narrow a search."""

    all: tuple[Facet, ...] = ()
    """The most frequent first, but years from the newest, and colours in their order."""
    stories: int = 0
    notes: int = 0
    highlights: int = 0

    def of(self, group: Group) -> list[Facet]:
        """Those of one group."""
        return [facet for facet in self.all if facet.group == group]


# The story of each result: itself, the one with the note, the one with the highlight.
_EACH = """each AS (SELECT value AS story FROM json_each(:stories)
    UNION ALL SELECT value FROM json_each(:notes)
    UNION ALL SELECT story FROM json_each(:highlights) JOIN highlights ON highlights.key = value)"""
# One array for each column and counting outside take half the time of a GROUP BY.
_PLACES = f"""WITH {_EACH}
    SELECT json_group_array(section), json_group_array(source), json_group_array(label),
        json_group_array(substr(published, 1, 4))
    FROM each JOIN stories ON stories.key = story WHERE removed IS NULL"""
# With a colour or a tag, a highlight is a result for its own sake: where the query asks for
# words, those that have them, else all in the stories found. A story without any counts once.
_OWN = """own AS MATERIALIZED (SELECT key, story, colour,
        NOT :worded OR key IN (SELECT value FROM json_each(:highlights)) AS fits
    FROM highlights WHERE removed IS NULL AND story IN (SELECT story FROM each))"""
_COLOURS = f"""WITH {_EACH}, {_OWN}
    SELECT colour, sum(max(1, hits)) AS hits
    FROM (SELECT colour, sum(fits) AS hits FROM own GROUP BY colour, story) GROUP BY colour"""
_TAGS = f"""WITH {_EACH}
    SELECT json_group_array(tag) FROM each JOIN story_tags USING (story)"""
_OWN_TAGS = f"""WITH {_EACH}, {_OWN}
    SELECT tag, sum(max(1, hits)) FROM (
        SELECT highlight_tags.tag, own.story, sum(fits) AS hits
        FROM own JOIN highlight_tags ON highlight = own.key
        LEFT JOIN story_tags ON story_tags.story = own.story
            AND story_tags.tag = highlight_tags.tag
        WHERE story_tags.tag IS NULL GROUP BY highlight_tags.tag, own.story)
    GROUP BY tag"""


def facets(store: Store, matched: MatchedKeys, stop: threading.Event | None = None) -> Facets:
    """The counts of all that matches, not only of the hits that were fetched.

    Keys are given sorted: rows are then read in their order, which takes half the time.

    Where `stop` is set they are those found so far.
    """
    keys = {
        "stories": json.dumps(sorted(matched.stories)),
        "notes": json.dumps(sorted(matched.notes)),
        "highlights": json.dumps(sorted(matched.highlights)),
    }
    found: list[Facet] = []
    for part in (_places, _tags, _colours):
        if stop is None or not stop.is_set():
            found += part(store, keys, worded=matched.has_words)
    return Facets(
        tuple(sorted(found, key=lambda one: GROUPS.index(one.group))),
        len(matched.stories),
        len(matched.notes),
        len(matched.highlights),
    )


def _places(store: Store, keys: Mapping[str, str], *, worded: bool) -> Iterator[Facet]:
    columns = store.one(_PLACES, keys)
    sections, origins, labels, years = map(json.loads, columns or ("[]",) * 4)
    titles = dict(map(tuple, store.read("SELECT key, ifnull(title, '') FROM sources")))
    sources: Counter[str] = Counter()
    for (origin, label), hits in Counter(zip(origins, labels, strict=True)).items():
        for name in {name_key(one): one for one in (titles.get(origin, ""), label)}.values():
            sources[name] += hits
    names = dict(map(tuple, store.read("SELECT key, name FROM sections")))
    in_section, in_year = Counter(sections), Counter(years)
    yield from _facets(
        "section", _most(Counter({names[key]: in_section[key] for key in in_section}))
    )
    yield from _facets("source", _most(sources))
    yield from _facets("year", ((year, in_year[year]) for year in sorted(in_year, reverse=True)))


def _tags(store: Store, keys: Mapping[str, str], *, worded: bool) -> Iterator[Facet]:
    row = store.one(_TAGS, keys)
    found: Counter[int] = Counter(json.loads(row[0]) if row is not None else ())
    found.update(dict(map(tuple, store.read(_OWN_TAGS, {**keys, "worded": worded}))))
    names = dict(map(tuple, store.read("SELECT key, name FROM tags")))
    yield from _facets("tag", _most(Counter({names[tag]: found[tag] for tag in found})))


def _colours(store: Store, keys: Mapping[str, str], *, worded: bool) -> Iterator[Facet]:
    counts = dict(map(tuple, store.read(_COLOURS, {**keys, "worded": worded})))
    yield from _facets("colour", ((colour, counts.get(colour, 0)) for colour in COLOURS))


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], name_key(one[0])))


def _facets(group: Group, counted: Iterable[tuple[str, int]]) -> Iterator[Facet]:
    """Those of which there is something, and that can be asked for."""
    pairs = [pair for pair in counted if all(pair)]
    above = {name_key(name).rpartition("/")[0] for name, _ in pairs} if group == "tag" else set()
    for value, hits in pairs:
        if asked := term(group, value, exact=name_key(value) in above):
            yield Facet(group, value, hits, asked)
