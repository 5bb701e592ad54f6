"""A small story to mark and edit, and marks written into texts as ⟦ and ⟧."""

from __future__ import annotations

from db.anchoring import Placement, align, place

STORY = """The harbour council met on Tuesday to decide whether the old fish market should stay.

Mayor Ines Valdare said: “We can’t keep a roof that leaks on the people under it.” She asked for \
27,403.54 crowns to mend it before the autumn storms.

Opponents want the site cleared. “Nobody buys fish here any more,” said Tomas Brandl, who runs \
the ferry – and owns the plot next door.

The market opened in 1911. Its iron pillars came from a shipyard upriver, its tiles from three \
towns that no longer make any.

Not one of the nine stallholders spoke at the meeting. A second vote is planned for next month, \
and the ferry will not sail that day."""

HARBOUR = """港口议会星期二开会，讨论旧鱼市场的去留。市场建于1911年，铁柱来自上游的船厂，\
瓷砖来自三个小镇，如今都已不再生产。

市长瓦尔达雷说：“我们不能让漏水的屋顶压在下面的人头上。”她申请27403.54克朗，希望赶在秋天的风暴之前修好。

反对的人想把整块地清空。“现在没有人在这里买鱼了，”布兰德尔说。他经营渡轮，旁边那块地也是他的。

九个摊主当中没有一个在会上发言。第二次投票定在下个月，那一天渡轮不开。"""
"""The same story, in a script without spaces."""

SENTENCE = "Its iron pillars came from a shipyard upriver"

OPEN, CLOSE = "⟦", "⟧"


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """The text without its one pair of marks, and the span that they enclosed."""
    start, end = text.index(OPEN), text.index(CLOSE) - 1
    return text.replace(OPEN, "").replace(CLOSE, ""), (start, end)


def mark(text: str, passage: str, nth: int = 0) -> str:
    """The text with the nth occurrence of a passage marked."""
    at = -1
    for _ in range(nth + 1):
        at = text.index(passage, at + 1)
    return f"{text[:at]}{OPEN}{passage}{CLOSE}{text[at + len(passage) :]}"


def replaced(marked_old: str, new: str) -> tuple[Placement, str]:
    """What becomes of the marked passage in a new text, and the new text with its place marked."""
    old, span = marked(marked_old)
    (placement,) = place(align(old, new), [span])
    if placement.start is None or placement.end is None:
        return placement, new
    start, end = placement.start, placement.end
    return placement, new[:start] + OPEN + new[start:end] + CLOSE + new[end:]


def after(passage: str, old: str, new: str, nth: int = 0) -> tuple[Placement, str | None]:
    """What becomes of the nth occurrence of a passage, and the text that it stands on now."""
    placement, shown = replaced(mark(old, passage, nth), new)
    if placement.start is None:
        return placement, None
    return placement, shown[shown.index(OPEN) + 1 : shown.index(CLOSE)]


def stays(old: str, new: str, status: str) -> None:
    """The marks of `old` are found where the marks of `new` are."""
    placement, shown = replaced(old, new.replace(OPEN, "").replace(CLOSE, ""))
    assert (placement.status, shown) == (status, new)
