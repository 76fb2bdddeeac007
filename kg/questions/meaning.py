"""Which metrics a question means, by the words and pairs of characters that it shares with their names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.questions.asking import Asked, asking_words, fold

# A share of the parts of a question that a name must have, 0 to 1.
ENOUGH = 0.6
# Words of letters are alike that begin with so many equal letters: retired and retirements, disabled and disabilities.
ALIKE = 5
SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """What a question or a name is made of: pairs of Chinese characters, and words of letters."""

    pairs: frozenset[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Parts":
        """Of texts parted by white space."""
        folded = [fold(text) for text in texts]
        plain = [text for text in folded if text.isascii()]
        pairs = {one + other for text in folded if not text.isascii() for one, other in pairwise(text)}
        return cls(frozenset(pairs), tuple(dict.fromkeys(word for word in plain if len(word) >= SHORTEST)))

    def __len__(self) -> int:
        return len(self.pairs) + len(self.words)

    def shared(self, name: "Name") -> int:
        """How many of them a name has."""
        return len(self.pairs & name.parts.pairs) + sum(map(name.has, self.words))


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a metric; `flat` is it folded."""

    slug: str
    parts: Parts
    flat: str = field(repr=False)

    @classmethod
    def of(cls, slug: str, name: str) -> "Name":
        return cls(slug, Parts.of(asking_words().sub(" ", name.casefold()).split()), fold(name))

    def has(self, word: str) -> bool:
        """Whether a word of letters is one of its words, or stands within its Chinese ones."""
        if any(_alike(word, other) for other in self.parts.words):
            return True
        return not self.flat.isascii() and word in self.flat


def _alike(one: str, other: str) -> bool:
    short = min(len(one), len(other), ALIKE)
    return short > SHORTEST and one[:short] == other[:short]


@dataclass(frozen=True, slots=True)
class Metrics:
    """The names of all metrics, and in which units each is told."""

    names: Sequence[Name] = field(repr=False)
    measures: dict[str, set[str]] = field(repr=False)

    def meant(self, asked: Asked) -> list[str]:
        """The local names of the metrics that a question means: those in the unit that it asks for first, then by what
        they share with it."""
        best: dict[str, tuple[bool, float, float]] = {}
        for slug, share, likeness in self._graded(Parts.of(asked.words)):
            other = bool(asked.measures) and not asked.measures & self.measures.get(slug, set())
            best[slug] = min(best.get(slug, (True, 0.0, 0.0)), (other, -share, -likeness))
        return sorted(best, key=lambda slug: (*best[slug], slug))

    def _graded(self, parts: Parts) -> Iterator[tuple[str, float, float]]:
        """Names that share enough: the share of the question that each has, and how like both are."""
        for name in self.names if len(parts) else ():
            shared = parts.shared(name)
            if shared >= ENOUGH * len(parts):
                yield name.slug, shared / len(parts), 2 * shared / (len(parts) + len(name.parts))
