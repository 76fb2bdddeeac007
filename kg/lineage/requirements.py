"""Which figures a law asks for or grants: those in the sentence that cites it. Data in `rules/requirements.toml`."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import KnowledgeError
from kg.lineage.joins import shared_words
from kg.lineage.naming import Naming
from kg.model.alternation import alternation
from kg.model.clauses import QUOTED
from kg.model.findings import Passage
from kg.model.folding import fold
from kg.model.mentions import NameKind
from kg.model.statements import Statement
from kg.model.threads import Requirement, Use
from kg.resources import read_table

RULES = Path(__file__).parent / "rules" / "requirements.toml"
# So many characters that a law and a figure share tell that the figure is the law's: 原住民.
TELLING = 3


@dataclass(frozen=True, slots=True)
class Requiring:
    """How a law is cited by what it asks for."""

    before: re.Pattern[str] = field(repr=False)
    kinds: frozenset[str]
    reach: int

    def read(self, use: Use, naming: Naming) -> Iterator[Requirement]:
        """The figures that follow the name of a law or plan in its sentences, in one report."""
        for passage in use.passages:
            yield from self._beside(use.name, passage, naming)

    def _beside(self, name: str, passage: Passage, naming: Naming) -> Iterator[Requirement]:
        sentence = naming.sentence(passage.span)
        before = QUOTED.sub("", naming.account.text[sentence.start : passage.span.start])
        cited = self.cites("".join(before.split()))
        laws = [row["name"] for _, row in naming.inside(sentence) if row["type"] == NameKind.LAW] or [name]
        told = naming.account.statements
        place = bisect_left(told, passage.span.end, key=lambda one: one.span.start)
        while place < len(told) and told[place].span.start < sentence.end:
            asked = cited and told[place].kind.value in self.kinds and name in _asking([*laws, name], told[place])
            yield Requirement(asked, told[place], passage)
            place += 1

    def cites(self, before: str) -> bool:
        """Whether the words before the name of a law cite it for what follows."""
        return any(len(before) - found.end() <= self.reach for found in self.before.finditer(before))


def _asking(laws: Sequence[str], told: Statement) -> Sequence[str]:
    """Of laws that are cited together those that share most words with what a figure measures; all where none does."""
    shared = {law: len(shared_words(fold(law), fold(told.metric))) for law in laws}
    most = max(shared.values(), default=0)
    return [law for law in laws if shared[law] == most] if most >= TELLING else laws


def load_requiring() -> Requiring:
    """Reads `rules/requirements.toml`. Raises KnowledgeError where it is not as it must be."""
    table = read_table(RULES)
    try:
        return Requiring(re.compile(alternation(table["before"])), frozenset(table["kinds"]), table["reach"])
    except (KeyError, TypeError) as error:
        raise KnowledgeError(f"{RULES}: {error!r}") from error
