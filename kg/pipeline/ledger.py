"""What every report brings to which check, and what was found, kept from one publication to the next: so a new report
is held against those alone that it touches.

It is a cache: a function of the reports that it names, by their keys, and of the knowledge. It may be thrown away at
any time. A damaged one, and one of other knowledge, is begun anew.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.pipeline.late import Packed
from kg.store import files

# Names the form of the tables below.
FORM = "1"
TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE reports (id TEXT PRIMARY KEY, key TEXT, row TEXT, heirs TEXT) WITHOUT ROWID;
CREATE TABLE entries (at TEXT, report TEXT, watch TEXT, packed TEXT, PRIMARY KEY (at, report)) WITHOUT ROWID;
CREATE INDEX entries_by_report ON entries (report);
CREATE INDEX entries_by_watch ON entries (watch, at);
CREATE TABLE findings (at TEXT, place INTEGER, latest TEXT, data BLOB, PRIMARY KEY (at, place)) WITHOUT ROWID;
CREATE INDEX findings_by_latest ON findings (latest);
CREATE TABLE made (name TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
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
        rank, *about = json.loads(text)
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
        return {id_: Known(key, json.loads(row), json.loads(heirs)) for id_, key, row, heirs in rows}

    def forget(self, report: str) -> set[str]:
        """Takes a report out; gives the places that it had part in."""
        places = {at for (at,) in self._run("SELECT at FROM entries WHERE report = ?", (report,))}
        self._run("DELETE FROM entries WHERE report = ?", (report,))
        self._run("DELETE FROM reports WHERE id = ?", (report,))
        return places

    def take(self, report: str, known: Known, brought: Mapping[Place, Sequence[Packed]]) -> set[str]:
        """Puts a report in; gives the places that it has part in."""
        row, heirs = (json.dumps(value, ensure_ascii=False) for value in (known.row, known.heirs))
        self._run("INSERT INTO reports VALUES (?, ?, ?, ?)", (report, known.key, row, heirs))
        packed = [(str(at), report, at.watch, json.dumps(one, ensure_ascii=False)) for at, one in brought.items()]
        self._many("INSERT INTO entries VALUES (?, ?, ?, ?)", packed)
        return {at for at, *_ in packed}

    def watched(self, watch: str) -> set[str]:
        """The places that somebody's coming and going touches."""
        return {at for (at,) in self._run("SELECT DISTINCT at FROM entries WHERE watch = ?", (watch,))}

    def brought(self, at: str) -> Iterator[tuple[str, Sequence[Packed]]]:
        """What the reports have to one place, by report id."""
        for report, packed in self._run("SELECT report, packed FROM entries WHERE at = ? ORDER BY report", (at,)):
            yield report, json.loads(packed)

    def settle(self, at: str, told: Sequence[Told]) -> set[str]:
        """Keeps what is found at a place now; gives the reports with which other findings stand than before."""
        rows = self._run("SELECT place, latest, data FROM findings WHERE at = ?", (at,))
        before = {(place, latest, data) for place, latest, data in rows}
        now = {(place, one.latest, one.pack()) for place, one in enumerate(told)}
        if before == now:
            return set()
        self._run("DELETE FROM findings WHERE at = ?", (at,))
        self._many("INSERT INTO findings VALUES (?, ?, ?, ?)", [(at, *row) for row in sorted(now)])
        return {latest for _, latest, _ in before ^ now}

    def standing(self, latest: str) -> list[Told]:
        """The findings that stand with a report, in their order."""
        rows = self._run("SELECT at, place, data FROM findings WHERE latest = ?", (latest,)).fetchall()
        ordered = sorted(rows, key=lambda row: (Place.read(row[0]).order, row[1]))
        return [Told.unpack(latest, data) for _, _, data in ordered]

    def made(self) -> dict[str, str]:
        """Hashes by name of what was published of it."""
        return dict(self._run("SELECT name, digest FROM made ORDER BY name").fetchall())

    def keep(self, name: str, digest: str | None) -> None:
        """Notes the hash of what is published under a name; None takes the name out."""
        self._run("DELETE FROM made WHERE name = ?", (name,))
        if digest is not None:
            self._run("INSERT INTO made VALUES (?, ?)", (name, digest))


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
