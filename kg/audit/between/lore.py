"""What the checks between reports know beside the reports: metrics, words, ways of printing, texts for people."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.audit.between.wordings import Wordings, load_wordings
from kg.audit.between.words import CueWords, load_words
from kg.audit.intervals import Printing, load_printing
from kg.model.concepts import Concept, Scheme
from kg.model.findings import Words
from kg.model.statements import Statement


@dataclass(frozen=True, slots=True)
class Lore:
    """`concepts` holds those of the vocabulary by scheme and local name."""

    concepts: Mapping[tuple[Scheme, str], Concept] = field(repr=False)
    words: CueWords = field(repr=False)
    wordings: Wordings = field(repr=False)
    printing: Printing = field(repr=False)

    def metric(self, slug: str | None) -> Concept | None:
        return self.concepts.get((Scheme.METRIC, slug)) if slug else None

    def root(self, slug: str | None) -> str | None:
        """The metric that a target, margin, plan or change speaks of; a metric that speaks of none is its own."""
        concept = self.metric(slug)
        return concept.about or concept.slug if concept else slug

    def whole(self, slug: str | None) -> str | None:
        """The metric of which this one counts a part; None where it counts no part."""
        concept = self.metric(slug)
        return concept.parent if concept else None

    def name(self, statement: Statement) -> Words:
        """What a statement measures, with its breakdown, in both languages; words of the report where there is no
        metric for it."""
        concept = self.metric(statement.series)
        dims = "、".join(value for _, value in statement.dims)
        zh, en = (concept.label, concept.label_en) if concept else (statement.metric, statement.metric)
        return Words(f"{zh}（{dims}）", f"{en} ({dims})") if dims else Words(zh, en)


def load_lore(concepts: Iterable[Concept]) -> Lore:
    """The lore with the concepts of a vocabulary. Raises KnowledgeError for rules that are not as they must be."""
    known = {(concept.scheme, concept.slug): concept for concept in concepts}
    return Lore(known, load_words(), load_wordings(), load_printing())
