"""Reports taken in on trial: each into a copy of the store, in a process of its own, to be published or not."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Lock, Thread, Timer
from time import monotonic

from kg.errors import LimitReachedError, StoreError, UnknownNameError
from kg.pipeline.product import STAGE
from kg.settings import Settings
from kg.store import Store, View

# How many are kept at one time, for how long without being looked at, and how long a report may be read, in seconds.
MOST, KEPT, LONGEST = 4, 3600.0, 900.0
# Files of a store that are written anew; all others are named by their hash and never change.
WRITTEN = ("current", "lock")


class State(StrEnum):
    """How far a draft is."""

    READING = "reading"
    READ = "read"
    REFUSED = "refused"
    PUBLISHED = "published"


@dataclass(slots=True)
class Draft:
    """A file taken in on trial.

    options  what its sender says of the report, by name;  directory: the file and the copy of the store
    told     what the process said so far: "stage" with the name of one that began, or "line" with its words
    base     hash of the manifest that it was tried on
    """

    id: str
    name: str
    options: Mapping[str, str]
    directory: Path
    base: str
    seen: float
    state: State = State.READING
    told: list[tuple[str, str]] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The words of the process, without its stages."""
        return [words for what, words in self.told if what == "line"]

    @property
    def stages(self) -> list[str]:
        """The stages that began, in order."""
        return [words for what, words in self.told if what == "stage"]

    @property
    def file(self) -> Path:
        return self.directory / self.name

    @property
    def store(self) -> Path:
        return self.directory / "store"

    def view(self) -> View:
        """The publication of the copy, with the report where nothing refused it."""
        return Store.open(self.store).view()


class Drafts:
    """The drafts of a server. Whoever knows the id of one may look at it: ids cannot be guessed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[str, Draft] = {}
        self._lock, self._writing = Lock(), Lock()

    def begin(self, name: str, options: Mapping[str, str]) -> Draft:
        """Room for a file of that name, which is written next. Raises LimitReachedError where too many are open."""
        with self._lock:
            for draft in [one for one in self._known.values() if monotonic() - one.seen > KEPT]:
                self._drop(draft)
            if len(self._known) >= MOST:
                raise LimitReachedError(f"{MOST} reports wait to be published or discarded already. Discard one first.")
            directory = Path(tempfile.mkdtemp(prefix="kaogong-draft-"))
            base = Store.open(self._settings.store).pointer() or ""
            draft = Draft(secrets.token_urlsafe(16), name, options, directory, base, monotonic())
            self._known[draft.id] = draft
        return draft

    def find(self, id_: str) -> Draft:
        """Raises UnknownNameError for one that is not, or no longer."""
        draft = self._known.get(id_)
        if draft is None:
            raise UnknownNameError("draft", id_, [])
        draft.seen = monotonic()
        return draft

    def read(self, draft: Draft) -> None:
        """Starts to take the file into a copy of the store, and returns at once."""
        Thread(target=self._read, args=(draft,), daemon=True).start()

    def publish(self, draft: Draft) -> None:
        """Takes the file into the store itself. Raises StoreError where that fails, with what was said."""
        if draft.state is not State.READ:
            raise StoreError(f"This draft is {draft.state}: only one that was read can be published.")
        with self._writing:
            told: list[tuple[str, str]] = []
            # What was tried is published: it is taken over from the copy, by its hash, and not computed again.
            if self._run(draft, self._settings.store, told, f"--tried={draft.store.resolve()}") != 0:
                lines = [words for what, words in told if what == "line"]
                raise StoreError("It was not published: " + " ".join(lines[-5:]))
            draft.state = State.PUBLISHED

    def discard(self, draft: Draft) -> None:
        """Forgets a draft with its file."""
        with self._lock:
            self._drop(draft)

    def close(self) -> None:
        """Forgets all."""
        with self._lock:
            for draft in list(self._known.values()):
                self._drop(draft)

    def _drop(self, draft: Draft) -> None:
        self._known.pop(draft.id, None)
        shutil.rmtree(draft.directory, ignore_errors=True)

    def _read(self, draft: Draft) -> None:
        try:
            copy_store(self._settings.store, draft.store)
            code = self._run(draft, draft.store, draft.told)
        except OSError as error:
            draft.told.append(("line", str(error)))
            code = -1
        draft.state = State.READ if code == 0 else State.REFUSED

    def _run(self, draft: Draft, store: Path, told: list[tuple[str, str]], *more: str) -> int:
        """Runs `kg ingest` on that store and keeps what it says; the exit code, negative where it was ended."""
        options = [f"--{name}={value}" for name, value in draft.options.items()]
        fixed = ("--workers=1", "--progress=lines", "--store", str(store))
        command = [sys.executable, "-m", "kg.cli", "ingest", draft.name, *fixed, *more, *options]
        process = subprocess.Popen(
            command,
            cwd=draft.directory,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        limit = Timer(LONGEST, process.kill)
        limit.start()
        try:
            assert process.stdout is not None
            with process.stdout:
                told.extend(_told(line.rstrip()) for line in process.stdout if line.strip())
            return process.wait()
        finally:
            limit.cancel()

    def _environment(self) -> dict[str, str]:
        """That of this process with the settings of the server; the token goes no further."""
        known = {name: value for name, value in os.environ.items() if name != "KG_TOKEN"}
        given = {"KG_BASE_IRI": self._settings.base_iri, "KG_SOURCE_BYTES": str(self._settings.source_bytes)}
        knowledge = {"KG_KNOWLEDGE": str(self._settings.knowledge.resolve())} if self._settings.knowledge else {}
        return {**known, **given, **knowledge, "NO_COLOR": "1"}


def _told(line: str) -> tuple[str, str]:
    """A line of the process: of a stage its name, else its words."""
    if line.startswith(STAGE):
        return "stage", line.removeprefix(STAGE).split(" ", 1)[0]
    return "line", line


def copy_store(store: Path, target: Path) -> None:
    """A store with the same publication. What never changes is linked where the disk can, so that it takes no room."""
    for path in sorted(store.rglob("*")):
        place = target / path.relative_to(store)
        if path.is_dir():
            place.mkdir(parents=True, exist_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if path.name in WRITTEN or "cache" in path.parts:
            shutil.copy2(path, place)
            continue
        try:
            os.link(path, place)
        except OSError:
            shutil.copy2(path, place)
