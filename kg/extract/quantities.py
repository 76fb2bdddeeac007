"""Finds quantities: a numeral with its unit, and how the words around bound it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from kg.extract.cells import with_headed_units
from kg.extract.exclusions import Place, load_exclusions
from kg.extract.figures import Beside, Figure, FigureRules, Taken, find_figures, sign_before
from kg.extract.numerals import Script, find_numerals
from kg.extract.qualifiers import Bound, Qualifiers, load_qualifiers
from kg.extract.ranges import share_units, shares_of
from kg.extract.stated import Stated, load_stated, with_stated_units
from kg.extract.units import load_units
from kg.model.mentions import DateMention, Exclusion, NameMention, Part, Qualifier, Quantity
from kg.model.text import Block, Outline, Span

_MONEY = re.compile(
    r"元|經費|金額|預算|新[臺台]幣|歲[入出]|稅|價|費|款|薪|產值|投資|營收|補助|債|罰|鍰|貸|收入|支出|損失|公帑|盈餘|虧損|市值|(?<![名員])額"
)
_CURRENCY = ("$", "新臺幣", "新台幣")
_LARGE = re.compile(r"[萬億兆]$")
_STEP = re.compile(r"[千萬]$")
_CHANGE = re.compile(r"(?:(?<!增)減|降|少|衰退|下滑|下跌)[^，。；;]{0,16}$")
_OF_RANGE = {Part.LOW: Qualifier.GTE, Part.HIGH: Qualifier.LTE}
# How far money is looked for before a number that ends in 萬 or 億 and has no unit.
_REACH = 40


@dataclass(frozen=True, slots=True)
class QuantityRules:
    """Compiled rules."""

    figures: FigureRules
    qualifiers: Qualifiers
    stated: Stated


def load_quantity_rules() -> QuantityRules:
    """The packaged rules. Raises KnowledgeError, with file and row, for what is not as it must be."""
    return QuantityRules(FigureRules(load_units(), load_exclusions()), load_qualifiers(), load_stated())


def find_quantities(
    outline: Outline, dates: Sequence[DateMention], names: Sequence[NameMention], rules: QuantityRules
) -> tuple[tuple[Quantity, ...], tuple[Exclusion, ...], tuple[Span, ...]]:
    """The quantities of an outline, the numbers that are none, and the numerals in Chinese characters of which nothing
    tells what they are, each in reading order."""
    quantities: list[Quantity] = []
    excluded: list[Exclusion] = []
    unread: list[Span] = []
    for block, figures in _figures(outline.blocks, _places(dates), _places(names), rules):
        for figure in figures:
            if figure.reason is not None:
                excluded.append(Exclusion(block.ordinal, _numeral(block, figure), figure.reason))
            elif figure.unit is not None:
                quantity = _quantity(block, figure, rules.qualifiers)
                quantities.extend([quantity] * shares_of(block.flow.text, figure.start, figure.end))
            elif figure.numeral.script is Script.HAN:
                unread.append(_numeral(block, figure))
    return tuple(quantities), tuple(excluded), tuple(unread)


def _figures(
    blocks: Sequence[Block],
    dated: Mapping[int, Sequence[Place]],
    named: Mapping[int, Sequence[Place]],
    rules: QuantityRules,
) -> Iterator[tuple[Block, Sequence[Figure]]]:
    """The figures of those of all blocks of an outline that have any. `dated` and `named` are the places of dates and
    names by block."""
    # Step by step, each over all blocks: the processor's caches hold what one step needs, not what all need.
    numerals = [(block, found) for block in blocks if (found := tuple(find_numerals(block.flow.text)))]
    covers = [rules.figures.exclusions.covers(block.flow.text) for block, _ in numerals]
    taken = [Taken(dated.get(block.ordinal, ()), named.get(block.ordinal, ())) for block, _ in numerals]
    figures = [
        find_figures(block.flow.text, found, Beside(cover, places), rules.figures)
        for (block, found), cover, places in zip(numerals, covers, taken, strict=True)
    ]
    for (block, _), alone in zip(numerals, figures, strict=True):
        text = block.flow.text
        told = tuple(with_stated_units(text, share_units(text, alone), rules.stated))
        if block.cells:
            told = tuple(with_headed_units(block, blocks, told, rules.figures.units, rules.stated))
        yield block, tuple(_with_money(text, told))


def _places(mentions: Sequence[DateMention] | Sequence[NameMention]) -> dict[int, list[Place]]:
    """The places of mentions by the ordinals of their blocks, sorted."""
    places: dict[int, list[Place]] = {}
    for mention in mentions:
        places.setdefault(mention.block, []).append((mention.start, mention.end))
    return {block: sorted(found) for block, found in places.items()}


def _with_money(text: str, figures: Sequence[Figure]) -> Iterator[Figure]:
    """Numbers without unit that are money: NT$500, and 編列 3 億 2,000 萬 where the words before speak of money."""
    for figure in figures:
        bare = figure.unit is None and figure.reason is None
        yield replace(figure, unit="元") if bare and _is_money(text, figure) else figure


def _is_money(text: str, figure: Figure) -> bool:
    if text.endswith(_CURRENCY, 0, figure.start):
        return True
    number = text[figure.start : figure.numeral.end]
    if text.startswith(":", figure.numeral.end) and _STEP.search(number):  # 5千:16案, a table of amounts
        return True
    large = _LARGE.search(number)
    return large is not None and _MONEY.search(text[max(0, figure.start - _REACH) : figure.start]) is not None


def _numeral(block: Block, figure: Figure) -> Span:
    return block.flow.span(figure.numeral.start, figure.numeral.end)


def _quantity(block: Block, figure: Figure, qualifiers: Qualifiers) -> Quantity:
    text, value = block.flow.text, figure.value
    start = figure.start
    if sign_before(text, start):
        start -= 1
        changed = text.startswith("(", start - 1) or _CHANGE.search(text[max(0, start - 20) : start])
        value = value if changed else -value
    bound = qualifiers.read(text, start, figure.end)
    numeral = figure.numeral
    return Quantity(
        block.ordinal,
        bound.start,
        bound.end,
        block.flow.span(bound.start, bound.end),
        _numeral(block, figure),
        value,
        figure.unit or "",
        _qualifier(figure, bound),
        numeral.step,
        figure.part,
    )


def _qualifier(figure: Figure, bound: Bound) -> Qualifier | None:
    if figure.part in _OF_RANGE:
        return _OF_RANGE[figure.part]
    if figure.vague and bound.qualifier in (None, Qualifier.APPROX):
        return Qualifier.APPROX
    return bound.qualifier
