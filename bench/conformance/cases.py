"""The cases of a suite, as its manifests tell them (https://www.w3.org/2009/sparql/docs/tests/README.html)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
# Where the suite lies in the web: relative IRIs of its files are resolved against it.
BASE = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)
# What an endpoint is not asked: entailment regimes, other servers, and what has tests of its own here.
LEFT_OUT = ("entailment", "service", "protocol", "service-description", "http-rdf-update", "syntax-fed")
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "QueryEvaluationTest": "query evaluation",
        "CSVResultFormatTest": "CSV results",
        "PositiveSyntaxTest11": "query syntax, to be taken",
        "NegativeSyntaxTest11": "query syntax, to be refused",
        "UpdateEvaluationTest": "update evaluation",
        "PositiveUpdateSyntaxTest11": "update syntax, to be taken",
        "NegativeUpdateSyntaxTest11": "update syntax, to be refused",
    }
)
Term: TypeAlias = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class Data:
    """A data set: the files of its default graph, and of named graphs with their IRIs."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One test.

    kind      as in KINDS;  file: the query or update;  base: the IRI of that file
    data      what is there before;  result: the file of the answer, or what is there after an update
    """

    name: str
    kind: str
    file: Path
    base: str
    data: Data = Data()
    result: "Path | Data | None" = None

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _Manifest:
    """One manifest, and where it lies."""

    directory: Path
    graph: pyoxigraph.Store = field(repr=False)

    def one(self, subject: Term, predicate: str) -> Term | None:
        return next(self.all(subject, predicate), None)

    def all(self, subject: Term, predicate: str) -> Iterator[Term]:
        assert not isinstance(subject, Literal)
        for quad in self.graph.quads_for_pattern(subject, NamedNode(predicate), None, None):
            assert isinstance(quad.object, NamedNode | BlankNode | Literal)
            yield quad.object

    def listed(self, head: Term | None) -> Iterator[Term]:
        while head is not None and head != NamedNode(f"{RDF}nil"):
            first = self.one(head, f"{RDF}first")
            assert first is not None
            yield first
            head = self.one(head, f"{RDF}rest")

    def path(self, term: Term) -> Path:
        return self.directory / term.value.removeprefix(self.base)

    @property
    def base(self) -> str:
        return f"{BASE}{self.directory.name}/"


def read_cases(directory: Path) -> Iterator[Case]:
    """The cases of all manifests below a directory, in order, without those of LEFT_OUT."""
    for path in sorted(directory.glob("*/manifest.ttl")):
        if path.parent.name in LEFT_OUT:
            continue
        graph = pyoxigraph.Store()
        base = f"{BASE}{path.parent.name}/"
        graph.load(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=f"{base}manifest.ttl")
        manifest = _Manifest(path.parent, graph)
        for entries in (quad.object for quad in graph.quads_for_pattern(None, NamedNode(f"{MF}entries"), None, None)):
            assert isinstance(entries, NamedNode | BlankNode)
            yield from filter(None, (_case(manifest, entry) for entry in manifest.listed(entries)))


def _case(manifest: _Manifest, entry: Term) -> Case | None:
    type_, action = manifest.one(entry, f"{RDF}type"), manifest.one(entry, f"{MF}action")
    kind = KINDS.get(type_.value.removeprefix(MF)) if type_ else None
    if kind is None or action is None:
        return None
    name = f"{manifest.directory.name}/{entry.value.rpartition('#')[2]}"
    if isinstance(action, NamedNode):
        return Case(name, kind, manifest.path(action), action.value)
    asked = manifest.one(action, f"{QT}query") or manifest.one(action, f"{UT}request")
    assert asked is not None
    result = manifest.one(entry, f"{MF}result")
    after = None if result is None else manifest.path(result)
    if isinstance(result, BlankNode):
        return Case(
            name, kind, manifest.path(asked), asked.value, _data(manifest, action, UT), _data(manifest, result, UT)
        )
    data = _data(manifest, action, QT if manifest.one(action, f"{QT}query") else UT)
    return Case(name, kind, manifest.path(asked), asked.value, _with_from(manifest, asked, data), after)


def _data(manifest: _Manifest, node: Term, namespace: str) -> Data:
    named = []
    for graph in manifest.all(node, f"{namespace}graphData"):
        file, label = manifest.one(graph, f"{UT}graph"), manifest.one(graph, f"{RDFS}label")
        if isinstance(graph, NamedNode):
            named.append((graph.value, manifest.path(graph)))
        elif file is not None and label is not None:
            named.append((label.value, manifest.path(file)))
    return Data(tuple(manifest.path(one) for one in manifest.all(node, f"{namespace}data")), tuple(named))


def _with_from(manifest: _Manifest, asked: Term, data: Data) -> Data:
    """With the files that the query names by FROM, as graphs: an endpoint fetches none."""
    names = FROM.findall(manifest.path(asked).read_text(encoding="utf-8"))
    files = ((f"{manifest.base}{name}", manifest.directory / name) for name in names)
    return Data(data.default, (*data.named, *((iri, file) for iri, file in files if file.is_file())))
