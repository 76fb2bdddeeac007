"""What a printed number can stand for, and whether two amounts can be one: the arithmetic that all checks share.

A count is what it says. A share, a decimal fraction and a number that ends in 萬 or 億 may be rounded; 約, 餘, 近 and
bounds (逾, 至少, 以內) leave more room.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Self

from kg.errors import KnowledgeError
from kg.model.alternation import alternation
from kg.model.findings import Verdict
from kg.model.folding import fold
from kg.model.mentions import Qualifier
from kg.model.statements import Statement
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "printed.toml"
ZERO, HALF, INFINITY = Decimal(0), Decimal("0.5"), Decimal("Infinity")
FRACTION = Decimal("0.000001")
MULTIPLIERS = {
    "百": Decimal(100),
    "千": Decimal(1000),
    "萬": Decimal(10**4),
    "億": Decimal(10**8),
    "兆": Decimal(10**12),
}

_HAN = "零〇○一二三四五六七八九十兩廿卅"
_SHARE = re.compile("[百千萬]分之")
_NUMERAL = re.compile(rf"(?:\d[\d,]*(?:\.\d+)?[百千]?|[{_HAN}百千]+(?:[點.‧·・][{_HAN}]+)?)[餘多許來幾]?[萬億兆]*")
_FIGURE = re.compile(rf"(?:{_NUMERAL.pattern})+")
_DECIMALS = re.compile(rf"[點.‧·・]([\d{_HAN}]+)")
# 九成三 is 9.3 tenths.
_TENTHS = re.compile(rf"成[\d{_HAN}]")
# A multiplier in Han numerals is a part of the number (二千五百); behind digits it rounds (2千).
_ROUNDING = re.compile(r"[餘多許來幾]?([萬億兆]+)$|\d[餘多許]?([百千])$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and the stretch that it can stand for.

    value      as printed or computed
    low, high  least and most that it can be; infinite where nothing bounds it
    half       half of the step that rounding may hide, 0 where the number is exact
    """

    value: Decimal
    low: Decimal
    high: Decimal
    half: Decimal = ZERO

    @classmethod
    def exact(cls, value: Decimal | int) -> Self:
        return cls(Decimal(value), Decimal(value), Decimal(value))

    def __neg__(self) -> "Amount":
        return Amount(-self.value, -self.high, -self.low, self.half)

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.value + other.value, self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.value - other.value, self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Amount") -> "Amount":
        """The product of two amounts that are not negative."""
        high = ZERO if ZERO in (self.high, other.high) else self.high * other.high
        return Amount(self.value * other.value, self.low * other.low, high)

    def over(self, other: "Amount") -> "Amount | None":
        """This amount divided by another, both not negative; None where the other may be zero."""
        if other.low <= 0 or other.value == 0:
            return None
        return Amount(self.value / other.value, self.low / other.high, self.high / other.low)

    def times(self, factor: Decimal | int) -> "Amount":
        """A multiple of it by a positive number."""
        scale = Decimal(factor)
        return Amount(self.value * scale, self.low * scale, self.high * scale, self.half * scale)

    def meets(self, other: "Amount") -> bool:
        """Whether both can be the same number."""
        return self.low <= other.high and other.low <= self.high


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum of amounts, 0 of none."""
    return sum(amounts, Amount.exact(0))


def agree(computed: Amount, stated: Amount) -> Verdict:
    """Whether a computed amount is the one that is stated: *holds* where it rounds to what is printed, or keeps within
    a stated bound; *within rounding* where only the room that printed numbers leave allows it."""
    if abs(computed.value - stated.value) <= stated.half:
        return Verdict.HOLDS
    if stated.high == INFINITY and computed.value >= stated.low:
        return Verdict.HOLDS
    return Verdict.WITHIN_ROUNDING if computed.meets(stated) else Verdict.FAILS


def tolerance(*amounts: Amount) -> Decimal | None:
    """By how much the sides may differ: half of the widths of their stretches together, None where one has no end."""
    width = total(Amount.exact(0) if one.low == one.high else Amount.exact(one.high - one.low) for one in amounts).value
    return None if width.is_infinite() else width / 2


@dataclass(frozen=True, slots=True)
class Printing:
    """The words of `rules/printed.toml`, ready for use."""

    over: re.Pattern[str] = field(repr=False)
    under: re.Pattern[str] = field(repr=False)
    continuous: frozenset[str] = field(repr=False)

    def amount(self, statement: Statement) -> Amount:
        """What a printed figure can stand for."""
        return self.read(statement.quote, statement.unit, statement.value, statement.qualifier)

    def read(self, quote: str, unit: str, value: Decimal, qualifier: Qualifier | None) -> Amount:
        """As `amount`, of a quote with its unit, value and qualifier."""
        step, half = self._step(quote, unit)
        if self.over.search(quote):
            return Amount(value, value, value + _place(value, step))
        match qualifier:
            case Qualifier.APPROX if self.under.search(quote):
                return Amount(value, value - _place(value, step), value)
            case Qualifier.APPROX:
                return Amount(value, value - _place(value, step), value + _place(value, step), half)
            case Qualifier.GT | Qualifier.GTE:
                return Amount(value, value, INFINITY)
            case Qualifier.LT | Qualifier.LTE:
                return Amount(value, min(ZERO, value), value)
        return Amount(value, value - half, value + half, half)

    def _step(self, quote: str, unit: str) -> tuple[Decimal, Decimal]:
        """The smallest step that a quote can show, and half of the step that rounding may hide."""
        step = step_of(quote)
        rounded = step != 1 or unit in self.continuous or unit in ("%", "‰", "百分點", "個百分點", "成", "折")
        return step, step * HALF if rounded else ZERO


def step_of(quote: str) -> Decimal:
    """The smallest step that a printed number can show: 1 for 1,193; 0.01 for 25.34; 10000 for 830萬; 1000 for 2千."""
    text = _SHARE.sub("", fold(quote))
    if "分之" in text or re.search(r"\d/\d", text):
        return FRACTION
    found = _FIGURE.search(text)
    if found is None:
        return Decimal(1)
    if _TENTHS.search(text):
        return Decimal("0.1")
    last = [part.group() for part in _NUMERAL.finditer(found.group())][-1]
    decimals, rounding = _DECIMALS.search(last), _ROUNDING.search(last)
    step = Decimal(1).scaleb(-len(decimals[1])) if decimals else Decimal(1)
    for char in (rounding[1] or rounding[2]) if rounding else "":
        step *= MULTIPLIERS[char]
    return step


def _place(value: Decimal, step: Decimal) -> Decimal:
    """The place of the last digit that is not zero, at least the step: 100 for 1,500, 10 for 50."""
    place = step
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def load_printing() -> Printing:
    """Reads `rules/printed.toml`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(RULES)
    try:
        over, under, continuous = (tuple(map(str, table[key])) for key in ("over", "under", "continuous"))
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error
    return Printing(re.compile(alternation(over)), re.compile(alternation(under)), frozenset(continuous))
