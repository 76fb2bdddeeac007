"""Figures that share a unit: ranges (2-4分, 一四○—二○○億), lists (12、15及20人) and brackets (97(12)人)."""

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from kg.extract.exclusions import WORD
from kg.extract.figures import WEIGHTLESS, Figure
from kg.extract.numerals import ONES, Script
from kg.model.mentions import Part

_RANGE = re.compile(r"[-~—–─∼〜至到]{1,2}")
_LIST = re.compile(r"(?:[、/或]|以及|[及與和暨])[\u4e00-\u9fff]{0,6}")
_JOINED = re.compile(r"[-~—–─∼〜至到]{1,2}|[、及與和或/]")
# The longest stretch between two figures of which one may lend to the other.
_WIDEST = 8
# Reasons that hold for one number alone, not for the next in its list.
_OWN_REASONS = (None, WORD, WEIGHTLESS, "list mark", "part of a name")
# Units that go on with a list of dates: 12月3、5日.
_OF_DATES = (None, "日", "年", "年度")
_EACH = re.compile(
    r"(?<![^，。；;:、()])(?:[^，。；;:、及與和暨()\d]{1,12}[、及與和暨])+[^，。；;:、及與和暨()\d]{1,12}各$"
)
_GOES_ON = re.compile(rf"[、及與和][\d{ONES}十]")
_BECAME = re.compile(r"[\u4e00-\u9fff]{0,6}[為到至]")
_BETWEEN = re.compile(r"[、及與和暨]")
# How far back a list of what 各 speaks of is looked for.
_BACK = 60
_TAIL = re.compile(r"[十百千萬億兆]+$")
_POWERS = {"十": 10, "百": 100, "千": 1000, "萬": 10**4, "億": 10**8, "兆": 10**12}


def share_units(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Figures with what their neighbours lend them: reasons, units, multipliers and parts."""
    if len(figures) < 2:
        return tuple(figures)
    shared = list(figures)
    for index in range(1, len(shared)):  # 第11至12職等, 第1、2期: what is said of the first holds for the next
        shared[index] = _same_reason(text, shared[index - 1], shared[index])
    for index in range(len(shared) - 2, -1, -1):
        shared[index], shared[index + 1] = _pair(text, shared[index], shared[index + 1])
    return tuple(shared)


def shares_of(text: str, start: int, end: int) -> int:
    """How many are named before 各: of 技士及技佐各2人 there are two figures. 1 where nothing is listed, and where a
    list of figures goes on, one for each (各1名、3名、5名)."""
    if not text.endswith("各", 0, start) or _GOES_ON.match(text, end):
        return 1
    named = _EACH.search(text[max(0, start - _BACK) : start])
    return 1 + len(_BETWEEN.findall(named[0])) if named else 1


def _pair(text: str, left: Figure, right: Figure) -> tuple[Figure, Figure]:
    gap = text[left.end : right.start]
    if left.reason is not None or len(gap) > _WIDEST:
        return left, right
    if _bracketed(text, left, right):
        return _outer_and_inner(left, right)
    if right.reason is not None:
        joined = left.unit is None and _JOINED.fullmatch(gap)
        return (replace(left, reason=right.reason), right) if joined else (left, right)
    return _lend(text, left, right, gap) if right.unit is not None else (left, right)


def _lend(text: str, left: Figure, right: Figure, gap: str) -> tuple[Figure, Figure]:
    """What a figure with a unit lends to the one before it."""
    if _consecutive(text, left, right, gap) or (_RANGE.fullmatch(gap) and _is_range(text, left, right)):
        return _low_and_high(text, left, right)
    if left.unit is None and _LIST.fullmatch(gap):
        return replace(left, unit=right.unit, read=right.read), right
    return left, right


def _bracketed(text: str, left: Figure, right: Figure) -> bool:
    """97(12)人: the right numeral fills a bracket that follows the left one, inside the left one's quote."""
    return left.numeral.end + 1 == right.start and text[left.numeral.end] == "(" and right.end < left.end


def _outer_and_inner(left: Figure, right: Figure) -> tuple[Figure, Figure]:
    inner = replace(right, start=left.start, end=left.end, unit=left.unit, part=Part.INNER, reason=None, read=left.read)
    return replace(left, part=Part.OUTER), inner


def _is_range(text: str, left: Figure, right: Figure) -> bool:
    """A range ascends; 由5人至8人 is a change and none, but 由6萬元至30萬元提高為… is a range."""
    from_there = text.endswith(("由", "從", "自"), 0, left.start) and _BECAME.match(text, right.end) is None
    if left.unit is not None and (left.unit != right.unit or from_there):
        return False
    return left.unit is not None or _stretched(text, left, right).value < right.value


def _consecutive(text: str, left: Figure, right: Figure, gap: str) -> bool:
    """一、二十億元: two Han digits in a row, the second with what multiplies both."""
    if gap != "、" or left.unit is not None or left.numeral.script is not Script.HAN:
        return False
    one, two = text[left.start : left.numeral.end], text[right.start]
    return len(one) == 1 and one in ONES and two in ONES and ONES.index(two) == ONES.index(one) + 1


def _low_and_high(text: str, left: Figure, right: Figure) -> tuple[Figure, Figure]:
    low = _stretched(text, left, right) if left.unit is None else left
    low = replace(low, start=left.start, end=right.end, unit=right.unit, read=right.read, part=Part.LOW)
    return low, replace(right, start=left.start, part=Part.HIGH)


def _stretched(text: str, left: Figure, right: Figure) -> Figure:
    """The left end of a range with the multiplier that it has in common with the right one."""
    tail = _TAIL.search(text[right.numeral.start : right.numeral.end])
    if tail is None or _TAIL.search(text[left.numeral.start : left.numeral.end]):
        return left
    factor = Decimal(1)
    for char in tail[0]:
        factor *= _POWERS[char]
    if left.value >= right.value / factor and not left.value * factor < right.value:
        return left
    numeral = replace(left.numeral, value=left.value * factor, step=left.numeral.step * factor)
    return replace(left, value=left.value * factor, numeral=numeral)


def _same_reason(text: str, left: Figure, right: Figure) -> Figure:
    if left.reason in _OWN_REASONS or right.reason is not None:
        return right
    if left.reason == "date" and right.unit not in _OF_DATES:
        return right
    joined = _JOINED.fullmatch(text[left.numeral.end : right.start])
    return replace(right, reason=left.reason) if joined else right
