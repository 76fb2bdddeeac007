"""A small check for tests of what becomes of findings: every figure of a report beside the next of its unit."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.model.findings import Finding, FindingKind, Term, Verdict, Words
from kg.model.mentions import DateMention
from kg.model.statements import Account
from kg.model.text import Outline


def neighbours(_: Outline, account: Account, dates: Sequence[DateMention]) -> tuple[Finding, ...]:
    """Two figures that follow one another, as if they had to be equal; and one finding without figures."""
    return (*_pairs(account), silent(account.info.title))


def _pairs(account: Account) -> Iterator[Finding]:
    for first, second in pairwise(account.statements):
        equal = first.value == second.value
        yield Finding(
            kind=FindingKind.ARITHMETIC,
            rule="neighbours",
            verdict=Verdict.HOLDS if equal else Verdict.FAILS,
            formula=f"{first.value} = {second.value}",
            terms=(Term("first", first), Term("second", second)),
            message=Words("相鄰兩數。", "Two neighbours."),
            left=first.value,
            right=second.value,
        )


def silent(title: str) -> Finding:
    return Finding(
        kind=FindingKind.SILENCE,
        rule="untold",
        verdict=Verdict.CANNOT_TELL,
        formula="",
        terms=(),
        message=Words("未再提及。", "Not told any more."),
        about=(("metric", title),),
    )
