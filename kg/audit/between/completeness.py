"""How much of each report was understood, told beside the checks: a silence may be a misreading."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from kg.audit.between.cases import Case
from kg.audit.between.findings import Draft
from kg.audit.between.keys import Check, Entry, Key, Role
from kg.audit.between.scenes import Scene
from kg.audit.between.wordings import joined
from kg.model.findings import Finding, FindingKind, Verdict
from kg.model.statements import Account

# The fates of numbers, in the order in which they are told.
FATES = ("fact", "excluded", "missed")
# Above this share of numbers that were not understood, what a report does not tell is no evidence.
MOST_MISSED = Decimal("0.05")
# How many sections with numbers that were not understood are named.
NAMED = 3


def reading_entries(scene: Scene) -> Iterator[tuple[Key, Entry]]:
    """A report whose numbers were counted."""
    if scene.account.numbers:
        yield Key(Check.READING, (scene.report,)), Entry(scene.report, Role.NAMED)


def check_reading(case: Case) -> Iterator[Finding]:
    """What became of the numbers of a report."""
    for entry in case.entries:
        yield _told(case, case.shelf[entry.report])


def thin(account: Account) -> bool:
    """Whether too many numbers of a report were not understood for its silence to be evidence."""
    return account.numbers.get("missed", 0) > MOST_MISSED * sum(account.numbers.values())


def _told(case: Case, account: Account) -> Finding:
    total = sum(account.numbers.get(fate, 0) for fate in FATES)
    counts = {fate: str(account.numbers.get(fate, 0)) for fate in FATES}
    shares = {f"{fate}_share": _percent(account.numbers.get(fate, 0), total) for fate in FATES}
    text = "thin" if thin(account) else "enough"
    worst = Counter(" > ".join(gap.section) for gap in account.gaps if gap.section).most_common(NAMED)
    places = [
        case.lore.wordings.say("completeness", "section", section=section, count=str(count)) for section, count in worst
    ]
    return Draft(
        FindingKind.COMPLETENESS,
        "completeness",
        Verdict.CANNOT_TELL if thin(account) else Verdict.HOLDS,
        joined(case.lore.wordings.say("completeness", text, total=str(total), **counts, **shares), *places),
        formula=f"{counts['fact']} + {counts['excluded']} + {counts['missed']} = {total}",
        about={"report": account.info.id},
        read=[account.info.id],
    ).finish(case.shelf)


def _percent(part: int, total: int) -> str:
    """A share in percent, to one place."""
    return f"{Decimal(100 * part) / max(1, total):.1f}%"
