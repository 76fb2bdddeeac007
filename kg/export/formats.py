"""The formats by name, and the one verb that writes them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from kg.errors import InputError, UnknownNameError
from kg.export import csv, cube, cytoscape, dot, gexf, graphml, streams, yed
from kg.export.network import Network, build_network
from kg.iris import Iris
from kg.resources import Resources
from kg.store import View

PLAIN = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is written: reports by id, sorted, or none for the whole publication."""

    view: View
    resources: Resources
    reports: tuple[str, ...]

    @property
    def chosen(self) -> tuple[str, ...]:
        """The reports by id, all of them where none is selected."""
        return self.reports or tuple(entry.id for entry in self.view.manifest.reports)


Writer: TypeAlias = Callable[[Selection], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """A format to export to.

    media_type  of the bytes;  suffix: of a file, with its dot
    writers     by flavour: a variant of the format for a program that needs its own; the plain one is ""
    """

    name: str
    media_type: str
    suffix: str
    writers: Mapping[str, Writer] = field(repr=False)

    @property
    def flavours(self) -> tuple[str, ...]:
        """The names of its variants, without the plain one."""
        return tuple(sorted(flavour for flavour in self.writers if flavour != PLAIN))


def export(
    view: View, resources: Resources, name: str, *, reports: Collection[str] = (), flavour: str | None = None
) -> bytes:
    """What `export_pieces` gives, in one piece. Raises as it does."""
    return b"".join(export_pieces(view, resources, name, reports=reports, flavour=flavour))


def export_pieces(
    view: View, resources: Resources, name: str, *, reports: Collection[str] = (), flavour: str | None = None
) -> Iterator[bytes]:
    """The publication in the format of that name (see EXPORTS), whole or only these reports, by id: RDF piece by piece
    as it is written, so that never more than one graph of it is held; the others are made whole.

    In RDF a report is its two named graphs, what it says and what follows from it; in a network it is its facts and
    conferrals with all concepts that they lead to. A publication without reports gives a valid file with nothing in it.

    Raises UnknownNameError for a format or report that is not there, InputError for a flavour that the format lacks.
    """
    if name not in EXPORTS:
        raise UnknownNameError("export format", name, EXPORTS)
    known = [entry.id for entry in view.manifest.reports]
    for report in reports:
        if report not in known:
            raise UnknownNameError("report", report, known)
    format_ = EXPORTS[name]
    if (flavour or PLAIN) not in format_.writers:
        raise InputError(f"The format {name} has no flavour '{flavour}'. {_flavours(format_)}")
    return format_.writers[flavour or PLAIN](Selection(view, resources, tuple(sorted(set(reports)))))


def _flavours(format_: Format) -> str:
    return f"It has: {', '.join(format_.flavours)}." if format_.flavours else "It has none."


def _drawn(write: Callable[[Network], bytes]) -> Writer:
    """A writer of networks."""

    def written(selection: Selection) -> Iterator[bytes]:
        return iter((write(build_network(selection.view, selection.resources, selection.chosen)),))

    return written


def _cube(selection: Selection) -> Iterator[bytes]:
    return iter((cube.write_cube(selection.view, selection.resources, selection.chosen),))


def _stated(write: Callable[[Iterable[bytes], Iris], Iterator[bytes]]) -> Writer:
    """A writer of RDF."""

    def written(selection: Selection) -> Iterator[bytes]:
        files = selection.view.quads(selection.reports)
        return write(files, Iris(selection.view.manifest.base_iri))

    return written


_FORMATS = (
    Format("graphml", graphml.MEDIA_TYPE, graphml.SUFFIX, {PLAIN: _drawn(graphml.write), "yed": _drawn(yed.write)}),
    Format("gexf", gexf.MEDIA_TYPE, gexf.SUFFIX, {PLAIN: _drawn(gexf.write)}),
    Format("dot", dot.MEDIA_TYPE, dot.SUFFIX, {PLAIN: _drawn(dot.write)}),
    Format("cytoscape", cytoscape.MEDIA_TYPE, cytoscape.SUFFIX, {PLAIN: _drawn(cytoscape.write)}),
    Format("csv", csv.MEDIA_TYPE, csv.SUFFIX, {PLAIN: _drawn(csv.write)}),
    Format("cube", cube.MEDIA_TYPE, cube.SUFFIX, {PLAIN: _cube}),
    Format("jsonld", "application/ld+json", ".jsonld", {PLAIN: _stated(streams.all_jsonld)}),
    Format("turtle", "text/turtle", ".ttl", {PLAIN: _stated(streams.all_turtle)}),
    Format("trig", "application/trig", ".trig", {PLAIN: _stated(streams.all_trig)}),
    Format("nquads", "application/n-quads", ".nq", {PLAIN: _stated(streams.all_nquads)}),
)
EXPORTS: Mapping[str, Format] = MappingProxyType({one.name: one for one in _FORMATS})
