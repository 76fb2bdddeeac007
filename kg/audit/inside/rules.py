"""The rules of checks: names, titles, messages and the words by which a relation is known, from `rules/*.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg.audit.inside.figures import Figure
from kg.audit.intervals import Amount, agree, tolerance
from kg.errors import KnowledgeError
from kg.model.alternation import alternation
from kg.model.findings import Finding, FindingKind, Term, Verdict, Words
from kg.resources import read_table

EMPTY: Mapping[str, str] = MappingProxyType({})
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
        said: Mapping[str, str] = EMPTY,
    ) -> Finding:
        """A check of this rule. `terms` are figures with their roles, in the order of the formula; `sides` what was
        computed and what is printed; `said` is what else the message tells."""
        left, right = (sides[0].value, sides[1].value) if sides else (None, None)
        return Finding(
            kind=FindingKind.ARITHMETIC,
            rule=self.name,
            verdict=verdict,
            formula=formula,
            terms=tuple(Term(role, figure.statement) for role, figure in terms),
            message=self._message(verdict, terms, {"formula": formula, **_shown(sides), **said}),
            left=left,
            right=right,
            tolerance=tolerance(*sides) if sides else None,
            reports=(terms[0][1].statement.report,),
        )

    def _message(self, verdict: Verdict, terms: tuple[tuple[str, Figure], ...], said: Mapping[str, str]) -> Words:
        quotes: dict[str, list[str]] = {}
        for role, figure in terms:
            quotes.setdefault(role.replace("-", "_"), []).append("".join(figure.statement.quote.split()))
        message = self.messages[verdict]
        zh = {role: "、".join(texts) for role, texts in quotes.items()} | dict(said)
        en = {role: ", ".join(texts) for role, texts in quotes.items()} | dict(said)
        return Words(message.zh.format_map(zh), message.en.format_map(en))


def _shown(sides: tuple[Amount, Amount] | None) -> dict[str, str]:
    """Both sides as messages show them, what was computed with two digits more than what is printed."""
    if sides is None:
        return {}
    return {"left": show(sides[0].value, _step(sides[1])), "right": show(sides[1].value)}


def _step(stated: Amount) -> Decimal:
    return Decimal(1).scaleb(stated.half.adjusted() - 1) if stated.half else Decimal("0.0001")


def show(value: Decimal, step: Decimal = Decimal("0.0001")) -> str:
    """A number as formulas show it: no exponent, no zeros at the end, no decimals beyond a step."""
    whole = value == value.to_integral_value()
    text = f"{value.to_integral_value() if whole else value.quantize(min(step, Decimal(1))):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def equal(computed: Amount, stated: Amount, unit: str = "") -> str:
    """The end of a formula: what was computed, with two digits more than what is printed, and this where it is not the
    same."""
    shown, printed = f"{show(computed.value, _step(stated))}{unit}", f"{show(stated.value)}{unit}"
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


def load_titles() -> dict[str, Words]:
    """What each rule is called. Raises KnowledgeError as `load_rule` does."""
    return {path.stem: load_rule(path).title for path in sorted(RULES.glob("*.toml"))}


def _words(table: Mapping[str, Any]) -> Words:
    return Words(str(table["zh"]), str(table["en"]))
