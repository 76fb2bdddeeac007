"""What is made of one report, and how it is reported that something was done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.model.facts import ReportInfo
from kg.model.text import Source

# The stages of one report, in order.
STAGES = (
    *("structure", "extract", "interpret", "link", "coverage", "tables", "audit"),
    *("graph", "reason", "validate"),
)
# How a line begins that tells of a stage, where stages are told on lines.
STAGE = "stage: "
# What is told instead of the stages where a report need not be computed again.
KNOWN = "known"
# Told of every stage as it begins: the stage's name and the report's id (or a file name while it has no id).
Progress = Callable[[str, str], None]


def silent(stage: str, report: str) -> None:
    """A progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Task:
    """A report that is to be computed. `key` names everything that its product depends on."""

    info: ReportInfo
    source: Source = field(repr=False)
    key: str


@dataclass(frozen=True, slots=True)
class Timing:
    """Wall-clock seconds that one stage took for one report ("" where it is for all)."""

    report: str
    stage: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule of a shape that a report breaks: which fact, which rule, which sentence.

    severity  "violation", "warning" or "info"
    quote     the figure as it stands, "" where the focus is no fact
    """

    report: str
    focus: str
    path: str
    value: str
    shape: str
    severity: str
    message_zh: str
    message_en: str
    quote: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """Everything computed from one report.

    asserted, inferred, checks  sorted N-Quads of the report's three graphs
    tables                      name ("facts", "entities", "events", "coverage", "report", "findings") -> JSON lines
    """

    info: ReportInfo
    sha256: str
    key: str
    asserted: bytes = field(repr=False)
    inferred: bytes = field(repr=False)
    checks: bytes = field(repr=False)
    tables: dict[str, bytes] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    timings: tuple[Timing, ...] = ()

    @property
    def violations(self) -> tuple[Finding, ...]:
        return violations_of(self.findings)


@dataclass(frozen=True, slots=True)
class Computed:
    """What is told of a report that was computed, when its graphs and tables are written away. `facts`: how many."""

    info: ReportInfo
    sha256: str
    facts: int
    findings: tuple[Finding, ...] = ()
    timings: tuple[Timing, ...] = ()

    @classmethod
    def of(cls, product: Product) -> "Computed":
        facts = product.tables["facts"].count(b"\n")
        return cls(product.info, product.sha256, facts, product.findings, product.timings)

    @property
    def violations(self) -> tuple[Finding, ...]:
        return violations_of(self.findings)


def violations_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that keep a report back."""
    return tuple(finding for finding in findings if finding.severity == "violation")
