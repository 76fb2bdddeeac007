"""The checks that run: which rooms look inside a report, which compare reports. The one place to register another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kg.model.findings import Finding
from kg.model.statements import Account
from kg.model.text import Outline

Inside = Callable[[Outline, Account], tuple[Finding, ...]]
Between = Callable[[Sequence[Account]], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Checks:
    """Pure functions, each with its rules in it.

    inside   what can be seen in one report alone;  between: what needs several
    """

    inside: tuple[Inside, ...] = ()
    between: tuple[Between, ...] = ()

    def inside_of(self, outline: Outline, account: Account) -> tuple[Finding, ...]:
        """All findings inside one report."""
        return tuple(_marked(finding, account) for check in self.inside for finding in check(outline, account))


def _marked(finding: Finding, account: Account) -> Finding:
    """The finding with the report that was read for it, and what had been taken out of that. One without figures is
    about its report, too: else two reports would have one check."""
    about = finding.about if finding.terms else (("report", account.info.id), *finding.about)
    return replace(finding, about=tuple(sorted(about)), reports=(account.info.id,), exclusions=account.excluded)


def load_checks() -> Checks:
    """The checks with their rules. Raises KnowledgeError, with the file, for what a curator must mend."""
    return Checks()
