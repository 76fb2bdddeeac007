"""`kg query`: SPARQL, read only."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pyoxigraph

from kg.cli.options import Command, Room, in_room
from kg.cli.output import Output, Row, say
from kg.errors import NotAcceptableError, UnreadableError
from kg.graph.terms import NAMESPACES
from kg.iris import Iris
from kg.store import Results
from kg.store.formats import ROW_FORMATS, TRIPLE_FORMATS
from kg.store.guard import QueryLimits, check_query

TABLE = "table"
FORMATS = (TABLE, *ROW_FORMATS, *TRIPLE_FORMATS)


def _formats(command: Command) -> Command:
    words = "By default a table, or Turtle for CONSTRUCT and DESCRIBE."
    chosen = click.option("--format", "chosen", type=click.Choice(FORMATS), help=words)
    short = click.option("--json", "chosen", flag_value="json", help="JSON, or JSON-LD for CONSTRUCT and DESCRIBE.")
    return chosen(short(command))


@click.command(short_help="Ask in SPARQL, read only.")
@click.argument("query")
@_formats
@in_room
def query(*, room: Room, query: str, chosen: str | None) -> None:
    """Ask QUERY in SPARQL 1.1: the text itself, a file of it, or - for standard input.

    \b
      kg query 'SELECT (COUNT(*) AS ?facts) { ?fact a <https://w3id.org/kaogong/ontology#Measurement> }'
      kg query --format csv question.rq
    """
    text = _text(query)
    limits = QueryLimits(characters=room.settings.query_bytes)
    check_query(text, limits)
    view = room.view()
    with _interruptible():
        _print(view.query(text), chosen, Iris(view.manifest.base_iri))


@contextmanager
def _interruptible() -> Iterator[None]:
    """Has Ctrl-C end the process at once: what is computed outside the interpreter would hear of it only afterwards."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _text(query: str) -> str:
    """The query's text. What looks like SPARQL is no file name. Raises UnreadableError for what is not UTF-8."""
    if query != "-" and ("{" in query or "\n" in query or not _is_file(query)):
        return query
    data = sys.stdin.buffer.read() if query == "-" else Path(query).read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{query}: byte {error.start} is not UTF-8.") from error


def _is_file(name: str) -> bool:
    """Whether this names a file. Raises UnreadableError for what looks like the name of one that is not there."""
    path = Path(name)
    try:
        found = path.is_file()
    except OSError:  # too long to be a name, or in a directory that this user may not look into
        found = False
    if path.suffix in (".rq", ".sparql") and not found:
        raise UnreadableError(f"{name}: there is no such file.")
    return found


def _print(results: Results, chosen: str | None, iris: Iris) -> None:
    if isinstance(results, pyoxigraph.QueryTriples):
        name = "turtle" if chosen is None else "jsonld" if chosen == "json" else chosen
        if name not in TRIPLE_FORMATS:
            names = ", ".join(TRIPLE_FORMATS)
            raise NotAcceptableError(f"CONSTRUCT and DESCRIBE give triples: as {names}, not as {name}.")
        prefixes = {**NAMESPACES, "kg": iris.term("")} if name in ("turtle", "rdfxml") else None
        _write(pyoxigraph.serialize(results, format=TRIPLE_FORMATS[name], prefixes=prefixes))
    elif chosen in TRIPLE_FORMATS:
        raise NotAcceptableError(f"SELECT and ASK give rows: as {', '.join((TABLE, *ROW_FORMATS))}, not as {chosen}.")
    elif chosen is not None and chosen in ROW_FORMATS:
        _write(results.serialize(format=ROW_FORMATS[chosen]))
    elif isinstance(results, pyoxigraph.QueryBoolean):
        click.echo("true" if results else "false")
    else:
        rows = list(_rows(results, iris))
        Output(TABLE).rows([variable.value for variable in results.variables], rows)
        say(f"{len(rows)} rows")


def _rows(results: pyoxigraph.QuerySolutions, iris: Iris) -> Iterator[Row]:
    names = [variable.value for variable in results.variables]
    for solution in results:
        yield {name: _cell(solution[name], iris) for name in names}


def _cell(term: object, iris: Iris) -> str:
    """A term in a table: an IRI of ours without the base, any other as it is, a literal without quotes and type."""
    if term is None:
        return ""
    if isinstance(term, pyoxigraph.NamedNode):
        return iris.local(term.value)
    return term.value if isinstance(term, pyoxigraph.Literal) else str(term)


def _write(data: bytes | None) -> None:
    text = data or b""
    sys.stdout.buffer.write(text if text.endswith(b"\n") or not text else text + b"\n")
    sys.stdout.buffer.flush()
