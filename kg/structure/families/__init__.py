"""Families of reports: by which habits a report is read, chosen by evidence in its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.model.facts import Expectation
from kg.resources import read_table
from kg.structure.rules import StructureRules, load_structure_rules

GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that reports of a family show: a pattern in the text, what it says in words, and how much it weighs.
    A file that does not give the words in Chinese has them in English only."""

    pattern: re.Pattern[str]
    words: str
    words_zh: str
    weight: int


@dataclass(frozen=True, slots=True)
class Family:
    """A family of reports and its habits. Lengths count characters without blanks.

    name              name of the family
    evidence          what its reports show
    needed            the least weight of evidence by which a report belongs to it
    longest_heading   the longest heading with a mark
    longest_unmarked  the longest heading without a mark; 0 where there are none
    expects           how much its reports yield
    """

    name: str
    evidence: tuple[Evidence, ...]
    needed: int
    longest_heading: int
    longest_unmarked: int
    expects: Expectation


@dataclass(frozen=True, slots=True)
class Shown:
    """How often a text shows a piece of evidence of a family."""

    family: Family
    evidence: Evidence
    count: int


@dataclass(frozen=True, slots=True)
class Families:
    """All families, in order of name, with the rules that hold for all of them."""

    rows: tuple[Family, ...]
    rules: StructureRules

    def choose(self, text: str) -> tuple[Family, tuple[str, ...]]:
        """The family of a text by the weight of evidence, and the reasons in words; the general one where none fits."""
        weighed = [(family, [one for one in family.evidence if one.pattern.search(text)]) for family in self.rows]
        fitting = [
            (sum(one.weight for one in shown), family, shown)
            for family, shown in weighed
            if shown and sum(one.weight for one in shown) >= family.needed
        ]
        if not fitting:
            return self.named(GENERAL), ("no family shows enough evidence",)
        _, family, shown = max(fitting, key=lambda one: one[0])
        return family, tuple(one.words for one in shown)

    def named(self, name: str) -> Family:
        """The family of that name."""
        return next(family for family in self.rows if family.name == name)

    def weigh(self, text: str) -> tuple[Shown, ...]:
        """All evidence of all families, with how often a text shows it."""
        return tuple(
            Shown(family, evidence, sum(1 for _ in evidence.pattern.finditer(text)))
            for family in self.rows
            for evidence in family.evidence
        )


def load_families(extra: Sequence[Path] = ()) -> Families:
    """The packaged families and those of `extra` files; a later file replaces a family of its name.

    A habit that a file does not name is that of the general family. Raises KnowledgeError where a file is not as it
    must be.
    """
    paths = (*sorted(Path(__file__).parent.glob("*.toml")), *extra)
    read = [(path, read_table(path)) for path in paths]
    general = next(row for _, row in read if row.get("name") == GENERAL)
    found: dict[str, Family] = {}
    for path, row in read:
        try:
            family = _family(general | row | {"expects": general["expects"] | row.get("expects", {})})
            found[family.name] = family
        except (KeyError, TypeError, ValueError, ArithmeticError, re.error) as error:
            raise KnowledgeError(f"{path}: {error!r}") from error
    return Families(tuple(found[name] for name in sorted(found)), load_structure_rules())


def _family(row: dict[str, Any]) -> Family:
    evidence = tuple(
        Evidence(
            re.compile(one["pattern"], re.MULTILINE),
            str(one["words"]),
            str(one.get("words_zh", one["words"])),
            int(one["weight"]),
        )
        for one in row.get("evidence", [])
    )
    expects = row["expects"]
    return Family(
        str(row["name"]),
        evidence,
        int(row["needed"]),
        int(row["longest_heading"]),
        int(row["longest_unmarked"]),
        Expectation(
            Decimal(str(expects["least_facts"])),
            Decimal(str(expects["most_facts"])) if "most_facts" in expects else None,
            Decimal(str(expects["most_missed"])),
        ),
    )
