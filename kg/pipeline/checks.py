"""The checks that run: which rooms look inside a report, which compare reports. The one place to register another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from kg.audit import between, inside
from kg.audit.between import Shelf
from kg.graph import Subjects
from kg.iris import Iris
from kg.lineage.bodies import Bodies, Heirs
from kg.lineage.definitions import load_definitions
from kg.lineage.wordings import load_wordings
from kg.model.concepts import Scheme, Vocabulary
from kg.model.findings import Finding
from kg.model.mentions import DateMention
from kg.model.statements import Account
from kg.model.text import Outline
from kg.pipeline.found import Found
from kg.pipeline.keyed import Figures
from kg.pipeline.late import Packed
from kg.pipeline.ledger import Ledger, Place
from kg.pipeline.lineage.lines import Lines, Marks
from kg.pipeline.lineage.names import Joins, Names, Own
from kg.resources import Resources
from kg.validate import Shapes, load_shapes

# A check inside a report: of its outline, what it tells, and the dates found in it.
Inside = Callable[[Outline, Account, Sequence[DateMention]], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Checks:
    """Pure functions, each with its rules in it.

    inside  what can be seen in one report alone
    """

    inside: tuple[Inside, ...] = ()

    def inside_of(self, outline: Outline, account: Account, dates: Sequence[DateMention]) -> tuple[Finding, ...]:
        """All findings inside one report."""
        return tuple(_marked(finding, account) for check in self.inside for finding in check(outline, account, dates))


def _marked(finding: Finding, account: Account) -> Finding:
    """The finding with the report that was read for it, and what had been taken out of that. One without figures is
    about its report, too: else two reports would have one check."""
    about = finding.about if finding.terms else (("report", account.info.id), *finding.about)
    return replace(finding, about=tuple(sorted(about)), reports=(account.info.id,), exclusions=account.excluded)


def load_checks() -> Checks:
    """The checks with their rules. Raises KnowledgeError, with the file, for what a curator must mend."""
    return Checks(inside=(partial(inside.check_report, rules=inside.load_rules()),))


class Across(Protocol):
    """A room of what is found across reports, run by place: what is found at one is a function of what the reports have
    to it, of the reports that its watch names, and of the outlines of places of lower rank."""

    def bring(self, account: Account) -> Mapping[Place, Sequence[Packed]]:
        """What one report has to which place."""

    def found(self, at: Place, shelf: Shelf, ledger: Ledger, heirs: Heirs, /) -> Found:
        """What is found at a place. `shelf` has all reports, `heirs` the bodies that became others."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is looked for across reports, with its rules in it, the concepts that it is about, and the shapes that the
    checks have to fit. The rank of a room is its place in `across`."""

    across: tuple[Across, ...]
    subjects: Subjects
    shapes: Shapes
    bodies: Bodies


def load_comparison(
    resources: Resources, iris: Iris, vocabulary: Vocabulary, shapes: Shapes | None = None
) -> Comparison:
    """The checks across reports; the shapes are read where they are not at hand. Raises KnowledgeError as `load_checks`
    does."""
    agencies = vocabulary.scheme(Scheme.AGENCY)
    metrics = {metric.slug: metric for metric in vocabulary.scheme(Scheme.METRIC)}
    across = (
        Figures(0, between.load_lore(vocabulary.concepts)),
        Lines(1, 5, metrics, load_definitions(), load_wordings(), iris),
        Names(2, 4, vocabulary),
        Own(3, vocabulary, iris),
        Joins(4, 2, vocabulary, iris),
        Marks(5, iris),
    )
    shapes = shapes or load_shapes(resources, iris)
    return Comparison(across, Subjects.of(vocabulary.concepts), shapes, Bodies(agencies))
