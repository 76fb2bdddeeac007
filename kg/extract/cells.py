"""Units of the figures in tables: told by the header of a column, by what a row begins with, or by a line above."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from kg.extract.figures import Figure
from kg.extract.numerals import Script
from kg.extract.stated import Stated
from kg.extract.units import Units
from kg.model.text import Block, BlockCell

_IN_BRACKETS = re.compile(r"[(（](?:單位[:：]?)?(?P<unit>[^()（）]{1,10})[)）]$")
_LINE = re.compile(r"[(（]?單位[:：](?P<unit>[^()（）]{1,24})[)）]?$")
_SEVERAL = re.compile(r"[、,，;；/及]")
_SIZES = {"十": 10, "百": 100, "千": 1000, "萬": 10**4, "億": 10**8, "兆": 10**12}
_SIZE = re.compile(r"[十百千萬億兆]+")
# What may stand in a cell beside its number.
_ASIDE = re.compile(r"[-−－△▲+()（）*※]*")
_RATE = re.compile(r"(?:率|比例|比重|占比|百分比)$")
_MONEY = re.compile(r"(?:金額|經費|預算數?|決算數?|收入|支出|餘額|產值|費用|款)$")


class _Told(Struct, frozen=True, gc=False):
    """A unit with what its numbers are to be multiplied by: 千元 is 元, by 1,000."""

    unit: str
    times: int


def with_headed_units(
    block: Block, blocks: Sequence[Block], figures: Sequence[Figure], units: Units, stated: Stated
) -> Iterator[Figure]:
    """The figures of a row of a table; a number that is all that its cell holds takes the unit that the headers of the
    cell tell. Where they tell none it stays without."""
    text = block.flow.text
    for figure in figures:
        cell = next((cell for cell in block.cells if cell.start <= figure.start < cell.end), None)
        if cell is None or not _lacking(figure) or not _ASIDE.fullmatch(_beside(text, cell, figure)):
            yield figure
            continue
        heads = [blocks[head.block].flow.text[head.start : head.end] for head in cell.heads]
        told = _told(heads, units, stated)
        if told is None:
            yield figure
            continue
        numeral = replace(figure.numeral, step=figure.numeral.step * told.times)
        yield replace(figure, numeral=numeral, value=figure.value * told.times, unit=told.unit, reason=None)


def _beside(text: str, cell: BlockCell, figure: Figure) -> str:
    return text[cell.start : figure.start] + text[figure.numeral.end : cell.end]


def _lacking(figure: Figure) -> bool:
    bare = figure.reason in (None, "year", "list mark") and figure.unit is None
    return bare and figure.numeral.script is Script.ARABIC


def _told(heads: Sequence[str], units: Units, stated: Stated) -> _Told | None:
    """What the heads say: in brackets, in a line for the whole table, by a word for what is counted (人數, 比率)."""
    nearest = tuple(reversed(heads))
    for head in nearest:
        found = _IN_BRACKETS.search(head) if not _LINE.match(head) else None
        told = _read(found["unit"], units) if found else None
        if told is not None:
            return told
    word = next((unit for head in nearest if (unit := stated.unit(head, len(head))) is not None), None)
    if word is None and any(map(_RATE.search, nearest)):
        word = "%"
    lines = [told for head in nearest if (found := _LINE.match(head)) for told in _listed(found["unit"], units)]
    fitting = [told for told in lines if (told.unit == word if word is not None else told.unit != "%")]
    if len(fitting) == 1:
        return fitting[0]
    if word is not None:
        return _Told(word, 1)
    money = [told for told in fitting if told.unit == "元"] or [_Told("元", 1)]
    return money[0] if any(map(_MONEY.search, nearest)) else None


def _listed(words: str, units: Units) -> list[_Told]:
    return [told for word in _SEVERAL.split(words) if (told := _read(word, units)) is not None]


def _read(word: str, units: Units) -> _Told | None:
    """A word as a unit: as it stands, or with a multiplier before it (千元, 百萬人)."""
    if _whole(word, units):
        return _Told(word, 1)
    size = _SIZE.match(word)
    if size is None:
        return None
    rest, times = word[size.end() :] or "", Decimal(1)
    for sign in size[0]:
        times *= _SIZES[sign]
    return _Told(rest, int(times)) if _whole(rest, units) else None


def _whole(word: str, units: Units) -> bool:
    read = units.read(word, 0, Script.ARABIC) if word else None
    return read is not None and read.end == len(word)
