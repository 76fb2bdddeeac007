"""Proves a publication: every hash, and every quote at its place in the file that it was read from.

Nothing of what was computed is believed: the kept files are read again by their readers, and what tables and graphs say
of their characters is held against them.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.errors import InputError, StoreError
from kg.graph.identity import digest
from kg.graph.terms import NAMESPACES
from kg.model.masking import masked
from kg.model.quads import read_quads
from kg.pipeline.product import Progress, silent
from kg.readers import read_source
from kg.store import Manifest, ReportEntry, Store
from kg.validate.terms import text_of

Row = Mapping[str, Any]
OA = NAMESPACES["oa"]
SELECTORS = {f"<{OA}{name}>": name for name in ("start", "end", "exact", "prefix", "suffix")}
PLACE = "#char="


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not stand.

    report  its id, "" for what is no single report's
    what    "object", "source", "quote", "span" or "hash"
    name    the IRI of the fact, check or span, or the hash of the object
    words   what is wrong, in a sentence
    """

    report: str
    what: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proved of a publication, and what does not stand."""

    manifest: Manifest
    objects: int
    reports: int
    facts: int
    quotes: int
    spans: int
    faults: tuple[Fault, ...] = field(repr=False)

    @property
    def fallen(self) -> tuple[str, ...]:
        """The facts that no longer stand, by IRI."""
        return tuple(
            sorted({one.name for one in self.faults if one.what in ("quote", "hash") and "/id/fact/" in one.name})
        )


def verify(store: Store, manifest: Manifest, progress: Progress = silent) -> Proof:
    """Proves the objects of a publication, and what its reports say of their files. Finds all faults, not the first.

    Raises nothing for what is damaged below the manifest: it is told as faults.
    """
    prover = _Prover(store, manifest)
    for entry in manifest.reports:
        progress("verify", entry.id)
        prover.prove_report(entry)
    prover.prove_shared()
    return prover.proof()


class _Prover:
    """Counts what is proved, and keeps what is not."""

    def __init__(self, store: Store, manifest: Manifest) -> None:
        self._store, self._manifest = store, manifest
        self._faults: list[Fault] = []
        self._counts: Counter[str] = Counter()
        self._proved: dict[str, bool] = {}
        self._texts: dict[str, str | None] = {}

    def proof(self) -> Proof:
        counts = self._counts
        return Proof(
            self._manifest,
            len(self._proved),
            len(self._manifest.reports),
            counts["fact"],
            counts["quote"],
            counts["span"],
            tuple(self._faults),
        )

    def prove_report(self, entry: ReportEntry) -> None:
        text = self._text(entry)
        for name in sorted(entry.tables):
            rows = self._rows(entry.id, entry.tables[name])
            for row in rows:
                self._prove_quotes(entry.id, row, entry.source)
            if name == "facts" and text is not None:
                self._prove_hashes(entry, rows, text)
        for name in sorted(entry.graphs):
            data = self._object(entry.id, entry.graphs[name])
            if name == "report" and data is not None and text is not None:
                self._prove_spans(entry, data, text)

    def prove_shared(self) -> None:
        for sha256 in sorted({*self._manifest.graphs.values(), *self._manifest.tables.values()}):
            self._object("", sha256)
        for entry in self._manifest.reports:
            self._text(entry)
        for name in sorted(self._manifest.tables):
            for row in self._rows("", self._manifest.tables[name]):
                self._prove_quotes("", row, "")

    def _fault(self, report: str, what: str, name: str, words: str) -> None:
        self._faults.append(Fault(report, what, name, words))

    def _object(self, report: str, sha256: str) -> bytes | None:
        """The bytes of an object, or None where they are not what their hash says: told once. They are not kept,
        since a store may be larger than the memory."""
        if not self._proved.get(sha256, True):
            return None
        try:
            data = self._store.object(sha256)
        except StoreError as error:
            self._proved[sha256] = False
            self._fault(report, "object", sha256, str(error))
            return None
        self._proved[sha256] = True
        return data

    def _text(self, entry: ReportEntry) -> str | None:
        """The text of a report's file, read again, with what is not shown masked."""
        if entry.source not in self._texts:
            data = self._object(entry.id, entry.source)
            self._texts[entry.source] = None if data is None else self._read(entry, data)
        return self._texts[entry.source]

    def _read(self, entry: ReportEntry, data: bytes) -> str | None:
        try:
            return masked(read_source(data, entry.file, len(data)).text, entry.masked)
        except InputError as error:
            self._fault(entry.id, "source", entry.source, f"The file cannot be read any more: {error}")
            return None

    def _rows(self, report: str, sha256: str) -> Sequence[Row]:
        data = self._object(report, sha256)
        if data is None:
            return ()
        try:
            return [json.loads(line) for line in data.splitlines()]
        except ValueError as error:
            self._fault(report, "object", sha256, f"The table is no JSON lines: {error}.")
            return ()

    def _prove_quotes(self, report: str, row: Row, source: str) -> None:
        """Every quote of a row, of its terms and of its passages, at its place."""
        for name, source_, start, end, quote in _quotes(row, source, _name(row)):
            self._counts["quote"] += 1
            if source_ not in self._texts:
                self._fault(report, "quote", name, f"It quotes the file {source_}, which no report here has.")
                continue
            text = self._texts[source_]
            if text is not None and text[start:end] != quote:
                words = f"Characters {start} to {end} are 「{text[start:end][:60]}」, and it quotes 「{quote[:60]}」."
                self._fault(report, "quote", name, words)

    def _prove_hashes(self, entry: ReportEntry, rows: Sequence[Row], text: str) -> None:
        """That the name of every fact is made of the words that stand at its place."""
        keys = Counter(_key(row, text) for row in rows)
        withdrawn = sum(len(row["withdrawn"]) for row in self._rows(entry.id, entry.tables.get("report", "")))
        for row in rows:
            self._counts["fact"] += 1
            key = _key(row, text)
            told = str(row["fact"]).rpartition(".")[2]
            if told not in {digest(*key, str(ordinal)) for ordinal in range(keys[key] + withdrawn)}:
                self._fault(entry.id, "hash", str(row["fact"]), "Its name is not made of the words at its place.")

    def _prove_spans(self, entry: ReportEntry, data: bytes, text: str) -> None:
        """Every span of the graph: its places, its words, and the words around them."""
        said: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for s, p, o in read_quads(data).triples():
            if p in SELECTORS and PLACE in s:
                said[s[1:-1]][SELECTORS[p]] = text_of(o)
        for iri in sorted(said):
            self._counts["span"] += 1
            if wrong := _wrong(iri, said[iri], entry.source, text):
                self._fault(entry.id, "span", iri, wrong)


def _wrong(iri: str, said: Mapping[str, str], source: str, text: str) -> str:
    """What is wrong with a span, "" for nothing."""
    home, _, place = iri.partition(PLACE)
    if not home.endswith(f"/{source}"):
        return "It counts in the characters of another file."
    start, _, end = place.partition(",")
    if (said.get("start"), said.get("end")) != (start, end) or not (start.isdigit() and end.isdigit()):
        return "Its name says other places than its selector."
    first, last = int(start), int(end)
    prefix, exact, suffix = (said.get(name, "") for name in ("prefix", "exact", "suffix"))
    found = text[first:last], text[max(0, first - len(prefix)) : first], text[last : last + len(suffix)]
    if found != (exact, prefix, suffix):
        return f"The file has 「{text[first:last][:60]}」 there, and it says 「{exact[:60]}」."
    return ""


def _quotes(row: Row, source: str, name: str) -> Iterator[tuple[str, str, int, int, str]]:
    """The quotes of a row and of what it holds: whose, of which file, from where to where, the words."""
    source = str(row.get("source_sha256") or source)
    name = str(row.get("fact") or name)
    start, end, quote = (row.get(key) for key in ("start", "end", "quote"))
    if isinstance(start, int) and isinstance(end, int) and isinstance(quote, str):
        yield name, source, start, end, quote
    for value in row.values():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, dict):
                yield from _quotes(one, source, name)


def _name(row: Row) -> str:
    return str(next((row[key] for key in ("fact", "finding", "event", "entity", "paragraph") if row.get(key)), "a row"))


def _key(row: Row, text: str) -> tuple[str, str]:
    first, last = row["sentence"]
    return text[first:last], str(row["quote"])
