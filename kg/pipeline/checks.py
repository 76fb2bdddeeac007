"""The checks that run: which rooms look inside a report, which compare reports. The one place to register another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from kg.audit import between, inside
from kg.graph import Subjects
from kg.iris import Iris
from kg.lineage.breaks import check_breaks
from kg.lineage.definitions import load_definitions
from kg.lineage.wordings import load_wordings
from kg.model.findings import Finding
from kg.model.mentions import DateMention
from kg.model.statements import Account
from kg.model.text import Outline
from kg.resources import Resources
from kg.validate import Shapes, load_shapes
from kg.vocabulary import load_vocabulary

# Checks across reports: of what all of them tell.
Across = Callable[[Sequence[Account]], tuple[Finding, ...]]
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


@dataclass(frozen=True, slots=True)
class Comparison:
    """The checks across reports, with their rules in them, the concepts that they are about, and the shapes that what
    they find has to fit."""

    across: tuple[Across, ...]
    subjects: Subjects
    shapes: Shapes


def load_comparison(resources: Resources, iris: Iris) -> Comparison:
    """The checks across reports. Raises KnowledgeError as `load_checks` does."""
    vocabulary = load_vocabulary(resources, iris)
    lore, definitions, wordings = between.load_lore(vocabulary.concepts), load_definitions(), load_wordings()
    across: tuple[Across, ...] = (
        partial(between.check_between, lore=lore),
        partial(check_breaks, vocabulary=vocabulary, definitions=definitions, wordings=wordings),
    )
    return Comparison(across, Subjects.of(vocabulary.concepts), load_shapes(resources, iris))
