"""Puts findings together, so that every check fills them alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kg.audit.between.cases import Case
from kg.audit.between.shelf import Shelf
from kg.audit.between.wordings import Filling
from kg.audit.intervals import Amount, tolerance
from kg.model.findings import Finding, FindingKind, Passage, Term, Verdict, Words
from kg.model.statements import Statement
from kg.model.titles import called

FEW_DIGITS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding as a check knows it.

    sides  both sides of what was computed;  read: reports that were looked at beside those of the terms and passages
    """

    kind: FindingKind
    rule: str
    verdict: Verdict
    message: Words
    terms: Sequence[Term] = ()
    formula: str = ""
    sides: tuple[Amount, Amount] | None = None
    about: Mapping[str, str | None] = field(default_factory=dict)
    passages: Sequence[Passage] = ()
    read: Iterable[str] = ()

    def finish(self, shelf: Shelf) -> Finding:
        """The finding, with the reports that were read for it and what people took out of them."""
        told = (*(term.statement.report for term in self.terms), *(one.report for one in self.passages))
        reports = sorted({*told, *self.read})
        return Finding(
            kind=self.kind,
            rule=self.rule,
            verdict=self.verdict,
            formula=self.formula,
            terms=tuple(self.terms),
            message=self.message,
            left=self.sides[0].value if self.sides else None,
            right=self.sides[1].value if self.sides else None,
            tolerance=tolerance(*self.sides) if self.sides else None,
            reports=tuple(reports),
            about=tuple(sorted((key, value) for key, value in self.about.items() if value)),
            exclusions=tuple(sorted(iri for report in reports for iri in shelf[report].excluded)),
            passages=tuple(self.passages),
        )


def about_figure(statement: Statement) -> dict[str, str | None]:
    """What a finding about a figure is about: metric, body, programme, breakdown and period."""
    period = statement.period
    return {
        "metric": statement.series or statement.metric,
        "agency": statement.agency,
        "programme": statement.programme,
        "dims": ";".join(f"{key}={value}" for key, value in statement.dims),
        "period": f"{period.start.isoformat()}/{period.end.isoformat()}" if period else None,
    }


def figure_fillings(case: Case, **figures: Statement) -> dict[str, Filling]:
    """For figures by name the words that a text may want of them: `x` the quote, `x_report` the report."""
    fillings: dict[str, Filling] = {"metric": case.lore.name(next(iter(figures.values())))}
    for name, statement in figures.items():
        fillings[name] = quoted(statement)
        fillings[f"{name}_report"] = called(case.shelf[statement.report].info)
        fillings[f"{name}_period"] = period_words(statement)
    return fillings


def quoted(statement: Statement) -> str:
    """The figure as printed, without line breaks."""
    return " ".join(statement.quote.split())


def period_words(statement: Statement) -> str:
    """The period of a figure in ISO dates, a day alone where it is one day."""
    period = statement.period
    if period is None:
        return "—"
    days = (period.start.isoformat(), period.end.isoformat())
    return days[0] if days[0] == days[1] else "/".join(days)


def number(value: Decimal) -> str:
    """A number in digits, to four places at most."""
    rounded = value if value == value.to_integral_value() else value.quantize(FEW_DIGITS)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def compared(one: Statement, other: Statement) -> str:
    """Two values with what they are to one another."""
    return f"{number(one.value)} {'=' if one.value == other.value else '≠'} {number(other.value)}"
