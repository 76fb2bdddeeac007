"""The vocabulary as values, and the links that lead from what a report says to it."""

from dataclasses import dataclass, field
from enum import StrEnum


class Scheme(StrEnum):
    """The concept schemes; the value is the singular that stands in the IRIs."""

    UNIT = "unit"
    METRIC = "metric"
    AGENCY = "agency"
    PROGRAMME = "programme"
    AWARD = "award"
    SYSTEM = "system"
    LAW = "law"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing in the world that facts are about.

    slug      local name, ASCII
    label     preferred label in zh-Hant;  label_en: in English
    names     other surface forms (skos:altLabel), as written in reports
    parent    slug of the broader concept or of the body above, or None
    about     for a metric: slug of the metric that it speaks of (target, margin, change), or None
    unit      for a metric: the usual unit as written, or None
    examples  sentences in which it occurs (skos:example)
    features  for a metric: (key, value) pairs by which facts are recognised as its claims, see `kg.link`
    """

    scheme: Scheme
    slug: str
    label: str
    label_en: str
    definition: str = ""
    names: tuple[str, ...] = ()
    parent: str | None = None
    about: str | None = None
    unit: str | None = None
    examples: tuple[str, ...] = ()
    features: tuple[tuple[str, str], ...] = ()

    def values(self, key: str) -> tuple[str, ...]:
        """The values of one feature."""
        return tuple(value for name, value in self.features if name == key)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision that a name is (or is not) a concept: by whom, when, why.

    id  its local name in judgements.ttl: the last part of its IRI `…/id/judgement/{id}`
    """

    scheme: Scheme
    name: str
    slug: str
    same: bool
    who: str
    when: str
    why: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All concepts and judgements, in order of scheme and slug."""

    concepts: tuple[Concept, ...]
    judgements: tuple[Judgement, ...] = ()
    digest: str = field(default="", compare=False)

    def scheme(self, scheme: Scheme) -> tuple[Concept, ...]:
        return tuple(concept for concept in self.concepts if concept.scheme is scheme)


@dataclass(frozen=True, slots=True)
class Link:
    """That something in a report is a concept: with a score from 0 to 1, a reason in words, and who judged.

    mention    ordinal of the thing linked within its report and scheme (a fact's ordinal for metrics,
               an entity's ordinal otherwise)
    """

    scheme: Scheme
    mention: int
    slug: str
    score: float
    reason: str
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one report: at most one a mention and scheme."""

    metrics: tuple[Link, ...] = ()
    entities: tuple[Link, ...] = ()
    units: tuple[Link, ...] = ()
