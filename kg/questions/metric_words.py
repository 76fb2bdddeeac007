"""The words by which reports tell of a metric."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.iris import Iris
from kg.questions.answer import as_value
from kg.questions.asking import fold
from kg.questions.catalogue import load_query
from kg.resources import Resources
from kg.store import View


@dataclass(frozen=True, slots=True)
class MetricWords:
    """How a metric is told in words: of each group of `wanted` one must be there, and none of `unwanted` may."""

    slug: str
    wanted: tuple[frozenset[str], ...]
    unwanted: frozenset[str]

    def covers(self, line: str) -> float:
        """The share of a folded text that its words are, 0 to 1; 0 where it is not meant."""
        found = [[word for word in group if word in line] for group in self.wanted]
        if not found or not all(found) or any(word in line for word in self.unwanted):
            return 0.0
        places = {place for group in found for word in group for place in _range(line, word)}
        return len(places) / len(line)


def _range(line: str, word: str) -> range:
    start = line.find(word)
    return range(start, start + len(word))


def metric_words(view: View, resources: Resources) -> Iterator[MetricWords]:
    iris = Iris(view.manifest.base_iri)
    groups: dict[str, list[tuple[bool, frozenset[str]]]] = {}
    for row in view.select(load_query(resources, "internal/metric-words", iris)):
        words = frozenset(map(fold, str(as_value(row["words"])).split("|")))
        groups.setdefault(iris.slug(str(as_value(row["iri"]))), []).append((bool(as_value(row["wanted"])), words))
    for slug, known in groups.items():
        unwanted = [words for wanted, words in known if not wanted]
        yield MetricWords(slug, tuple(w for wanted, w in known if wanted), frozenset[str]().union(*unwanted))
