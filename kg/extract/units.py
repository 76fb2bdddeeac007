"""The units of figures: which word behind a numeral is one, and which only begins like one (3人 but not 3人事)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from kg.extract.numerals import ONES, Script
from kg.extract.tables import Row, make_rows
from kg.model.alternation import alternation

ARABIC = Script.ARABIC
HAN = Script.HAN

FILE = "units.toml"
_HAN = r"\u4e00-\u9fff"
# Words of grammar never stand between a number and what it counts.
_GRAMMAR = "的之及與和或於在由至以為等及其並而且所各每本該此是有共計達不未已將被向從就對把另含又再第約逾"
_ATTRIBUTE = re.compile(rf"(?:(?![{_GRAMMAR}{ONES}十])[{_HAN}]){{1,4}}?")
_BELOW = re.compile(rf"[{_HAN}]{{1,2}}(?![{_HAN}])")
_GREAT = re.compile(rf"大(?![{_GRAMMAR}])[{_HAN}](?![{_GRAMMAR}{ONES}十])[{_HAN}]")


class UnitClass(StrEnum):
    """How a unit follows its number."""

    MEASURE = "measure"
    COUNT = "count"
    NOUN = "noun"


class Weight(StrEnum):
    """Whether one Han digit before a unit is a figure."""

    ALWAYS = "always"
    WEIGHED = "weighed"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Unit:
    """A surface form of a unit. `written` is the unit that it stands for."""

    surface: str
    written: str
    kind: UnitClass
    weight: Weight
    not_before: tuple[str, ...]


# How long the words are that begin with a character, the longest first.
Lengths: TypeAlias = Mapping[str, tuple[int, ...]]


class UnitRead(Struct, frozen=True, gc=False):
    """A unit at characters start to end (half-open) of a text; `start` includes words between number and unit."""

    start: int
    end: int
    name: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Words that begin like a unit and are none, and how long those are that begin with a character."""

    words: frozenset[str]
    lengths: Lengths

    def at(self, text: str, place: int) -> int:
        """The length of the longest such word at a place, 0 for none."""
        for length in self.lengths.get(text[place : place + 1], ()):
            word = text[place : place + length]
            if word in self.words:
                return len(word)
        return 0


@dataclass(frozen=True, slots=True)
class Units:
    """The rows of `rules/units.toml`, ready for use."""

    surfaces: Mapping[str, Unit] = field(repr=False)
    lengths: Lengths = field(repr=False)
    any_script: Namesakes = field(repr=False)
    han: Namesakes = field(repr=False)
    nouns: re.Pattern[str] = field(repr=False)
    parted: Namesakes = field(repr=False)

    def read(self, text: str, place: int, script: Script) -> UnitRead | None:
        """The longest unit that begins at a place."""
        for length in self.lengths.get(text[place : place + 1], ()):
            surface = text[place : place + length]
            unit, end = self.surfaces.get(surface), place + len(surface)
            if unit is None or text.startswith(unit.not_before, end):
                continue
            if self._barred(text, place, script) > len(surface):  # by a longer word, and so are the shorter units
                return None
            return self._joined(text, UnitRead(place, end, unit.written, unit))
        return None

    def _barred(self, text: str, place: int, script: Script) -> int:
        """The length of the word at a place that begins like a unit and is none, 0 where there is none."""
        barred = self.any_script.at(text, place)
        if script is HAN:
            barred = max(barred, self.han.at(text, place))
        return 0 if barred and self.parted.at(text, place) else barred

    def read_after(self, text: str, place: int, script: Script) -> UnitRead | None:
        """The unit that a numeral ending at a place has: at once, behind 大 (六大項度) or behind an attribute."""
        found = self.read(text, place, script)
        if found is None and text.startswith("大", place) and not self.any_script.at(text, place):
            found = self._great(text, place, script)
        if found is None and script is ARABIC:
            found = self._attributed(text, place)
        return found

    def _great(self, text: str, place: int, script: Script) -> UnitRead | None:
        noun = self.read(text, place + 1, script)
        if noun is not None and (noun.unit.kind is UnitClass.NOUN or noun.name == "類"):
            return UnitRead(place, noun.end, text[place : noun.end], noun.unit)
        found = _GREAT.match(text, place)
        return UnitRead(place, found.end(), found[0], _OF_NOUNS) if found else None

    def _attributed(self, text: str, place: int) -> UnitRead | None:
        found = self.nouns.match(text, place)
        if found is None or self.any_script.at(text, place) or self.any_script.at(text, found.start("noun")):
            return None
        unit = self.surfaces[found["noun"]]
        if text.startswith(unit.not_before, found.end()):
            return None
        return UnitRead(place, found.end(), unit.written, unit)

    def _joined(self, text: str, read: UnitRead) -> UnitRead:
        """元/公斤 is one unit."""
        if not text.startswith("/", read.end):
            return read
        below = self.read(text, read.end + 1, ARABIC) or _BELOW.match(text, read.end + 1)
        if below is None:
            return read
        end = below.end if isinstance(below, UnitRead) else below.end()
        return UnitRead(read.start, end, f"{read.name}/{text[read.end + 1 : end]}", read.unit)


_OF_NOUNS = Unit("", "", UnitClass.NOUN, Weight.WEIGHED, ())


def load_units() -> Units:
    """Reads `rules/units.toml`."""
    surfaces: dict[str, Unit] = {}
    for row in make_rows(FILE, "units", _make_units):
        for unit in row:
            if unit.surface in surfaces and unit.written == unit.surface:
                continue
            surfaces[unit.surface] = unit
    nouns = alternation(word for word, unit in surfaces.items() if unit.kind is UnitClass.NOUN)
    namesakes = make_rows(FILE, "namesakes", lambda row: (str(row["after"]), tuple(row["words"])))
    return Units(
        surfaces,
        _lengths(surfaces),
        _namesakes(word for after, words in namesakes if after == "any" for word in words),
        _namesakes(word for after, words in namesakes if after == "han" for word in words),
        re.compile(f"{_ATTRIBUTE.pattern}(?P<noun>{nouns})"),
        _namesakes(word for after, words in namesakes if after == "none" for word in words),
    )


def _make_units(row: Row) -> tuple[Unit, ...]:
    kind, weight = UnitClass(row["class"]), Weight(row["han"])
    barred = tuple(row.get("unless_followed_by", ()))
    return tuple(Unit(word, str(row.get("written", word)), kind, weight, barred) for word in row["surfaces"])


def _namesakes(words: Iterable[str]) -> Namesakes:
    kept = frozenset(words)
    return Namesakes(kept, _lengths(word for word in kept if len(word) > 1))


def _lengths(words: Iterable[str]) -> Lengths:
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}
