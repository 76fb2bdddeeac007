"""Answers on lineage, of one publication: what the command line and the API give."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from kg.errors import UnknownNameError
from kg.iris import Iris
from kg.lineage.definitions import Definitions, load_definitions
from kg.lineage.metrics import every_metric, metric_lineage, scenes_of
from kg.lineage.placing import Scene
from kg.lineage.things import Things
from kg.lineage.wordings import Wordings, load_wordings
from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.folding import fold
from kg.model.lines import MetricLineage
from kg.model.statements import Account
from kg.pipeline.accounts import read_accounts
from kg.resources import Resources
from kg.store import View
from kg.vocabulary import load_vocabulary


@dataclass(frozen=True)
class Lineages:
    """What lineage is made of: the reports of a publication in the order of their telling, vocabulary and rules."""

    accounts: Mapping[str, Account] = field(repr=False)
    scenes: Sequence[Scene] = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    definitions: Definitions = field(repr=False)
    wordings: Wordings = field(repr=False)
    iris: Iris

    @classmethod
    def of(cls, view: View, resources: Resources) -> Self:
        """Those of a publication. Raises StoreError where an object is missing, KnowledgeError for wrong rules."""
        iris = Iris(view.manifest.base_iri)
        return cls.over(read_accounts(view), load_vocabulary(resources, iris), iris)

    @classmethod
    def over(cls, accounts: Iterable[Account], vocabulary: Vocabulary, iris: Iris) -> Self:
        """Those of these reports, in whatever order they come."""
        definitions = load_definitions()
        scenes = scenes_of(accounts, definitions, vocabulary.scheme(Scheme.AGENCY))
        by_id = {scene.account.info.id: scene.account for scene in scenes}
        return cls(by_id, scenes, vocabulary, definitions, load_wordings(), iris)

    @cached_property
    def concepts(self) -> Mapping[tuple[Scheme, str], Concept]:
        return {(concept.scheme, concept.slug): concept for concept in self.vocabulary.concepts}

    @cached_property
    def things(self) -> Things:
        """Programmes, bodies, awards, systems and laws over the reports."""
        return Things(self.accounts.values(), self.vocabulary)

    def find(self, scheme: Scheme, name: str) -> Concept:
        """The concept of that local name, IRI, label or other name. Raises UnknownNameError with near names."""
        slug = self.iris.slug(name.strip().removeprefix("<").removesuffix(">"))
        found = self.concepts.get((scheme, slug))
        if found is not None:
            return found
        wanted = fold(name)
        known = self.vocabulary.scheme(scheme)
        for concept in known:
            if wanted in map(fold, (concept.label, concept.label_en, *concept.names)):
                return concept
        names = [text for concept in known for text in (concept.slug, concept.label, *concept.names)]
        raise UnknownNameError(scheme.value, name, names)

    def metric(self, concept: Concept) -> MetricLineage:
        """All figures of a metric, as lines, breaks and marks."""
        return metric_lineage(self.scenes, concept, concept.slug, self.definitions)

    @cached_property
    def metrics(self) -> Sequence[MetricLineage]:
        """Those of all metrics of which the reports have figures, by local name."""
        known = (self.concepts.get((Scheme.METRIC, slug)) for slug in every_metric(self.accounts.values()))
        return tuple(self.metric(concept) for concept in known if concept)
