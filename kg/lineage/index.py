"""The reports by what they are about: who bears a name of a concept, and which figures are of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.lineage.bodies import Bodies
from kg.lineage.naming import Naming, Row
from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.folding import fold
from kg.model.statements import Account, Statement

Key = tuple[Scheme, str]
SCHEMES = frozenset(scheme.value for scheme in Scheme)


class Index:
    """Names and figures of all reports by scheme and local name. `accounts` are in the order of telling.

    namings   the names of the reports, in that order
    metrics   by folded name the metrics that are told under it
    """

    def __init__(self, accounts: Iterable[Account], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.bodies = Bodies(vocabulary.scheme(Scheme.AGENCY))
        self.namings = tuple(map(Naming, accounts))
        self._by_report = {naming.account.info.id: naming for naming in self.namings}
        self._slugs = {scheme: {one.slug for one in vocabulary.scheme(scheme)} for scheme in Scheme}
        self._rows: dict[Key, list[tuple[Naming, Row]]] = defaultdict(list)
        self._figures: dict[Key, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        self._series: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        told: dict[str, set[str]] = defaultdict(set)
        for naming in self.namings:
            self._take(naming)
            for one in naming.account.statements:
                if one.programme and one.series:
                    told[fold(one.programme)].add(one.series)
        self.metrics: Mapping[str, frozenset[str]] = {name: frozenset(series) for name, series in told.items()}
        self._about = _metrics_about(vocabulary.scheme(Scheme.METRIC))

    def _take(self, naming: Naming) -> None:
        report = naming.account.info.id
        for row in naming.entities:
            for key in self._keys(row):
                self._rows[key].append((naming, row))
        for one in naming.account.statements:
            slug = self.bodies.slug(one.agency, naming)
            named = naming.thing(one.programme)
            keys = [(Scheme.AGENCY, slug)] if slug else []
            for key in (*keys, *(self._keys(named) if named else ())):
                self._figures[key][report].append(one)
            if one.series:
                self._series[one.series][report].append(one)

    def _keys(self, row: Row) -> Iterator[Key]:
        """The concept of an entity: of the scheme of its kind, else of that which has the local name."""
        slug = row["concept"]
        if slug is None or row["type"] not in SCHEMES:
            return
        own = Scheme(row["type"])
        schemes = [own] if slug in self._slugs[own] else [one for one in Scheme if slug in self._slugs[one]]
        yield from ((scheme, slug) for scheme in schemes or [own])

    def naming(self, report: str) -> Naming:
        """The names of one report."""
        return self._by_report[report]

    def rows(self, concept: Concept) -> Sequence[tuple[Naming, Row]]:
        """The entities that are linked to a concept, report by report."""
        return self._rows.get((concept.scheme, concept.slug), [])

    def figures(self, concept: Concept, report: str) -> tuple[Statement, ...]:
        """The figures of a report that name the thing as their body, programme, system, award or law."""
        return tuple(self._figures.get((concept.scheme, concept.slug), {}).get(report, ()))

    def by_metric(self, concept: Concept, report: str) -> tuple[Statement, ...]:
        """The figures of a report whose metric is about the thing, though they do not name it."""
        named = {one.fact for one in self.figures(concept, report)}
        series = sorted(self._about.get((concept.scheme, concept.slug), ()))
        found = (one for slug in series for one in self._series.get(slug, {}).get(report, ()) if one.fact not in named)
        return tuple(sorted(found, key=lambda one: one.span))


def _metrics_about(metrics: Iterable[Concept]) -> Mapping[Key, frozenset[str]]:
    """The metrics that are about a thing, as the vocabulary relates them."""
    found: dict[Key, set[str]] = defaultdict(set)
    for metric in metrics:
        for target in metric.values("related"):
            scheme, _, slug = target.partition("/")
            found[Scheme(scheme), slug].add(metric.slug)
    return {key: frozenset(slugs) for key, slugs in found.items()}
