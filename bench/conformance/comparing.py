"""Whether two answers are the same: numbers by value, blank nodes by what is said of them."""

import csv
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

import pyoxigraph
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

RESULTS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = ("integer", "decimal", "double", "float")
ROWS = {".srx": QueryResultsFormat.XML, ".srj": QueryResultsFormat.JSON, ".tsv": QueryResultsFormat.TSV}
GRAPHS = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}
Form = str | bool | list[str] | list[list[str]]


def form_of_rows(data: bytes, format_: QueryResultsFormat) -> Form:
    """Rows, or a boolean, in a form that is equal for equal answers."""
    results = parse_query_results(data, format=format_)
    if isinstance(results, QueryBoolean):
        return bool(results)
    assert isinstance(results, QuerySolutions)
    names = [variable.value for variable in results.variables]
    return _form_of(([row[name] for name in names] for row in results), names)


def _form_of(rows: Iterable[list[object]], names: list[str]) -> Form:
    quads = []
    for place, row in enumerate(rows):
        said = zip(names, row, strict=True)
        node = BlankNode(f"row{place}")
        # How often a row comes counts, so each has a node of its own.
        quads += [Quad(node, NamedNode(f"var:{name}"), _valued(term), DefaultGraph()) for name, term in said if term]
        quads.append(Quad(node, NamedNode("var:"), NamedNode("row:"), DefaultGraph()))
    return form_of_quads(quads)


def form_of_quads(quads: Iterable[Quad | Triple]) -> Form:
    """Quads, in a form that is equal for equal graphs (RDF Dataset Canonicalization)."""
    dataset = Dataset(_quad(one) for one in quads)
    if any(isinstance(term, BlankNode) for quad in dataset for term in (quad.subject, quad.object)):
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(map(str, dataset))


def _quad(one: Quad | Triple) -> Quad:
    graph = one.graph_name if isinstance(one, Quad) else DefaultGraph()
    return Quad(one.subject, one.predicate, _valued(one.object), graph)


def _valued(term: object) -> "NamedNode | BlankNode | Literal":
    """A number in one of its ways of writing."""
    assert isinstance(term, NamedNode | BlankNode | Literal)
    if not isinstance(term, Literal) or term.datatype.value.removeprefix(XSD) not in NUMBERS:
        return term
    try:
        number = Decimal(term.value)
    except InvalidOperation:
        return term
    kind = term.datatype.value.removeprefix(XSD)
    whole = str(float(number)) if kind in ("double", "float") else f"{number.normalize():f}"
    return Literal(whole, datatype=term.datatype)


def form_of_csv(data: bytes) -> Form:
    """Cells of a CSV by the names of their columns, blank nodes without their labels."""
    heading, *lines = csv.reader(StringIO(data.decode("utf-8")))
    order = sorted(range(len(heading)), key=heading.__getitem__)
    return [[heading[place] for place in order], *sorted([_cell(line[place]) for place in order] for line in lines)]


def _cell(cell: str) -> str:
    if cell.startswith("_:"):
        return "_:"
    try:
        return str(Decimal(cell).normalize())
    except InvalidOperation:
        return cell


def expected_form(path: Path, base: str) -> Form:
    """What a file of results holds."""
    data = path.read_bytes()
    if path.suffix == ".csv":
        return form_of_csv(data)
    if path.suffix in ROWS:
        return form_of_rows(data, ROWS[path.suffix])
    quads = list(parse(data, format=GRAPHS[path.suffix], base_iri=base))
    store = pyoxigraph.Store()
    store.extend(quads)
    if any(quad.predicate.value == f"{RESULTS}resultVariable" for quad in quads):
        return _rows_in_rdf(store)
    return form_of_quads(quads)


def _rows_in_rdf(store: pyoxigraph.Store) -> Form:
    """Rows that are told in RDF (https://www.w3.org/2001/sw/DataAccess/tests/result-set)."""

    def objects(subject: object, name: str) -> list[object]:
        assert subject is None or isinstance(subject, NamedNode | BlankNode)
        found = store.quads_for_pattern(subject, NamedNode(f"{RESULTS}{name}"), None, None)
        return [quad.object for quad in found]

    names = sorted(str(getattr(one, "value", "")) for one in objects(None, "resultVariable"))
    rows = []
    for solution in objects(None, "solution"):
        bound = {}
        for binding in objects(solution, "binding"):
            (variable,), (value,) = objects(binding, "variable"), objects(binding, "value")
            bound[str(getattr(variable, "value", ""))] = value
        rows.append([bound.get(name) for name in names])
    return _form_of(rows, names)
