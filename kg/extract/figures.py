"""Candidates for quantities in one text: numerals with their units, or with the reason why they are none."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from kg.extract.exclusions import WORD, Covers, Exclusions, Place
from kg.extract.numerals import ONES, Form, Numeral, Script
from kg.extract.units import Unit, UnitClass, UnitRead, Units, Weight
from kg.model.mentions import Part

FRACTION = Form.FRACTION
RATIO = Form.RATIO
SHARE = Form.SHARE
HAN = Script.HAN

# 餘, 多 and the like between number and unit.
VAGUE_SIGNS = frozenset("餘多許來幾")
VAGUE = re.compile(r"[餘多許來幾](?=.)")
_VERSION = re.compile(r"[1-9]\.0")
_GREGORIAN = re.compile(r"(?:19|20)\d\d")
_REPUBLIC = re.compile(r"[89]\d|1[0-3]\d")
_HEADS = "，。；;:()「"
_BOUNDS = re.compile(r"(?:約|近|逾|達|至少|最高)?(?:以上|以下|以內|內|左右)?")
# How many a rate is told of: 每十萬人口62人. Its number is a power of ten.
_BASES = frozenset(Decimal(10) ** power for power in range(2, 8))
_PARTED = re.compile(r"個[多餘](月|小時|星期|禮拜)")
_TENTH = re.compile(rf"[1-9{ONES}]{{1,2}}(?![\d{ONES}十百千萬.,%人名件年月場])")
_SMALL_MONEY = ("角", "分")
_DIMES = re.compile(rf"[1-9{ONES}]角(?![度色落逐形])(?:[1-9{ONES}]分(?![之點]))?")
_BRACKET = re.compile(r"\(([^()]{1,16})\)")
_SIGN = "-−－"
# 負 is a minus behind the name of a rate or what ties a number to it: 收益率負22.3%, 為負1.8%; not in 自負30%.
_MINUS = re.compile(r"(?:[率度值幅為達呈約是:至]|成長|[(，。、；])負$")
# 一案, 一場精采的演講: why a classifier with 一 is no quantity.
WEIGHTLESS = "counts nothing"
_ONE_WEIGHT = re.compile(
    r"(?:計|共|各|每|達|至少|最多|最少|最高|至多|僅|增置|增|減|減少|增加|裁減|新增|設|置|另|逾|滿|約|近|超過|不足|未滿|為|有|需|須|記|核給|給予|給|辦理|頒發|獲頒|男|女|員|者|獎狀|大功|小功|嘉獎|記過|以|於|分|延長|休|假|加|提高|降低|之)$"
)

# What a joint name of bodies counts is a figure all the same: 新興等3區衛生所.
_PARTS_OF_LAND = frozenset({"區", "鄉", "鎮", "里", "村", "縣", "縣市", "鄉鎮"})
_SHARES = frozenset({"%", "‰"})
_TIMES = frozenset({"次", "回", "場", "場次", "期"})
_ONE_SOLD = ("每售", "每賣", "每生產", "每銷售", "每使用")
# One of what is to be kept somewhere is a figure: 至少配置救護車一輛.
_ONE_POSTED = re.compile(r"(?:至少|應置|應設|應有|配置|派遣|配備|編配)[\u4e00-\u9fff]{0,8}$")
# How often: 每三年調整一次.
_ONE_TIME = re.compile(rf"每[{ONES}\d十半]{{1,3}}(?:年|個?月|週|日|天|季|小時)度?[\u4e00-\u9fff]{{0,6}}$")


class Figure(Struct, frozen=True, gc=False):
    """A numeral with what was found around it.

    start, end  of the quote as far as the number and its unit go
    unit        as written, "" for a bare fraction, None where no unit was found
    reason      why it is no quantity, or None
    """

    numeral: Numeral
    start: int
    end: int
    unit: str | None
    value: Decimal
    reason: str | None = None
    part: Part = Part.WHOLE
    vague: bool = False
    read: Unit | None = None


@dataclass(frozen=True, slots=True)
class FigureRules:
    """What candidates are found by."""

    units: Units
    exclusions: Exclusions


class Taken(Struct, frozen=True, gc=False):
    """Places of one text that dates and names take up, each sorted."""

    dates: Sequence[Place] = ()
    names: Sequence[Place] = ()


class Beside(Struct, frozen=True, gc=False):
    """What stands in a text beside numerals: shapes, words and quotations that cover some of them, dates and names."""

    covers: Covers
    taken: Taken


def find_figures(text: str, numerals: Sequence[Numeral], beside: Beside, rules: FigureRules) -> tuple[Figure, ...]:
    """Every numeral of a text with its unit or the reason why it is no quantity."""
    found: list[Figure] = []
    for numeral in numerals:
        if found and numeral.end <= found[-1].end and _told_with(text, found[-1], numeral):
            continue
        figure = _figure(text, numeral, rules)
        reason = _reason(text, figure, beside, rules.exclusions)
        found.append(replace(figure, reason=reason) if reason else figure)
    return tuple(found)


def _told_with(text: str, figure: Figure, numeral: Numeral) -> bool:
    """Whether a numeral is a part of the figure before it: the six of 五成六, the five of 二十五元五角."""
    return figure.unit == "成" or (figure.unit == "元" and text.startswith(_SMALL_MONEY, numeral.end))


def _figure(text: str, numeral: Numeral, rules: FigureRules) -> Figure:
    start = numeral.start
    if numeral.form in (SHARE, RATIO):
        return Figure(numeral, start, numeral.end, numeral.unit, numeral.value, vague=numeral.vague)
    unit, vague = read_unit(text, numeral, rules.units)
    if numeral.form is FRACTION and unit is None:
        return Figure(numeral, start, numeral.end, "", numeral.value)
    if unit is None:
        return Figure(numeral, start, numeral.end, None, numeral.value, vague=numeral.vague)
    numeral, value, end = _with_parts(text, numeral, unit)
    return Figure(numeral, start, end, unit.name, value, vague=vague or numeral.vague, read=unit.unit)


def read_unit(text: str, numeral: Numeral, units: Units) -> tuple[UnitRead | None, bool]:
    """The unit behind a numeral, and whether 餘 or the like stands between."""
    place = numeral.end
    # Signs before patterns: most units follow at once.
    if (
        text[place : place + 1] in VAGUE_SIGNS
        and VAGUE.match(text, place)
        and not units.any_script.at(text, numeral.end)
    ):
        unit = units.read_after(text, numeral.end + 1, Script.ARABIC)
        if unit is not None:
            return unit, True
    unit = units.read_after(text, numeral.end, numeral.script)
    if unit is not None and text.startswith("個", place) and (parted := _PARTED.match(text, place)):  # 三個多月
        return replace(unit, end=parted.end(), name=f"個{parted[1]}"), True
    if unit is None and text.startswith("(", numeral.end):
        unit = _behind_bracket(text, numeral, units)
    return unit, False


def _behind_bracket(text: str, numeral: Numeral, units: Units) -> UnitRead | None:
    """97(12)人: the unit stands behind a bracket that holds nothing but a number."""
    bracket = _BRACKET.match(text, numeral.end)
    if bracket is None or not re.fullmatch(r"[\d,]+", bracket[1]):
        return None
    return units.read(text, bracket.end(), numeral.script)


def _with_parts(text: str, numeral: Numeral, unit: UnitRead) -> tuple[Numeral, Decimal, int]:
    """三成五 and 3成5 are 3.5 成, 八成一三 is 8.13; 二十五元五角 is 25.5 元. The numeral takes their step."""
    found = None
    if unit.name == "成":
        found = _TENTH.match(text, unit.end)
    elif unit.name == "元":
        found = _DIMES.match(text, unit.end)
    if found is None:
        return numeral, numeral.value, unit.end
    digits = "".join(char for char in found[0] if char not in _SMALL_MONEY)
    below = "".join(char if char.isascii() else str(ONES.index(char) + 1) for char in digits)
    return replace(numeral, step=Decimal(1).scaleb(-len(below))), numeral.value + Decimal(f"0.{below}"), found.end()


def _reason(text: str, figure: Figure, beside: Beside, exclusions: Exclusions) -> str | None:
    covers, taken = beside.covers, beside.taken
    return (
        _taken(text, figure, covers, taken)
        or _covered(figure, covers)
        or exclusions.reason(text, figure.numeral)
        or _base(text, figure)
        or _in_quote(text, figure, covers)
        or _weightless(text, figure)
        or _bare(text, figure)
    )


def _taken(text: str, figure: Figure, covers: Covers, taken: Taken) -> str | None:
    """What a date or a name holds is a part of it: a date the numeral, a name the unit too. A quotation that a figure
    fills is no name."""
    if _within(taken.dates, figure.numeral.start, figure.numeral.end):
        return "date"
    quote = covers.quoted.get(figure.numeral.start)
    filled = quote is not None and _fills(text, quote, figure)
    counted = figure.unit in _PARTS_OF_LAND and figure.numeral.script is Script.ARABIC
    named = not filled and not counted and _within(taken.names, figure.start, figure.end)
    return "part of a name" if named else None


def _covered(figure: Figure, covers: Covers) -> str | None:
    """What the shape around a numeral says, or a word that it belongs to. A mark with a unit is a figure."""
    numeral = figure.numeral
    reason = covers.reasons.get(numeral.start)
    if reason is not None and (reason != "list mark" or figure.unit is None):
        return reason
    if numeral.script is not HAN or numeral.form is not Form.NUMBER:
        return None
    # 八二三砲戰, but 八二三人; 五一勞動節, but 五一%
    parted = figure.unit is not None and figure.numeral.step < 1 and figure.end > numeral.end + len(figure.unit)
    counted = parted or figure.unit in _SHARES or (figure.unit is not None and numeral.end - numeral.start >= 3)
    within = all(place in covers.words for place in range(numeral.start, numeral.end))  # 五一勞動節, but 五一○人
    return WORD if within and not counted else None


def _base(text: str, figure: Figure) -> str | None:
    """每十萬人口, 每千支: what a rate is told of is no quantity of its own."""
    told_of = text.endswith("每", 0, figure.start) and figure.numeral.value in _BASES
    told_of = told_of or (figure.numeral.value == 1 and text.endswith(_ONE_SOLD, 0, figure.start))
    return "base of a rate" if told_of else None


def _in_quote(text: str, figure: Figure, covers: Covers) -> str | None:
    """A number in a short quote is a part of a name, unless it is nearly all that is quoted: 「90%以上」."""
    quote = covers.quoted.get(figure.numeral.start)
    return None if quote is None or _fills(text, quote, figure) else "part of a name"


def _fills(text: str, quote: Place, figure: Figure) -> bool:
    """Whether nothing but words that bound it stands beside a figure in a quote: 「90%以上」."""
    if figure.unit is None:
        return False
    beside = text[quote[0] + 1 : figure.start] + text[figure.end : quote[1] - 1]
    return _BOUNDS.fullmatch(beside) is not None


def _weightless(text: str, figure: Figure) -> str | None:
    """一案, 一場精采的演講: a classifier that counts nothing."""
    numeral = figure.numeral
    if figure.read is None or numeral.script is not HAN or numeral.end - numeral.start > 1 or numeral.value != 1:
        return None
    if figure.read.weight is Weight.NEVER:
        return WEIGHTLESS
    if figure.read.weight is Weight.ALWAYS and figure.read.kind is UnitClass.MEASURE:
        return None
    before = text[max(0, figure.start - 12) : figure.start]
    weighed = _ONE_WEIGHT.search(before[-4:]) or _ONE_POSTED.search(before)
    often = figure.unit in _TIMES and _ONE_TIME.search(before)
    return None if weighed or often else WEIGHTLESS


def _bare(text: str, figure: Figure) -> str | None:
    """What a number in digits without unit can only be: a version (4.0), a year (2013; 103 heading a clause)."""
    if figure.unit is not None or figure.numeral.script is not Script.ARABIC:
        return None
    digits, before = text[figure.start : figure.numeral.end], text[figure.start - 1 : figure.start]
    if _VERSION.fullmatch(digits):
        return "version"
    headed = not before or before in _HEADS
    return "year" if _GREGORIAN.fullmatch(digits) or (headed and _REPUBLIC.fullmatch(digits)) else None


def _within(spans: Sequence[Place], start: int, end: int) -> bool:
    """Whether the last span that begins at or before `start` holds the characters start to end."""
    index = bisect_left(spans, (start + 1,)) - 1
    return index >= 0 and end <= spans[index][1]


def sign_before(text: str, start: int) -> bool:
    """Whether a minus sign (no hyphen, no range) or 負 stands before a number."""
    if text.endswith("負", 0, start):
        return _MINUS.search(text[max(0, start - 3) : start]) is not None
    return start > 0 and text[start - 1] in _SIGN and (start == 1 or not re.match(r"[\dA-Za-z%]", text[start - 2]))
