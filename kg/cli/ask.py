"""`kg ask`: the questions of the catalogue."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output, Row, say
from kg.errors import InputError
from kg.iris import Iris
from kg.questions import Answer, Question, Questions, load_questions
from kg.questions import ask as answer_of

LISTED = ("name", "title", "title_en", "parameters")


@click.command(short_help="Ask one of the prepared questions.", context_settings={"ignore_unknown_options": True})
@click.argument("name", required=False)
@click.argument("values", nargs=-1, type=click.UNPROCESSED)
@click.option("--sparql", is_flag=True, help="Print the query that is asked instead of its answer.")
@in_room
@prints("table", "jsonl", "csv")
def ask(*, room: Room, out: Output, name: str | None, values: Sequence[str], sparql: bool) -> None:
    """Ask the question NAME with its parameters as VALUES; without NAME, list the questions and their parameters.

    \b
      kg ask metric --metric english-rate
      kg ask metric --param metric=english-rate --format csv
    """
    if name is None:
        out.rows(LISTED, list(_listed(load_questions(room.resources(), room.iris), out)))
        return
    view = room.view()
    question = load_questions(room.resources(), Iris(view.manifest.base_iri))[name]
    answer = answer_of(view, question, dict(_given(values)))
    if sparql:
        click.echo(answer.sparql.rstrip())
    elif out.format == "json":
        out.document(_document(answer))
    else:
        say(f"{question.title.zh} · {question.title.en} · {len(answer.rows)} rows")
        out.rows(answer.columns, answer.rows, question.shown)


def _listed(questions: Questions, out: Output) -> Iterator[Row]:
    for question in questions:
        title = {"title": question.title.zh, "title_en": question.title.en}
        parameters = [asdict(parameter) for parameter in question.parameters]
        described = {"description": question.description.zh, "description_en": question.description.en}
        if out.for_people:
            yield {"name": question.name, **title, "parameters": _usage(question)}
        else:
            yield {"name": question.name, **title, **described, "parameters": parameters}


def _usage(question: Question) -> str:
    words = (f"--{parameter.name} {parameter.example}" for parameter in question.parameters)
    return " ".join(
        text if parameter.required else f"[{text}]" for parameter, text in zip(question.parameters, words, strict=True)
    )


def _given(values: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parameters out of `--name value`, `--name=value` and `--param name=value`.

    Raises InputError for a word that belongs to none.
    """
    waiting = list(values)
    while waiting:
        word = waiting.pop(0)
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not (equals or waiting):
            raise InputError(f"'{word}' is no parameter with a value: write --NAME VALUE.")
        value = value if equals else waiting.pop(0)
        if name == "param":
            name, equals, value = value.partition("=")
            if not equals:
                raise InputError(f"--param {name}: write --param NAME=VALUE.")
        yield name.replace("-", "_"), value


def _document(answer: Answer) -> dict[str, object]:
    question = answer.question
    return {
        "question": question.name,
        "title": asdict(question.title),
        "parameters": dict(answer.parameters),
        "columns": list(answer.columns),
        "rows": list(answer.rows),
    }
