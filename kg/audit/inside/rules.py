"""The rules of checks: names, titles, messages and the words by which a relation is known, from `rules/*.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.audit.inside.figures import Figure
from kg.audit.intervals import Amount, agree, tolerance
from kg.errors import KnowledgeError
from kg.model.alternation import alternation
from kg.model.findings import Finding, FindingKind, Term, Verdict, Words
from kg.resources import read_table

RULES = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of check.

    name      local name;  title: in both languages
    messages  what is said for each verdict; {formula}, {left}, {right} and the roles of terms stand for what was found
    words     pattern of the words of each group;  units: measures of each group, as `Figure.measure`
    """

    name: str
    title: Words
    messages: Mapping[Verdict, Words] = field(repr=False)
    words: Mapping[str, re.Pattern[str]] = field(repr=False)
    units: Mapping[str, frozenset[str]] = field(repr=False)

    def finding(
        self,
        verdict: Verdict,
        formula: str,
        terms: tuple[tuple[str, Figure], ...],
        sides: "tuple[Amount, Amount] | None" = None,
        about: tuple[tuple[str, str], ...] = (),
    ) -> Finding:
        """A check of this rule. `terms` are figures with their roles, in the order of the formula; `sides` what was
        computed and what is printed."""
        left, right = (sides[0].value, sides[1].value) if sides else (None, None)
        return Finding(
            kind=FindingKind.ARITHMETIC,
            rule=self.name,
            verdict=verdict,
            formula=formula,
            terms=tuple(Term(role, figure.statement) for role, figure in terms),
            message=self._message(verdict, formula, terms, (left, right), dict(about)),
            left=left,
            right=right,
            tolerance=tolerance(*sides) if sides else None,
            reports=(terms[0][1].statement.report,),
            about=about,
        )

    def _message(
        self,
        verdict: Verdict,
        formula: str,
        terms: tuple[tuple[str, Figure], ...],
        sides: tuple[Decimal | None, Decimal | None],
        about: Mapping[str, str],
    ) -> Words:
        quotes: dict[str, list[str]] = {}
        for role, figure in terms:
            quotes.setdefault(role.replace("-", "_"), []).append("".join(figure.statement.quote.split()))
        values = {role: "、".join(texts) for role, texts in quotes.items()} | dict(about)
        left, right = ("" if side is None else show(side) for side in sides)
        values |= {"formula": formula, "left": left, "right": right}
        message = self.messages[verdict]
        return Words(message.zh.format_map(values), message.en.format_map(values))


def show(value: Decimal, step: Decimal = Decimal("0.0001")) -> str:
    """A number as formulas show it: no exponent, no zeros at the end, no decimals beyond a step."""
    whole = value == value.to_integral_value()
    text = f"{value.to_integral_value() if whole else value.quantize(min(step, Decimal(1))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def equal(computed: Amount, stated: Amount, unit: str = "") -> str:
    """The end of a formula: what was computed, with two digits more than what is printed, and this where it is not the
    same."""
    step = Decimal(1).scaleb(stated.half.adjusted() - 1) if stated.half else Decimal("0.0001")
    shown, printed = f"{show(computed.value, step)}{unit}", f"{show(stated.value)}{unit}"
    if computed.value == stated.value or shown == printed:
        return f"= {printed}"
    return f"= {shown} {'≠' if agree(computed, stated) is Verdict.FAILS else '≈'} {printed}"


def load_rule(path: Path) -> Rule:
    """Reads one file of `rules/`. Raises KnowledgeError, with the file, where it is not as it must be."""
    table = read_table(path)
    try:
        return Rule(
            name=path.stem,
            title=_words(table["title"]),
            messages={Verdict(verdict): _words(message) for verdict, message in table["message"].items()},
            words={group: re.compile(alternation(words)) for group, words in table.get("words", {}).items()},
            units={group: frozenset(map(str, units)) for group, units in table.get("units", {}).items()},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(f"{path}: {error!r}") from error


def _words(table: Mapping[str, Any]) -> Words:
    return Words(str(table["zh"]), str(table["en"]))
