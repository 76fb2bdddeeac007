"""Units that a word before a number states: 參加人數 1,234, 瀏覽人次達 1,000 萬, 人數分別為 12、15、20."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from kg.extract.figures import Figure
from kg.extract.numerals import Script
from kg.extract.tables import Row, make_rows
from kg.extract.units import FILE
from kg.model.alternation import alternation

_REACH = 24
_NUMBER = re.compile(r"[萬億兆]$|[點.]")
# What a word may have behind it: how it is called for short, and of when the number is: 指數(CPI)12月為105.2.
_ASIDE = r"(?:\([A-Za-z]{1,8}\))?(?:(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:年|月份?|月底|季)|年底|月底)?"
# Between two numbers of one unit: 12、15; 由4.8降為4.1.
_LISTED = re.compile(r"[、及與和]|(?:[降升增減跌漲]|下降|降低|減少|縮短|上升|增加|提高|提升|擴增|改善|調整)[為至到]")


@dataclass(frozen=True, slots=True)
class Stated:
    """The rows [[stated]] of `rules/units.toml`, ready for use."""

    before: re.Pattern[str] = field(repr=False)
    units: Mapping[str, str] = field(repr=False)

    def unit(self, text: str, start: int) -> str | None:
        """The unit that a word before a number states, with nothing but fillers between."""
        found = self.before.search(text[max(0, start - _REACH) : start])
        return self.units[found["word"]] if found else None


def with_stated_units(text: str, figures: Sequence[Figure], stated: Stated) -> Iterator[Figure]:
    """Figures that have no unit take the one stated before them; what is listed after goes on with it."""
    last: Figure | None = None
    for figure in figures:
        unit = _stated(text, figure, last, stated)
        found = figure if unit is None else replace(figure, unit=unit, reason=None)
        last = None if unit is None else found
        yield found


def _stated(text: str, figure: Figure, last: Figure | None, stated: Stated) -> str | None:
    """`last` is the figure before where its own unit was stated."""
    if figure.unit is not None or figure.reason not in (None, "year", "version") or not _plain(text, figure):
        return None
    if text.startswith((":", "比"), figure.numeral.end):  # 比例為7:3
        return None
    if last is not None and _LISTED.fullmatch(text[last.numeral.end : figure.start]):
        return last.unit
    return stated.unit(text, figure.start)


def _plain(text: str, figure: Figure) -> bool:
    """Whether a numeral is a number beyond doubt: in Chinese characters where it has a point or ends in 萬 or 億."""
    spelled = text[figure.numeral.start : figure.numeral.end]
    return figure.numeral.script is Script.ARABIC or _NUMBER.search(spelled) is not None


def load_stated() -> Stated:
    """Reads [[stated]] of `rules/units.toml`."""
    rows = make_rows(FILE, "stated", _make_row)
    units = {word: unit for words, unit in rows for word in words}
    fillers = alternation(word for row in make_rows(FILE, "between", lambda row: tuple(row["words"])) for word in row)
    return Stated(re.compile(f"(?P<word>{alternation(units)}){_ASIDE}(?:{fillers}){{0,3}}$"), units)


def _make_row(row: Row) -> tuple[tuple[str, ...], str]:
    return tuple(row["words"]), str(row["unit"])
