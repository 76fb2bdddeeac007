"""The numerals of official Chinese prose: from characters to a value and the step that its form can show.

Arabic digits with or without separators (1,193), Han numerals by place (一四○) and by multiplier (三百廿一),
decimals in both (三十九點六), the multipliers 千 萬 億 兆 after either (43億6,092萬6,439), shares (百分之三十九點六,
三分之一, 1/3) and ratios (1比4). 餘, 多, 許, 來 and 幾 before a multiplier make a number vague (一億五千九百餘萬).
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct

ZERO = "零〇○"
ONES = "一二三四五六七八九"
VAGUE = "餘多許來幾"
BIG = {"萬": 10**4, "億": 10**8, "兆": 10**12}
SMALL = {"十": 10, "百": 100, "千": 1000, "佰": 100, "仟": 1000}
_FORMAL = str.maketrans("壹貳叁參肆伍陸柒捌玖拾佰仟", "一二三三四五六七八九十百千")
_DIGIT = {**{char: 0 for char in ZERO}, **{char: place for place, char in enumerate(ONES, 1)}, "兩": 2}
_SIX_PLACES = Decimal("0.000001")

_ARABIC = r"(?:\d{1,3}(?:,\d{3}(?!\d))+|\d+)(?:\.\d+)?"
_ADDITIVE = (
    rf"(?:[{ONES}兩][千仟])?(?:[{ZERO}]?[{ONES}兩][百佰])?"
    rf"(?:[{ZERO}]?(?:[{ONES}]?十|[廿卅])[{ONES}]?|[{ZERO}][{ONES}]|(?<=[百千佰仟])[{ONES}]|[{ONES}兩](?![十百千佰仟]))?"
)
_GROUPED = rf"(?<![{ONES}{ZERO}])[{ONES}][{ONES}{ZERO}]{{0,2}}(?:[、,，][{ONES}{ZERO}]{{3}})+(?![{ONES}{ZERO}十百千])"
_PLACES = rf"[{ONES}{ZERO}](?:[{ONES}{ZERO}]|(?<=[{ONES}{ZERO}])O(?=[{ONES}{ZERO}O億萬元人]))+(?![十百千])"
_POINT = rf"(?:[點.‧·・][{ONES}{ZERO}]+)?"
# Three digits and more by place before 千 or 百萬 (一、三三八千公噸); two are a range (二三千人).
_BY_THOUSANDS = (
    rf"(?<![{ONES}{ZERO}])(?:[{ONES}][{ONES}{ZERO}]{{0,2}}(?:[、,，][{ONES}{ZERO}]{{3}})+|[{ONES}][{ONES}{ZERO}]{{2,}})"
    rf"{_POINT}(?=千(?![{ONES}{ZERO}百十餘多])|百萬)"
)
_BELOW_ONE = rf"[{ZERO}][點.‧·・][{ONES}{ZERO}]+"
_FORMAL_RUN = r"[壹貳叁參肆伍陸柒捌玖]+[拾佰仟][壹貳叁參肆伍陸柒捌玖拾佰仟零]*|[壹貳叁參肆伍陸柒捌玖](?=[萬億元])"
_COEFFICIENT = re.compile(
    rf"(?P<arabic>{_ARABIC})(?P<small>[百千佰仟](?!分[之點])(?:\d[十百千]?)*)?"
    rf"|(?P<thousands>{_BY_THOUSANDS})(?P<times>[千百])"
    rf"|(?P<places>(?:{_GROUPED}|{_PLACES}){_POINT}|{_BELOW_ONE})|(?P<formal>{_FORMAL_RUN})|(?P<additive>{_ADDITIVE}{_POINT})"
)
_BIG_AFTER = re.compile(rf"(?P<vague>[{VAGUE}]?)(?P<big>[萬億兆])")
_BARE = re.compile(r"(?<![數幾上成])[百千萬億]{1,2}(?=[餘多])")
GROUPING = re.compile(r"[、,，]")
_LONG_RUN = re.compile(rf"[\d{ONES}{ZERO}]{{16,}}")
# Where a numeral may begin: at a digit, or at a multiplier before 分之, 餘 or 多. The first character stands in front
# of what must stand beside it, so that the engine passes over all others.
_DIGITS = rf"\d{ONES}{ZERO}十兩廿卅壹貳叁參肆伍陸柒捌玖"
_START = re.compile(
    rf"[{_DIGITS}百千萬億](?:(?<=[{_DIGITS}])|(?<=[百千萬])(?=分之)"
    rf"|(?<![數幾上成][百千萬億])[百千萬億]?(?=[餘多]))"
)
# Most numerals: digits that nothing behind them goes on with, up to fifteen of them.
_SIMPLE = re.compile(rf"(?>{_ARABIC})(?![百千佰仟萬億兆{VAGUE}又分/比:])")
_SHARE_OF = {"百": "%", "千": "‰", "萬": "‱"}
_SLASH = re.compile(r"([1-9]\d?)/([1-9]\d{0,2})(?![\d/])")
_RATIO = re.compile(rf"({_ARABIC}|[{ONES}十]+)(?:比|:)({_ARABIC}|[{ONES}{ZERO}十百千]+)(?![:\d例])")


class Form(StrEnum):
    """What a numeral expresses by itself."""

    NUMBER = "number"
    SHARE = "share"  # 百分之三十九點六: the unit stands in the numeral
    FRACTION = "fraction"  # 三分之一: there is no unit
    RATIO = "ratio"  # 1比4


class Script(StrEnum):
    """How a numeral is printed. Han numerals are words too, and need more evidence to be read as figures."""

    ARABIC = "arabic"
    HAN = "han"


SCRIPT_ARABIC = Script.ARABIC
SCRIPT_HAN = Script.HAN


class Numeral(Struct, frozen=True, gc=False):
    """A numeral at characters start to end (half-open) of a text.

    value  in full, exact (fractions to six places)
    step   the smallest step that the printed form can show: 1 for 1,193; 0.01 for 25.34; 10000 for 830萬
    vague  whether 餘, 多 and the like stand inside it
    unit   "%", "‰" or "‱" where the numeral is a share, "比" where it is a ratio, else ""
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    script: Script
    form: Form = Form.NUMBER
    vague: bool = False
    unit: str = ""


def find_numerals(text: str) -> Iterator[Numeral]:
    """The numerals of a text from left to right, none overlapping another, each as long as it can be read."""
    place = 0
    while found := _START.search(text, place):
        numeral = read_numeral(text, found.start())
        if numeral is None:
            place = _past(text, found)
        else:
            place = numeral.end
            yield numeral


def _past(text: str, found: re.Match[str]) -> int:
    """Where to go on behind what is no numeral: a run of digits too long for a number is left as a whole."""
    run = _LONG_RUN.match(text, found.start())
    return run.end() if run else found.end()


def read_numeral(text: str, start: int) -> Numeral | None:
    """The longest numeral that begins at a place of a text, or None."""
    simple = _SIMPLE.match(text, start)
    if simple is not None and simple.end() - start <= 15:
        return Numeral(start, simple.end(), *_arabic(simple[0]), SCRIPT_ARABIC)
    return read_any(text, start)


def read_any(text: str, start: int) -> Numeral | None:
    """The same, for numerals of any form."""
    share = _read_share(text, start)
    if share is not None:
        return share
    if bare := _BARE.match(text, start):
        return _read_bare(bare)
    plain = read_number(text, start)
    if plain is None:
        return None
    return _read_fraction(text, plain) or _read_slash(text, plain) or _read_ratio(text, plain) or plain


def read_number(text: str, start: int) -> Numeral | None:
    """The longest plain number (no share, fraction or ratio) that begins at a place of a text, or None."""
    total, step, limit, end, vague = Decimal(0), Decimal(1), 10**16, start, False
    script: Script | None = None
    while (part := _coefficient(text, end)) is not None and _continues(part, script, text):
        script = script or part.script
        multiplier = _BIG_AFTER.match(text, part.end)
        if multiplier is None or BIG[multiplier["big"]] >= limit:
            if part.value >= limit:
                break
            total, step, end = total + part.value * _omitted(part, text, limit), part.step, part.end
            step *= _omitted(part, text, limit)
            break
        limit = BIG[multiplier["big"]]
        total, step, end = total + part.value * limit, part.step * limit, multiplier.end()
        vague = vague or bool(multiplier["vague"])
        if text.startswith("億", end) and limit == BIG["萬"]:  # 1.5萬億
            total, step, end = total * BIG["億"], step * BIG["億"], end + 1
    if script is None or end == start:
        return None
    return Numeral(start, end, total, step, script, vague=vague)


def _continues(part: Numeral, script: Script | None, text: str) -> bool:
    """Whether a coefficient goes on with a number printed in `script`: 3萬一級 is 3萬, 1億二千萬 is one number."""
    if script is None or part.script is script:
        return True
    return part.end < len(text) and text[part.end] in BIG


def _omitted(part: Numeral, text: str, limit: int) -> int:
    """The multiplier left out after a last Han digit: 二萬五 is 25,000."""
    single = part.script is SCRIPT_HAN and part.end - part.start == 1 and 1 <= part.value <= 9
    return limit // 10 if single and limit in BIG.values() and text[part.start - 1] in BIG else 1


def _coefficient(text: str, start: int) -> Numeral | None:
    """What may stand before 萬, 億, 兆, or alone: 6,092; 2千5百; 三百廿一; 一四○; 三十九點六."""
    found = _COEFFICIENT.match(text, start)
    if found is None or found.end() == start:
        return None
    end = found.end()
    if found["arabic"] is not None:
        value, step = _arabic(found["arabic"])
        if found["small"]:
            value, step = _mixed(value, step, found["small"])
        return Numeral(start, end, value, step, SCRIPT_ARABIC)
    if found["thousands"] is not None:
        value, step = (SMALL[found["times"]] * one for one in _by_place(GROUPING.sub("", found["thousands"])))
    elif found["places"] is not None:
        value, step = _by_place(GROUPING.sub("", found["places"].replace("O", "○")))
    elif found["formal"] is not None:
        value, step = _additive(found["formal"].translate(_FORMAL))
    else:
        value, step = _additive(found["additive"])
    return Numeral(start, end, value, step, SCRIPT_HAN)


@lru_cache(maxsize=1024)  # small numbers recur
def _arabic(digits: str) -> tuple[Decimal, Decimal]:
    point = digits.find(".")
    return Decimal(digits.replace(",", "")), _step(len(digits) - point - 1 if point >= 0 else 0)


@lru_cache(maxsize=32)
def _step(places: int) -> Decimal:
    """The smallest step that so many places behind the point can show."""
    return Decimal(1).scaleb(-places)


def _mixed(value: Decimal, step: Decimal, tail: str) -> tuple[Decimal, Decimal]:
    """Digits with 百 or 千 behind them: 2千, 2千5百."""
    first = SMALL[tail[0].translate(_FORMAL)]
    total, step = value * first, step * first
    for digit, multiplier in re.findall(r"(\d)([十百千]?)", tail):
        step = Decimal(SMALL.get(multiplier, 1))
        total += int(digit) * step
    return total, step


def _by_place(digits: str) -> tuple[Decimal, Decimal]:
    whole, _, fraction = _split_point(digits)
    text = "".join(str(_DIGIT[char]) for char in whole + fraction)
    step = _step(len(fraction))
    return Decimal(text) * step, step


def _additive(digits: str) -> tuple[Decimal, Decimal]:
    whole, _, fraction = _split_point(digits)
    total, digit, last, step = 0, 0, 0, 1
    for char in whole:
        if char in SMALL:
            last = step = SMALL[char]
            total, digit = total + (digit or 1) * last, 0
        elif char in "廿卅":
            total, last, step = total + (20 if char == "廿" else 30), 10, 10
        elif char in ZERO:
            last, step = 0, 1
        else:
            digit, step = _DIGIT[char], 1
    if digit and last >= 100:  # 三百五 is 350: the multiplier of a last digit may be left out
        digit, step = digit * last // 10, last // 10
    value = Decimal(total + digit)
    if fraction:
        return value + _by_place("零點" + fraction)[0], Decimal(1).scaleb(-len(fraction))
    return value, Decimal(step)


def _split_point(digits: str) -> tuple[str, str, str]:
    place = next((place for place, char in enumerate(digits) if char in "點.‧·・"), len(digits))
    return digits[:place], digits[place : place + 1], digits[place + 1 :]


def _read_share(text: str, start: int) -> Numeral | None:
    """百分之三十九點六, 百分之百, 千分之五."""
    if not (text.startswith("分之", start + 1) and text[start] in _SHARE_OF):
        return None
    unit = _SHARE_OF[text[start]]
    if text.startswith("百", start + 3):
        return Numeral(start, start + 4, Decimal(100), Decimal(1), SCRIPT_HAN, Form.SHARE, unit=unit)
    number = read_number(text, start + 3)
    if number is None:
        return None
    return Numeral(start, number.end, number.value, number.step, SCRIPT_HAN, Form.SHARE, number.vague, unit)


def _read_bare(found: re.Match[str]) -> Numeral:
    """百 of 百餘件, 千萬 of 千萬餘元: multipliers without a digit before."""
    value = Decimal(1)
    for char in found[0]:
        value *= SMALL.get(char) or BIG[char]
    return Numeral(*found.span(), value, value, SCRIPT_HAN)


def _read_fraction(text: str, whole: Numeral) -> Numeral | None:
    """三分之一, 2分之1, 一又二分之一."""
    added, denominator = Decimal(0), whole
    if text.startswith("又", whole.end):
        below = read_number(text, whole.end + 1)
        if below is None:
            return None
        added, denominator = whole.value, below
    if not text.startswith("分之", denominator.end) or denominator.value == 0:
        return None
    numerator = read_number(text, denominator.end + 2)
    if numerator is None:
        return None
    return _fraction(whole.start, numerator.end, added + numerator.value / denominator.value, whole.script)


def _read_slash(text: str, plain: Numeral) -> Numeral | None:
    """1/3, not a date (3/8/2014) nor a quotient of large numbers."""
    found = _SLASH.match(text, plain.start)
    if found is None or text[plain.start - 1 : plain.start] == "/" or int(found[1]) >= int(found[2]):
        return None
    return _fraction(plain.start, found.end(), Decimal(found[1]) / Decimal(found[2]), plain.script)


def _fraction(start: int, end: int, value: Decimal, script: Script) -> Numeral:
    exact = value.quantize(_SIX_PLACES, ROUND_HALF_UP).normalize()
    return Numeral(start, end, exact, _SIX_PLACES, script, Form.FRACTION)


def _read_ratio(text: str, plain: Numeral) -> Numeral | None:
    """1比4 and 4比1 are 4, 0.72比1 is 0.72: a ratio to one is told by its other side."""
    if plain.value == 0 or text[plain.end : plain.end + 1] not in ("比", ":"):
        return None
    found = _RATIO.match(text, plain.start)
    other = read_number(text, found.start(2)) if found else None
    if found is None or other is None or other.end != found.end() or 1 not in (plain.value, other.value):
        return None
    told = other if plain.value == 1 else plain
    return Numeral(plain.start, other.end, told.value, told.step, plain.script, Form.RATIO, unit="比")
