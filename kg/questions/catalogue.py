"""Loads the `.rq` files: the questions, and the queries that this package asks itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from kg.errors import InputError, KnowledgeError, UnknownNameError
from kg.iris import Iris
from kg.questions.question import Lookup, Question, make_question, read_header
from kg.resources import Resources
from kg.settings import DEFAULT_BASE
from kg.store.explain import explain
from kg.store.tokens import TokenKind, tokens


@dataclass(frozen=True, slots=True)
class Questions:
    """The catalogue, sorted by name."""

    questions: tuple[Question, ...]

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __len__(self) -> int:
        return len(self.questions)

    def __getitem__(self, name: str) -> Question:
        """The question of that name. Raises UnknownNameError with near names."""
        for question in self.questions:
            if question.name == name:
                return question
        raise UnknownNameError("question", name, [question.name for question in self.questions])


def load_questions(resources: Resources, iris: Iris) -> Questions:
    """All questions of `queries/questions`, with the base IRI of `iris`.

    Raises KnowledgeError, with the file, for a header or a query that is not as it must be.
    """
    paths = resources.files("queries", "questions/*.rq")
    lookup = Lookup(*(load_query(resources, f"internal/{name}", iris) for name in ("names", "facts", "facts-in-order")))
    ordered = sorted(paths, key=lambda path: path.stem)
    return Questions(tuple(_load(resources, path, iris, lookup) for path in ordered))


def load_query(resources: Resources, name: str, iris: Iris) -> str:
    """The text of `queries/{name}.rq`, with the base IRI of `iris`. Raises KnowledgeError where it is missing."""
    paths = resources.files("queries", f"{name}.rq")
    if not paths:
        raise KnowledgeError(f"queries/{name}.rq is missing: the installation is incomplete.")
    return rebase(resources.text(paths[0]), iris)


def rebase(sparql: str, iris: Iris) -> str:
    """The query with its IRIs below the default base moved below another one."""
    start = f"<{DEFAULT_BASE}"
    return "".join(
        f"<{iris.base}{token.text.removeprefix(start)}"
        if token.kind is TokenKind.IRI and token.text.startswith(start)
        else token.text
        for token in tokens(sparql)
    )


def _load(resources: Resources, path: Path, iris: Iris, lookup: Lookup) -> Question:
    text = resources.text(path)
    try:
        sparql = rebase(text, iris)
        results = pyoxigraph.Store().query(sparql)
        if not isinstance(results, pyoxigraph.QuerySolutions):
            raise ValueError("it must be a SELECT")
        if "ORDER BY" not in sparql:
            raise ValueError("it must say its ORDER BY, so that an answer is the same every time")
        columns = tuple(variable.value for variable in results.variables)
        return make_question(path.stem, sparql, columns, read_header(text), lookup)
    except SyntaxError as error:
        raise KnowledgeError(f"{path}: {explain(text, error)}") from error
    except (InputError, ValueError) as error:
        raise KnowledgeError(f"{path}: {error}.") from error
