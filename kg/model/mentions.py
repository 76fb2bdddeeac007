"""What extraction finds in the text: quantities, dates and names, each with its span."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from kg.model.text import Span


class Qualifier(StrEnum):
    """How a number is bounded by the words around it."""

    APPROX = "approx"
    GT = "gt"
    GTE = "gte"
    LTE = "lte"
    LT = "lt"


class Part(StrEnum):
    """Which part of its quote a number is: 97(12)人 is two quantities of one quote, 2-4 分 likewise."""

    WHOLE = "whole"
    OUTER = "outer"  # 97 of 97(12)人
    INNER = "inner"  # 12 of 97(12)人, the part in brackets
    LOW = "low"  # 2 of 2-4 分
    HIGH = "high"  # 4 of 2-4 分


class Quantity(Struct, frozen=True, gc=False):
    """A number with its unit.

    block      ordinal of the block that it stands in
    start, end place in that block's flow (half-open)
    span       place in the source: number, unit and a qualifier that touches it
    number     place of the bare number in the source
    value      the number in full: 43億6,092萬6,439元 is 4360926439, 162% is 162, 三分之一 is 0.333333
    unit       as written, without spaces; "%" for percent, "元" for money, "" for a bare fraction
    qualifier  by the words that bound it anywhere in its clause
    step       the smallest step that the printed form can show (1 for 1,193; 0.01 for 25.34; 10000 for 830萬)
    part       which part of its quote the number is
    """

    block: int
    start: int
    end: int
    span: Span
    number: Span
    value: Decimal
    unit: str
    qualifier: Qualifier | None
    step: Decimal
    part: Part = Part.WHOLE


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days `start` to `end`, both included, Gregorian; an instant where they are one day."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"no period: {self.start} to {self.end}")

    def contains(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end


class DateRole(StrEnum):
    """How the words around a date use it."""

    DURING = "during"  # 109年7月至12月, 109年度, 於109年9月26日
    AS_OF = "as of"  # 截至109年12月底, 至106年12月止
    SINCE = "since"  # 自107年1月1日起, …施行, …生效
    COMPARED = "compared"  # 較108年, 較去年同期, 相較上次會期
    CITED = "cited"  # a date inside a law's name or its amendment; a year in a proper name


class DateMention(Struct, frozen=True, gc=False):
    """A date or span of time.

    block      ordinal of its block;  start, end: place in that block's flow;  span: place in the source
    period     what it covers; a state on a day is that day
    role       how the sentence uses it
    inferred   whether the year (or month) is not written here but taken from before (同年, a bare month, 同期)
    """

    block: int
    start: int
    end: int
    span: Span
    period: Period
    role: DateRole
    inferred: bool = False


class NameKind(StrEnum):
    """What a name names."""

    AGENCY = "agency"
    PROGRAMME = "programme"
    AWARD = "award"
    SYSTEM = "system"
    LAW = "law"
    PERSON = "person"
    QUOTED = "quoted"  # 「…」 of a kind not decided


class NameMention(Struct, frozen=True, gc=False):
    """A name as it stands in the text.

    text       as written, line breaks and quote marks removed
    full       the fullest form known (本府社會局 is 高雄市政府社會局), equal to `text` where nothing is known
    """

    block: int
    start: int
    end: int
    span: Span
    kind: NameKind
    text: str
    full: str


class Exclusion(Struct, frozen=True, gc=False):
    """A number that is no quantity, and why (date, list mark, ordinal, law article, part of a name, …)."""

    block: int
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was found in one outline, each list in reading order.

    spelled  numerals in Chinese characters that none of the other lists holds: those of which nothing tells what they
             are, and those of marks and of parts that are skipped
    """

    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    names: tuple[NameMention, ...]
    excluded: tuple[Exclusion, ...]
    spelled: tuple[Span, ...] = ()


class KnownName(Struct, frozen=True, gc=False):
    """A name that the vocabulary knows before a report is read.

    text  surface form, as written in reports;  full: the preferred name of the thing
    kind  what it names
    """

    text: str
    full: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What extraction is told of names: those of the vocabulary that hold in a report, and for whom the report speaks.

    names   sorted by text;  parents: full name of a body -> full name of the body above it, as sorted pairs
    issuer  the body that 本處, 本局 and the like stand for, or None
    owner   the government that 本府 and 市府 stand for, or None
    """

    names: tuple[KnownName, ...] = ()
    parents: tuple[tuple[str, str], ...] = ()
    issuer: str | None = None
    owner: str | None = None
