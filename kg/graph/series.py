"""The series that reports stand in: the reports of one kind that one body files."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kg.graph.identity import digest
from kg.graph.terms import chinese, english
from kg.graph.triples import Triples
from kg.iris import Iris
from kg.model.facts import ReportInfo


def series_slug(info: ReportInfo) -> str | None:
    """The local name of a report's series; None where its issuer or its kind is not known."""
    return digest(info.issuer, info.kind) if info.issuer and info.kind else None


def series_quads(infos: Iterable[ReportInfo], iris: Iris) -> bytes:
    """Graph `series`: the series that these reports stand in, as sorted N-Quads. Told here and not in the reports'
    graphs, since a series is of several reports."""
    triples = Triples(iris, "series")
    for info in infos:
        slug = series_slug(info)
        if slug is None or info.issuer is None or info.kind is None:
            continue
        triples.say(
            NamedNode(iris.thing("series", slug)),
            # What kg:issuerText and kg:reportKind are said of is a report, by their domain; a series is none.
            {
                "a": triples.name("dcat:DatasetSeries"),
                "dcterms:title": (chinese(info.issuer), english(info.kind)),
            },
        )
    return triples.to_bytes()
