"""What the words of a query add to the rank of documents, by BM25F."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import log

from db.search.answers.matching import Scores, Texts
from db.search.query.tree import Fuzzy, Prefix, TextLeaf

SATURATION = 1.2
"""BM25's k1: how soon more of the same word counts no more."""
_WEIGHTS: Mapping[str, float] = {"title": 3.0, "note": 1.5, "remark": 1.5}


@dataclass(frozen=True, slots=True)
class Part:
    """What one leaf adds to the rank of documents."""

    values: Mapping[int, float]
    """How much it stands in each, over all fields; the more the better, but ever less so."""
    top: float
    """What very many of it add; 0 where one or many are the same, as of a prefix."""

    def scores(self, among: AbstractSet[int]) -> dict[int, float]:
        """What it adds to each of these documents that it stands in."""
        if not self.top:
            return dict.fromkeys(self.values.keys() & among, 1.0)
        top, values = self.top, self.values
        pairs = _some(values, among) if len(among) < len(values) else values.items()
        return {key: top * value / (value + SATURATION) for key, value in pairs}


def part(
    texts: Texts, leaf: TextLeaf, fields: Iterable[str], among: AbstractSet[int]
) -> Part | None:
    """What a leaf adds to the rank by these fields; None where it stands in none of them.

    Documents that are not `among` the ones asked for may be left out.
    """
    each = [(_WEIGHTS.get(field, 1.0), texts.field(leaf, field)) for field in fields]
    each = [(weight, own) for weight, own in each if own]
    if not each:
        return None
    if isinstance(leaf, Prefix | Fuzzy):
        alike = set().union(*(own.keys() & among for _, own in each))
        return Part(dict.fromkeys(alike, 1.0), 0.0)
    holding: AbstractSet[int] = each[0][1].keys()
    if len(each) > 1:
        holding = set().union(*(own for _, own in each))
    rest = max(texts.snapshot.documents - len(holding), 0)
    rarity = log(1 + (rest + 0.5) / (len(holding) + 0.5))
    wanted = holding & among if 2 * len(among) < len(holding) else None
    return Part(_together(each, wanted), rarity * (SATURATION + 1))


def _together(
    each: Iterable[tuple[float, Scores]], wanted: AbstractSet[int] | None
) -> Mapping[int, float]:
    """The sum of values over fields, by weight; `wanted`: of these documents alone."""
    found: dict[int, float] = {}
    for weight, own in each:
        pairs = own.items() if wanted is None else _some(own, wanted)
        if found:
            for key, value in pairs:
                found[key] = found.get(key, 0.0) + weight * value
        elif weight == 1:
            found = dict(pairs)
        else:
            found = {key: weight * value for key, value in pairs}
    return found


def _some(own: Mapping[int, float], wanted: AbstractSet[int]) -> Iterable[tuple[int, float]]:
    return ((key, own[key]) for key in wanted if key in own)
