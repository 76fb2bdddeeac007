"""The checks inside one report, in the order of the text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.audit.inside.bases import find_bases
from kg.audit.inside.differences import find_differences
from kg.audit.inside.figures import Page
from kg.audit.inside.growths import find_growths
from kg.audit.inside.items import find_item_totals
from kg.audit.inside.lengths import find_lengths
from kg.audit.inside.lists import find_counts
from kg.audit.inside.pages import read_page
from kg.audit.inside.prices import find_prices
from kg.audit.inside.repeats import find_as_planned, find_repeats
from kg.audit.inside.rules import RULES, Rule, load_rule
from kg.audit.inside.shares import find_shares
from kg.audit.inside.staffing import find_staffing
from kg.audit.inside.thresholds import find_thresholds
from kg.audit.inside.totals import find_totals
from kg.audit.inside.ways import Ways, load_ways
from kg.audit.intervals import Printing, load_printing
from kg.errors import KnowledgeError
from kg.model.findings import Finding, Verdict
from kg.model.mentions import DateMention
from kg.model.statements import Account
from kg.model.text import Outline

Finder = Callable[[Page, Rule], Iterator[Finding]]
FINDERS: Mapping[str, Finder] = {
    "parts-total": find_totals,
    "items-total": find_item_totals,
    "share": find_shares,
    "difference": find_differences,
    "growth": find_growths,
    "one-base": find_bases,
    "threshold": find_thresholds,
    "list-count": find_counts,
    "span-length": find_lengths,
    "staffing": find_staffing,
    "price": find_prices,
    "repeated": find_repeats,
    "as-planned": find_as_planned,
}


@dataclass(frozen=True, slots=True)
class InsideRules:
    """The rules of `rules/*.toml`, how printed numbers are read, and the words that say which way a change goes."""

    rules: Mapping[str, Rule] = field(repr=False)
    printing: Printing = field(repr=False)
    ways: Ways = field(repr=False)


def load_rules() -> InsideRules:
    """Reads all rules. Raises KnowledgeError where a file is wrong, or code and files do not name the same rules."""
    rules = {path.stem: load_rule(path) for path in sorted(RULES.glob("*.toml"))}
    if set(rules) != set(FINDERS):
        raise KnowledgeError(f"{RULES} has {', '.join(sorted(rules))}; the code knows {', '.join(sorted(FINDERS))}.")
    return InsideRules(rules, load_printing(), load_ways())


def check_report(
    outline: Outline, account: Account, dates: Sequence[DateMention], rules: InsideRules
) -> tuple[Finding, ...]:
    """The checks inside one report: every relation between its figures that its words assert and that can be computed.

    `outline` is that of the account's text, `dates` are those that extraction found in it (`Mentions.dates`): a count
    may be of dates, a length of time of a span. The checks stand in the order in which their terms stand in the text;
    each has its terms, the formula with the values in it, both sides, and the tolerance that printed numbers allow.
    """
    page = read_page(outline, account.statements, dates, rules.printing, rules.ways)
    found = [finding for name, find in FINDERS.items() for finding in find(page, rules.rules[name])]
    kept = _settle(found)
    ordered = sorted(kept, key=lambda one: (max(term.statement.span for term in one.terms), _places(one), one.rule))
    return tuple(ordered)


def _settle(found: Sequence[Finding]) -> Iterator[Finding]:
    """Each relation once, and no failure about a figure that the same rule finds right in another way."""
    right = {(one.rule, _result(one)) for one in found if one.verdict is not Verdict.FAILS}
    seen = set()
    for finding in found:
        key = (finding.rule, frozenset(term.statement.fact for term in finding.terms))
        if key in seen or (finding.verdict is Verdict.FAILS and (finding.rule, _result(finding)) in right):
            continue
        seen.add(key)
        yield finding


def _result(finding: Finding) -> str:
    return finding.terms[-1].statement.fact


def _places(finding: Finding) -> tuple[int, ...]:
    return tuple(term.statement.span.start for term in finding.terms)
