"""What an audit finds: checks with all their terms, both sides, and a verdict."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kg.model.statements import Statement
from kg.model.text import Span


class FindingKind(StrEnum):
    """What a check is about."""

    ARITHMETIC = "arithmetic"  # figures of one report that must agree: parts and totals, shares, differences, counts
    IMPLIED = "implied"  # a statement that implies another period's figure, against what was printed of that period
    RESTATEMENT = "restatement"  # one metric and period told twice
    COPIED = "copied"  # an equal set of figures for different periods
    SILENCE = "silence"  # told before and no more
    NEW = "new"  # told for the first time
    PROMISE = "promise"  # a target or plan, and what later reports say came of it
    BREAK = "break"  # a definition that changed inside a series
    COMPLETENESS = "completeness"  # how much of a report was understood


class Verdict(StrEnum):
    """What came out. The last four are for promises; `unheard` is for silences too: what was told is told no more."""

    HOLDS = "holds"
    WITHIN_ROUNDING = "holds-within-rounding"
    FAILS = "fails"
    CANNOT_TELL = "cannot-tell"
    MET = "met"
    MISSED = "missed"
    MOVED = "moved"
    UNHEARD = "unheard"


@dataclass(frozen=True, slots=True)
class Term:
    """A statement in a check, and the part that it plays: "total", "part", "numerator", "now", "then", "target", …"""

    role: str
    statement: Statement


@dataclass(frozen=True, slots=True)
class Passage:
    """A place of a report that a check speaks of and that is no figure, and the part that it plays: "last" (where a
    thing was told for the last time), "words" (where the words of a metric still stand), …

    source  SHA-256 of the file;  span: in code points of it;  quote: what stands there
    """

    role: str
    report: str
    source: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One check and its verdict.

    rule       local name of the rule that made it
    formula    what was computed, with the values in it: "1975 / 1213 = 162.8 %, printed 162 %"
    terms      the statements compared, in the order of the formula
    message    what was found, in a sentence
    left, right, tolerance  both sides, and by how much they may differ: what printed precision, 約/逾/餘 and rounding
               to 萬 allow. None where nothing is computed
    reports    ids of all reports that were read for it, sorted
    about      what it is about beside figures, as sorted (key, value) pairs: metric, programme, agency, award, period
    exclusions IRIs of facts that a person took out, of which it took no notice
    passages   other places that it speaks of
    """

    kind: FindingKind
    rule: str
    verdict: Verdict
    formula: str
    terms: tuple[Term, ...]
    message: Words
    left: Decimal | None = None
    right: Decimal | None = None
    tolerance: Decimal | None = None
    reports: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    exclusions: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
