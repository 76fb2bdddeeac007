"""What a publication consists of: the reports, and for each of them the objects by their hashes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from kg.errors import StoreError
from kg.model.masking import Spans
from kg.store.objects import digest_of

FORMAT = 1


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One report of a publication.

    source    SHA-256 of the file's bytes;  file: its name, without directories
    key       names everything that the objects were computed from
    graphs    "report", "inferred", "checks" -> hash of the sorted N-Quads
    tables    "facts", "entities", … -> hash of the JSON lines
    masked    the places of the file's text that are not shown (a person is suppressed), in code points
    ingested  when this version of the file was first taken in (ISO 8601, UTC); "" has the writer fill it in
    """

    id: str
    source: str
    file: str
    key: str
    graphs: Mapping[str, str]
    tables: Mapping[str, str]
    ingested: str = ""
    masked: Spans = ()

    def objects(self) -> Iterator[str]:
        """The hashes of all that belongs to it."""
        yield from (self.source, *self.graphs.values(), *self.tables.values())


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A report that was refused, and why, in words."""

    id: str
    source: str
    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A publication.

    software   version of the program that built it
    base_iri   prefix of all IRIs in it
    knowledge  fingerprint of code, rules and vocabulary
    reports    sorted by id, as is `held`
    graphs     what is no single report's: "ontology", "vocabulary", "judgements", "inferred", "series", and what was
               found across reports, "comparisons/{id of the latest of them}" -> hash
    tables     likewise, as JSON lines: "findings/{id of the latest}"
    added      the graphs that clients wrote, by IRI, and what stands in no graph: hash of their sorted N-Quads; "" for
               none. Building neither makes nor changes them
    added_graphs  the IRIs of these graphs, sorted; a graph may be empty
    number     counts the publications of a store from 1;  published: when (ISO 8601, UTC). The writer fills in both
    """

    software: str
    base_iri: str
    knowledge: str
    reports: tuple[ReportEntry, ...]
    graphs: Mapping[str, str]
    tables: Mapping[str, str] = field(default_factory=dict)
    held: tuple[HeldBack, ...] = ()
    added: str = ""
    added_graphs: tuple[str, ...] = ()
    number: int = 0
    published: str = ""
    # Its digest, once somebody asked for it: of a thousand reports it takes a twentieth of a second.
    _digest: str = field(default="", init=False, repr=False, compare=False)

    @property
    def digest(self) -> str:
        """SHA-256 of its JSON: the name by which it is kept and rolled back to."""
        if not self._digest:
            object.__setattr__(self, "_digest", digest_of(to_bytes(self)))
        return self._digest

    def report(self, report: str) -> ReportEntry | None:
        return next((entry for entry in self.reports if entry.id == report), None)

    def masked(self, source: str) -> Spans:
        """The places that are not shown of the text of a file, by its SHA-256."""
        return next((entry.masked for entry in self.reports if entry.source == source), ())

    def needs(self) -> Iterator[str]:
        """The hashes without which it cannot be served."""
        yield from self.graphs.values()
        yield from self.tables.values()
        if self.added:
            yield self.added
        for entry in self.reports:
            yield from entry.graphs.values()
            yield from entry.tables.values()

    def everything(self) -> Iterator[str]:
        """The hashes that it needs, those of the reports' files too."""
        yield from self.needs()
        yield from (entry.source for entry in self.reports)

    def named_graphs(self) -> Iterator[tuple[str, str]]:
        """All graphs that building made, by name, with the hashes of their quads: the shared ones, then "report/{id}"
        and the like."""
        yield from sorted(self.graphs.items())
        for entry in self.reports:
            yield from ((f"{kind}/{entry.id}", digest) for kind, digest in sorted(entry.graphs.items()))

    def content(self) -> "Manifest":
        """Itself in order, without number and times: equal for two publications of the same."""
        reports = tuple(replace(entry, ingested="") for entry in self.in_order().reports)
        return replace(self.in_order(), reports=reports, number=0, published="")

    def built(self) -> str:
        """Names what building made of it: equal for two publications that differ in what clients added."""
        fields = _fields(replace(self.content(), added="", added_graphs=()))
        return digest_of(json.dumps(fields, ensure_ascii=False, sort_keys=True).encode())

    def in_order(self) -> "Manifest":
        """Itself, with the reports sorted by id."""
        reports = tuple(sorted(self.reports, key=lambda entry: entry.id))
        held = tuple(sorted(self.held, key=lambda entry: (entry.id, entry.source)))
        return replace(self, reports=reports, held=held)


def to_bytes(manifest: Manifest) -> bytes:
    """The manifest as JSON: UTF-8, keys and reports sorted, so that equal manifests have equal bytes."""
    return (json.dumps(_fields(manifest.in_order()), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _fields(manifest: Manifest) -> dict[str, Any]:
    """Its plain values. What was added to the format later is left out where it is empty: the hash of a manifest must
    not change."""
    reports = [_without(_plain(entry), "masked") for entry in manifest.reports]
    held = [_plain(entry) for entry in manifest.held]
    fields = _plain(manifest) | {"format": FORMAT, "reports": reports, "held": held}
    return _without(fields, "added", "added_graphs")


def _plain(value: ReportEntry | HeldBack | Manifest) -> dict[str, Any]:
    return {one.name: getattr(value, one.name) for one in fields(value) if one.init}


def _without(fields: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value or name not in names}


def from_bytes(data: bytes, place: str) -> Manifest:
    """The manifest that these bytes are. `place` stands in the message.

    Raises StoreError for another format version and for anything that is no manifest.
    """
    try:
        found: dict[str, Any] = json.loads(data)
        version = found.pop("format")
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise StoreError(f"{place}: this is no manifest of a store.") from error
    if version != FORMAT:
        raise StoreError(
            f"{place}: written in store format {version}; this program reads format {FORMAT}. "
            "Build the store again in another directory, or use the program version that wrote it."
        )
    try:
        reports = tuple(_entry(entry) for entry in found.pop("reports"))
        held = tuple(HeldBack(**entry) for entry in found.pop("held"))
        added = tuple(found.pop("added_graphs", ()))
        return Manifest(reports=reports, held=held, added_graphs=added, **found)
    except (KeyError, TypeError) as error:
        raise StoreError(f"{place}: this is no manifest of a store ({error}).") from error


def kept_as(manifest: Manifest, digest: str) -> Manifest:
    """The manifest of a file whose name is its hash, which is not computed again."""
    object.__setattr__(manifest, "_digest", digest)
    return manifest


def _entry(found: dict[str, Any]) -> ReportEntry:
    return ReportEntry(**found | {"masked": tuple((start, end) for start, end in found.get("masked", ()))})
