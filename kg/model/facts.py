"""What interpretation makes of the mentions: facts, entities and changes, before anything is linked to a concept."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from kg.model.mentions import NameKind, NameMention, Period, Quantity
from kg.model.text import Outline, Span


class Kind(StrEnum):
    """What a figure is: what happened, what was to be reached, what a rule grants, a difference, a plan."""

    OBSERVED = "observed"
    TARGET = "target"
    RULE = "rule"
    CHANGE = "change"
    PLANNED = "planned"


class Direction(StrEnum):
    INCREASE = "increase"
    DECREASE = "decrease"


class Temporality(StrEnum):
    """How a figure relates to time: a state on a day, a count over a span, a share."""

    STOCK = "stock"
    FLOW = "flow"
    RATE = "rate"


class PeriodSource(StrEnum):
    """Where the period of a fact was read."""

    STATED = "stated"  # in its own sentence
    ITEM = "item"  # in another sentence of its item or paragraph
    HEADING = "heading"  # in a heading or in the line that introduces the list
    COVERAGE = "coverage"  # nowhere: the report's own coverage stands in


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """What is known of a report beside its text.

    id        ASCII slug, stable over versions of the file
    issuer    full name of the body that reports, or None where nobody said; then a
              sentence without a subject has no agency
    owner     the government that 本府 and a sentence without a subject stand for; None where unknown
    kind      "annual performance report", "council work report", …
    coverage  what the report covers, or None
    issued    ISO date, year or None;  session: council session in words or None
    origin    who said so: "catalogue", "sidecar", "flags" or "text"
    """

    id: str
    title: str
    issuer: str | None
    owner: str | None
    kind: str | None
    coverage: Period | None
    issued: str | None = None
    session: str | None = None
    url: str | None = None
    origin: str = "text"
    begins_inside: bool = False


class Fact(Struct, frozen=True, gc=False):
    """One claim of a report: a quantity with what it measures, of whom, when and of which kind.

    metric     what is measured, a short phrase of the text
    sentence   span of the sentence that it stands in
    base       what a change or margin is measured against: a period ("2019-01-01/2019-12-31") or "target", or None
    dims       the breakdown, as sorted (key, value) pairs
    """

    quantity: Quantity
    metric: str
    kind: Kind
    direction: Direction | None
    base: str | None
    temporality: Temporality
    agency: str | None
    programme: str | None
    period: Period | None
    period_source: PeriodSource
    section: int | None
    sentence: Span
    dims: tuple[tuple[str, str], ...] = ()


class Entity(Struct, frozen=True, gc=False):
    """A thing that a report names, with all its names and places. `details` are sorted (key, value) pairs:
    for an award conferral recipient, rank, date (ISO), for."""

    kind: NameKind
    name: str
    aliases: tuple[str, ...]
    parent: str | None
    mentions: tuple[NameMention, ...]
    details: tuple[tuple[str, str], ...] = ()


class ChangeType(StrEnum):
    ESTABLISHED = "established"
    MERGED = "merged"
    ABOLISHED = "abolished"
    RENAMED = "renamed"
    TRANSFERRED = "transferred"
    INCORPORATED = "incorporated"
    STAFFING_CHANGE = "staffing_change"
    LAUNCHED = "launched"
    ENDED = "ended"
    REPLACED = "replaced"
    AMENDED = "amended"


class Change(Struct, frozen=True, gc=False):
    """A change of an organisation or a programme that a report tells of."""

    type: ChangeType
    subject: str
    object: str | None
    date: str | None
    span: Span
    block: int
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one report, before linking.

    withdrawn  facts that a person has taken out: no graph and no table has them, but facts of equal words keep their
               addresses beside them
    """

    info: ReportInfo
    outline: Outline
    facts: tuple[Fact, ...]
    entities: tuple[Entity, ...]
    changes: tuple[Change, ...]
    withdrawn: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What reports of a family yield as a rule.

    least_facts, most_facts  facts per 1,000 characters; None where no bound is known
    most_missed              share of the numbers that may be left without an explanation, 0 to 1
    """

    least_facts: Decimal
    most_facts: Decimal | None
    most_missed: Decimal


@dataclass(frozen=True, slots=True)
class Yield:
    """How much was read of a report, beside what its family leads one to expect.

    facts, characters  of the report;  numbers: runs of digits and Chinese numerals;  missed: those not understood
    """

    facts: int
    characters: int
    numbers: int
    missed: int
    expected: Expectation

    @property
    def facts_per_thousand(self) -> Decimal:
        """Facts per 1,000 characters, to two places."""
        return (Decimal(1000 * self.facts) / max(1, self.characters)).quantize(Decimal("0.01"))

    @property
    def missed_share(self) -> Decimal:
        """The share of the numbers that was not understood, 0 to 1, to four places."""
        return (Decimal(self.missed) / max(1, self.numbers)).quantize(Decimal("0.0001"))
