"""Asks a question of a publication."""

from collections.abc import Iterator, Mapping
from itertools import islice

import pyoxigraph

from kg.errors import InputError, UnknownNameError
from kg.questions.answer import XSD, Answer, Value, as_value
from kg.questions.choosing import choice_of, chosen, page_of
from kg.questions.facts import find_fact
from kg.questions.fill import fill
from kg.questions.names import Term, find_named
from kg.questions.question import Parameter, PlainType, Question, is_date
from kg.store import View


def ask(view: View, question: Question, params: Mapping[str, str]) -> Answer:
    """The answer of this publication. Raises as `terms_of` does."""
    return answer_of(view, question, terms_of(view, question, params))


def answer_of(
    view: View, question: Question, terms: Mapping[str, Term], start: int = 0, most: int | None = None
) -> Answer:
    """The answer to a question with these values; where asked for, `most` rows of it after the first `start`."""
    rows = tuple(_page(view, question, terms, start, most))
    sparql = fill(question.sparql, terms)
    return Answer(question.columns, rows, question, {name: term.value for name, term in terms.items()}, sparql)


def rows_of(view: View, question: Question, terms: Mapping[str, Term]) -> Iterator[dict[str, Value]]:
    """The rows one after another, to be taken in one thread: where it is known which facts they tell, some at a time,
    so that the first are there before the last are looked for."""
    choice = choice_of(question.sparql)
    if choice is None:
        yield from _rows(view, question, fill(question.sparql, terms))
        return
    for facts in chosen(view, choice, question.lookup.in_order, terms).pages():
        yield from _rows(view, question, page_of(question.sparql, facts))


def _page(
    view: View, question: Question, terms: Mapping[str, Term], start: int, most: int | None
) -> Iterator[dict[str, Value]]:
    """The rows of a page alone, where it is known which facts they tell."""
    choice = choice_of(question.sparql)
    if most is None or choice is None:
        rows = _rows(view, question, fill(question.sparql, terms))
        return islice(rows, start, None if most is None else start + most)
    facts = chosen(view, choice, question.lookup.in_order, terms).page(start, most)
    return _rows(view, question, page_of(question.sparql, facts)) if facts else iter(())


def _rows(view: View, question: Question, sparql: str) -> Iterator[dict[str, Value]]:
    for solution in view.select(sparql):
        yield {column: as_value(solution[column]) for column in question.columns}


def terms_of(view: View, question: Question, params: Mapping[str, str]) -> dict[str, Term]:
    """The values of the parameters as terms, those that have a default among them.

    Concepts, reports and facts are named by IRI, local name or label. Raises UnknownNameError for a parameter or a
    name that is not known, and InputError for a value that is not of its type and for what is required and missing.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in params:
        if name not in known:
            raise UnknownNameError(f"parameter of {question.name}", name, known)
    given = {name: params.get(name) or known[name].default for name in known}
    missing = [parameter for name, parameter in known.items() if parameter.required and not given[name]]
    if missing:
        raise InputError(_missing(question, missing))
    return {name: _term(view, question, known[name], text) for name, text in given.items() if text}


def _missing(question: Question, missing: list[Parameter]) -> str:
    needs = ", ".join(f"{parameter.name} ({parameter.type}, such as {parameter.example})" for parameter in missing)
    return f"The question {question.name} needs {needs}."


def _term(view: View, question: Question, parameter: Parameter, text: str) -> Term:
    match parameter.type:
        case PlainType.STRING:
            return pyoxigraph.Literal(text)
        case PlainType.DATE:
            if not is_date(text):
                raise InputError(f"{parameter.name}={text!r} is no date: write it YYYY-MM-DD.")
            return pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(f"{XSD}date"))
        case PlainType.INTEGER:
            if not text.removeprefix("-").isdecimal() or not text.isascii():
                raise InputError(f"{parameter.name}={text!r} is no whole number.")
            return pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(f"{XSD}integer"))
        case PlainType.FACT:
            return find_fact(view, question.lookup.facts, text)
        case _:
            return find_named(view, question.lookup.names, parameter.type, text)
