"""Where a line of text may be broken: spaces, hyphens, dashes, between CJK with kinsoku.

After the spirit of UAX #14, as far as newspapers in European and East Asian languages need it.
Korean breaks at its spaces. What has no opportunity, as a web address, is cut by `fill`.
"""

from __future__ import annotations

import re

SOFT_HYPHEN = "\u00ad"
SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
"""What is swallowed where a line is broken; no-break spaces are not among them."""

_GLUE = "\u00a0\u2007\u202f\u2060\ufeff\u200d\ufe0f"
_WIDE = (
    "\u2e80-\u2fff\u3001-\u312f\u31a0-\u4dbf\u4e00-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff9f"
    "\uffe0-\uffe6\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
_STOPS = "。．，、：；！？）」』】》〉〕｠〗〙｡､｣"
_CLOSING = f"{_STOPS}…‥”’»›%％‰℃°¢￠·・･～ー々〻ゝゞヽヾｰ!),.:;?\\]}}'\""
_SMALL_KANA = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰ-ㇿｧ-ｯ"
_NO_START = f"{_CLOSING}{_SMALL_KANA}{_GLUE}"
_OPENING = "（「『【《〈〔｟〖〘“‘(\\[{{"
_NO_END = f"{_OPENING}«‹$£¥€₩₹№＄￡￥￦＃#@"

_AT_SPACE = (
    # Not after an opening sign, nor before a dash or a stop that French sets apart.
    f"[{SPACES}]+(?<![{_OPENING}][{SPACES}])(?<!\\s«[{SPACES}])(?<!\\A«[{SPACES}])"
    f"(?![{SPACES}{_STOPS}]|[!?:;%»›…”](?:[\\s.,;:!?)»”]|\\Z)|[–—][{SPACES}])"
)
_INSIDE_WORDS = (
    "|[-‐–](?<=[\\w.%][-‐–])(?=[^\\W\\d_])"  # re-elect, not -5 nor 2024-07
    f"|—+(?![—\\s{_CLOSING}{_GLUE}])"
    "|/(?<=\\w\\w/)(?=[^\\W\\d_]{2})"  # and/or, not km/h nor 1/2
    f"|\u200b+|{SOFT_HYPHEN}(?=\\w)"
)
_BETWEEN_WIDE = (
    f"|(?![{_NO_END}])[{_WIDE}](?![{SPACES}{_NO_START}{SOFT_HYPHEN}\u200b])"
    f"|[^\\s{_WIDE}{_NO_END}{_GLUE}](?=[{_WIDE}])(?![{_NO_START}])"
)
_PLAIN_BREAK = _AT_SPACE + _INSIDE_WORDS
_WIDE_BREAK = _AT_SPACE + _BETWEEN_WIDE + _INSIDE_WORDS
"""Compiled when first used, and kept by `re`: the second takes some milliseconds."""

_FIRST_WIDE = "\u2e80"
_STARTS_NO_LINE = re.compile(f"[{_NO_START}]")
_ENDS_NO_LINE = re.compile(f"[{_NO_END}]")
_IN_ADDRESS = re.compile("[/?&=](?![/?&=])")


def opportunities(line: str) -> list[int]:
    """Offsets into `line` at which a new line may begin, in order."""
    wide = not line.isascii() and max(line) >= _FIRST_WIDE
    found = [match.end() for match in re.finditer(_WIDE_BREAK if wide else _PLAIN_BREAK, line)]
    lead = len(line) - len(line.lstrip(SPACES))
    return found[1:] if lead and found and found[0] == lead else found


def address_cut(line: str, start: int, end: int) -> int:
    """The last offset in `line[start:end]` after a sign at which web addresses are cut, else 0."""
    return max((match.end() for match in _IN_ADDRESS.finditer(line, start, end)), default=0)


def is_bad_cut(line: str, offset: int) -> bool:
    """Whether a cut at `offset` begins a line with a closing sign, or ends one with an opening."""
    return bool(_STARTS_NO_LINE.match(line, offset) or _ENDS_NO_LINE.match(line, offset - 1))
