"""What stands between quotation marks around an offset."""

from __future__ import annotations

_PAIRS = {"“": "”", "‘": "’", "„": "“”", "‚": "‘’", "«": "»", "»": "«", "‹": "›", "›": "‹"}
_PAIRS |= {"「": "」", "『": "』", "《": "》", '"': '"'}


def quotation_in(paragraph: str, offset: int) -> tuple[int, int] | None:
    """The innermost quotation of `paragraph` that holds `offset`, without its marks.

    An offset on one of the marks is in. None where no pair of marks stands around it.
    """
    open_marks: list[tuple[int, str]] = []
    best: tuple[int, int] | None = None
    for at, mark in enumerate(paragraph):
        if mark not in _MARKS or _is_apostrophe(paragraph, at):
            continue
        index = _opened_by(open_marks, mark)
        if index is not None:
            start = open_marks[index][0] + 1
            del open_marks[index:]
            if start - 1 <= offset <= at and (best is None or start > best[0]):
                best = (start, at)
        elif mark in _PAIRS:
            open_marks.append((at, mark))
    return best


_MARKS = frozenset("".join(_PAIRS) + "".join(_PAIRS.values()))


def _opened_by(open_marks: list[tuple[int, str]], mark: str) -> int | None:
    for index in range(len(open_marks) - 1, -1, -1):
        if mark in _PAIRS[open_marks[index][1]]:
            return index
    return None


def _is_apostrophe(paragraph: str, at: int) -> bool:
    return (
        paragraph[at] in "’‘"
        and paragraph[at - 1 : at].isalnum()
        and (paragraph[at + 1 : at + 2].isalnum())
    )
