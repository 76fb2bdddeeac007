"""What every report brings to which check, and what was found, kept from one publication to the next: so a new report
is held against those alone that it touches.

It is a cache: a function of the reports that it names, by their keys, and of the knowledge. It may be thrown away at
any time. A damaged one, and one of other knowledge, is begun anew.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msgspec.json import decode, encode

from kg.audit.between.shelf import Order
from kg.errors import StoreError
from kg.graph.lines import Sheet, merged
from kg.pipeline.late import Packed
from kg.pipeline.parts import Parcel
from kg.store import files

# Names the form of the tables below.
FORM = "6"
TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE reports (id TEXT PRIMARY KEY, key TEXT, row TEXT, heirs TEXT) WITHOUT ROWID;
CREATE TABLE accounts (report TEXT PRIMARY KEY, about TEXT, text BLOB, rows BLOB, places BLOB) WITHOUT ROWID;
CREATE TABLE statements (report TEXT, place INTEGER, packed TEXT, PRIMARY KEY (report, place)) WITHOUT ROWID;
CREATE TABLE entries (at TEXT, report TEXT, watch TEXT, packed TEXT, PRIMARY KEY (at, report)) WITHOUT ROWID;
CREATE INDEX entries_by_watch ON entries (watch, at) WHERE watch <> '';
CREATE TABLE findings (at TEXT, place INTEGER, latest TEXT, data BLOB, PRIMARY KEY (at, place)) WITHOUT ROWID;
CREATE INDEX findings_by_latest ON findings (latest);
CREATE TABLE heard (at TEXT PRIMARY KEY, last TEXT, issued TEXT, report TEXT) WITHOUT ROWID;
CREATE TABLE outlines (at TEXT PRIMARY KEY, topic TEXT, text TEXT) WITHOUT ROWID;
CREATE INDEX outlines_by_topic ON outlines (topic, at);
CREATE TABLE sheets (at TEXT, report TEXT, data BLOB, PRIMARY KEY (at, report)) WITHOUT ROWID;
CREATE INDEX sheets_by_report ON sheets (report, at);
CREATE TABLE common (report TEXT, stated INTEGER, triple TEXT, PRIMARY KEY (report, stated, triple)) WITHOUT ROWID;
CREATE TABLE made (name TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
"""
# What goes with a report: tables, and the column with its id.
OF_REPORT = {"statements": "report", "accounts": "report", "reports": "id"}
# Bytes of it that a transaction holds in memory, where it touches so many: places are text and lie anywhere, so that a
# build of a thousand reports in the two megabytes that are usual would write each page again and again.
CACHE = 256 * 2**20
WATCHED = """
SELECT DISTINCT entries.at FROM entries LEFT JOIN heard ON heard.at = entries.at
WHERE watch = ? AND watch <> '' AND (heard.at IS NULL OR (heard.last, heard.issued, heard.report) >= (?, ?, ?))
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where findings are made: the rank of the check among all, and its key.

    watch  whose coming and going touches it besides, "" for nobody's
    """

    rank: int
    about: tuple[str, ...]
    watch: str = field(default="", compare=False)

    def __str__(self) -> str:
        return json.dumps([self.rank, *self.about], ensure_ascii=False)

    @classmethod
    def read(cls, text: str) -> "Place":
        rank, *about = decode(text)
        return cls(rank, tuple(about))

    @property
    def order(self) -> tuple[int, tuple[str, ...]]:
        return self.rank, self.about


@dataclass(frozen=True, slots=True)
class Known:
    """A report as the ledger has it. `row` is that of its table "report"; `heirs` what it tells of bodies that became
    others, as plain values."""

    key: str
    row: Mapping[str, Any] = field(repr=False)
    heirs: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is published: the id of the report that it stands with, its row as a JSON line, its quads, and,
    where it fails, the IRI of its check."""

    latest: str
    line: bytes = field(repr=False)
    quads: bytes = field(repr=False)
    failing: str = ""

    def pack(self) -> bytes:
        return zlib.compress(b"\0".join((self.line, self.quads, self.failing.encode())), 1)

    @classmethod
    def unpack(cls, latest: str, data: bytes) -> "Told":
        line, quads, failing = zlib.decompress(data).split(b"\0")
        return cls(latest, line, quads, failing.decode())


class Ledger:
    """One transaction on a ledger. Nothing is kept of it where it ends in an error."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._run = connection.execute
        self._many = connection.executemany

    def reports(self) -> Mapping[str, Known]:
        """The reports that it was brought up to, by id."""
        rows = self._run("SELECT id, key, row, heirs FROM reports ORDER BY id")
        return {id_: Known(key, decode(row), decode(heirs)) for id_, key, row, heirs in rows}

    def forget(self, report: str) -> set[str]:
        """Takes a report out; gives the places that it had part in."""
        places = decode(self._kept("places", report))
        self._many("DELETE FROM entries WHERE at = ? AND report = ?", [(at, report) for at in places])
        for table, name in OF_REPORT.items():
            self._run(f"DELETE FROM {table} WHERE {name} = ?", (report,))
        return set(places)

    def take(self, report: str, known: Known, parcel: Parcel, brought: Mapping[Place, Sequence[Packed]]) -> set[str]:
        """Puts a report in; gives the places that it has part in."""
        places = {str(at): at for at in brought}
        listed = _json(sorted(places))
        kept = [zlib.compress(one.encode(), 1) for one in (parcel.text, parcel.rows, listed)]
        self._run("INSERT INTO accounts VALUES (?, ?, ?, ?, ?)", (report, parcel.about, *kept))
        numbered = enumerate(parcel.statements)
        self._many("INSERT INTO statements VALUES (?, ?, ?)", [(report, place, one) for place, one in numbered])
        row, heirs = map(_json, (known.row, known.heirs))
        self._run("INSERT INTO reports VALUES (?, ?, ?, ?)", (report, known.key, row, heirs))
        packed = [(name, report, at.watch, _json(brought[at])) for name, at in sorted(places.items())]
        self._many("INSERT INTO entries VALUES (?, ?, ?, ?)", packed)
        return set(places)

    def statement(self, report: str, place: int) -> str:
        """One figure of a report, by its place, as it was packed."""
        query = "SELECT packed FROM statements WHERE report = ? AND place = ?"
        return str(self._run(query, (report, place)).fetchone()[0])

    def statements(self, report: str) -> list[str]:
        """All figures of a report, in reading order."""
        rows = self._run("SELECT packed FROM statements WHERE report = ? ORDER BY place", (report,))
        return [one for (one,) in rows]

    def text(self, report: str) -> str:
        """The text of a report."""
        return self._kept("text", report)

    def rows(self, report: str) -> str:
        """Its names, changes and gaps, as they were packed."""
        return self._kept("rows", report)

    def about(self, report: str) -> str:
        """What of it is short and often asked for, as it was packed."""
        return str(self._run("SELECT about FROM accounts WHERE report = ?", (report,)).fetchone()[0])

    def _kept(self, column: str, report: str) -> str:
        found = self._run(f"SELECT {column} FROM accounts WHERE report = ?", (report,)).fetchone()
        return zlib.decompress(found[0]).decode()

    def watched(self, watch: str, told: Order) -> set[str]:
        """The places that somebody's coming or going touches, when it was told or later."""
        return {at for (at,) in self._run(WATCHED, (watch, *told))}

    def hear(self, at: str, heard: Order | None) -> None:
        """Notes after when comings and goings do not touch a place by its watch; None where they all do."""
        self._run("DELETE FROM heard WHERE at = ?", (at,))
        if heard is not None:
            self._run("INSERT INTO heard VALUES (?, ?, ?, ?)", (at, *heard))

    def brought(self, at: str) -> Iterator[tuple[str, Sequence[Packed]]]:
        """What the reports have to one place, by report id."""
        for report, packed in self._run("SELECT report, packed FROM entries WHERE at = ? ORDER BY report", (at,)):
            yield report, decode(packed)

    def having(self, at: str) -> frozenset[str]:
        """The reports that have something to one place."""
        return frozenset(report for (report,) in self._run("SELECT report FROM entries WHERE at = ?", (at,)))

    def settle(self, at: str, told: Sequence[Told]) -> dict[str, bool]:
        """Keeps what is found at a place now; gives the reports with which other findings stand than before, and
        whether one stands with them that did not."""
        rows = self._run("SELECT place, latest, data FROM findings WHERE at = ?", (at,))
        before = {(place, latest, data) for place, latest, data in rows}
        now = {(place, one.latest, one.pack()) for place, one in enumerate(told)}
        if before == now:
            return {}
        self._run("DELETE FROM findings WHERE at = ?", (at,))
        self._many("INSERT INTO findings VALUES (?, ?, ?, ?)", [(at, *row) for row in sorted(now)])
        known = {(latest, data) for _, latest, data in before}
        fresh = {latest for _, latest, data in now if (latest, data) not in known}
        return {latest: latest in fresh for _, latest, _ in before ^ now}

    def standing(self, latest: str) -> list[Told]:
        """The findings that stand with a report, in their order."""
        rows = self._run("SELECT at, place, data FROM findings WHERE latest = ?", (latest,)).fetchall()
        ordered = sorted(rows, key=lambda row: (Place.read(row[0]).order, row[1]))
        return [Told.unpack(latest, data) for _, _, data in ordered]

    def first(self, at: str) -> str:
        """The first report by id that has something to a place, "" where none has."""
        (found,) = self._run("SELECT min(report) FROM entries WHERE at = ?", (at,)).fetchone()
        return found or ""

    def sketch(self, at: str, topic: str, text: str) -> bool:
        """Keeps the outline of a place, none where the text is ""; says whether it changed."""
        before = self._run("SELECT topic, text FROM outlines WHERE at = ?", (at,)).fetchone()
        if before == ((topic, text) if text else None):
            return False
        self._run("DELETE FROM outlines WHERE at = ?", (at,))
        if text:
            self._run("INSERT INTO outlines VALUES (?, ?, ?)", (at, topic, text))
        return True

    def outline(self, at: str) -> str:
        """The outline of a place, "" where it has none."""
        found = self._run("SELECT text FROM outlines WHERE at = ?", (at,)).fetchone()
        return found[0] if found else ""

    def outlines(self, topic: str) -> list[str]:
        """All outlines of a topic, by place."""
        return [text for (text,) in self._run("SELECT text FROM outlines WHERE topic = ? ORDER BY at", (topic,))]

    def draw(self, at: str, sheets: Mapping[str, Sheet]) -> set[str]:
        """Keeps what is told of a place in the graphs of lineage; gives the reports of which other things are told than
        before."""
        before = dict(self._run("SELECT report, data FROM sheets WHERE at = ?", (at,)).fetchall())
        now = {report: _pack(sheet) for report, sheet in sheets.items()}
        changed = {report for report in {*before, *now} if before.get(report) != now.get(report)}
        self._many("DELETE FROM sheets WHERE at = ? AND report = ?", [(at, report) for report in sorted(changed)])
        rows = [(at, report, now[report]) for report in sorted(changed) if report in now]
        self._many("INSERT INTO sheets VALUES (?, ?, ?)", rows)
        return changed

    def drawn(self, report: str) -> Sheet:
        """All that is told of a report in its graph of lineage."""
        rows = self._run("SELECT data FROM sheets WHERE report = ? ORDER BY at", (report,))
        return merged([_unpack(data) for (data,) in rows])

    def keep_common(self, report: str, stated: Iterable[str], derived: Iterable[str]) -> bool:
        """Keeps what the graph of a report has of concepts alone, and what follows from it; says whether it changed."""
        before = set(self._run("SELECT stated, triple FROM common WHERE report = ?", (report,)).fetchall())
        now = {*((1, triple) for triple in stated), *((0, triple) for triple in derived)}
        self._many(
            "DELETE FROM common WHERE report = ? AND stated = ? AND triple = ?",
            [(report, *one) for one in before - now],
        )
        self._many("INSERT INTO common VALUES (?, ?, ?)", [(report, *one) for one in sorted(now - before)])
        return before != now

    def common(self, stated: int) -> list[str]:
        """All of it that is stated (1), or that follows (0), each once."""
        rows = self._run("SELECT DISTINCT triple FROM common WHERE stated = ? ORDER BY triple", (stated,))
        return [triple for (triple,) in rows]

    def made(self) -> dict[str, str]:
        """Hashes by name of what was published of it."""
        return dict(self._run("SELECT name, digest FROM made ORDER BY name").fetchall())

    def keep(self, name: str, digest: str | None) -> None:
        """Notes the hash of what is published under a name; None takes the name out."""
        self._run("DELETE FROM made WHERE name = ?", (name,))
        if digest is not None:
            self._run("INSERT INTO made VALUES (?, ?)", (name, digest))


def _json(value: object) -> str:
    return encode(value).decode()


def _pack(sheet: Sheet) -> bytes:
    return zlib.compress(b"\0".join((sheet.quads, sheet.lines, sheet.common)), 1)


def _unpack(data: bytes) -> Sheet:
    quads, lines, common = zlib.decompress(data).split(b"\0")
    return Sheet(quads, lines, common)


@contextmanager
def opened(path: Path, knowledge: str) -> Iterator[Ledger]:
    """The ledger at this path, for one transaction; begun anew where it is of other knowledge, or no ledger.

    Raises StoreError where the disk refuses.
    """
    files.make_directory(path.parent)
    if not _usable(path, knowledge):
        begin(path, knowledge)
    with _explained(path), closing(_connect(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield Ledger(connection)
        connection.execute("COMMIT")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA cache_size = -{CACHE // 1024}")
    return connection


def _usable(path: Path, knowledge: str) -> bool:
    if not files.present(path):
        return False
    try:
        with closing(_connect(path)) as connection:
            about = dict(connection.execute("SELECT name, value FROM about").fetchall())
    except sqlite3.DatabaseError:
        return False
    return about == {"form": FORM, "knowledge": knowledge}


def begin(path: Path, knowledge: str) -> None:
    """Puts an empty ledger at this path."""
    for name in (path, path.with_name(path.name + "-journal")):
        files.remove(name)
    with _explained(path), closing(_connect(path)) as connection:
        rows = [("form", FORM), ("knowledge", knowledge)]
        connection.executescript(f"BEGIN; {TABLES}")
        connection.executemany("INSERT INTO about VALUES (?, ?)", rows)
        connection.execute("COMMIT")


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {error}. It is a cache: delete it, and do it again.") from error
