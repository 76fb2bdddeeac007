"""What clients write: who may, and one change after the other, each computed in a process of its own."""

import hmac
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import ClassVar

from fastapi import Request

from api.problems import ClosedError, NoTokenError
from api.publication import Publications
from api.worker import Answerer
from api.workers import Worker
from kg.errors import StoreError
from kg.pipeline.writing import Changed, GraphChange, Update, compute_change, publish_change
from kg.resources import open_resources
from kg.settings import Settings
from kg.store import View


def refuse_strangers(request: Request, settings: Settings) -> None:
    """Returns where the request may write (RFC 6750, section 2.1).

    Raises ClosedError where no token is set, NoTokenError where the request brings another one or none.
    """
    if not settings.token:
        raise ClosedError("Nothing can be written here: writing is turned off. The operator turns it on by KG_TOKEN.")
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    right = hmac.compare_digest(given.strip().encode("latin-1"), settings.token.encode("utf-8"))
    if scheme.lower() != "bearer" or not right:
        raise NoTokenError("Writing needs the token of this server: Authorization: Bearer TOKEN.")


@dataclass(frozen=True, slots=True)
class ChangeJob:
    """A change of what clients wrote, to be computed from a publication by the knowledge of that directory."""

    digest: str
    change: Update | GraphChange
    knowledge: Path | None = None
    what: ClassVar[str] = "change"
    advice: ClassVar[str] = "Nothing was written. Change less at one time."

    def done(self, _: Answerer, view: View) -> Changed:
        """What it leads to. Raises as `compute_change` does."""
        return compute_change(view, self.change, open_resources(self.knowledge))


class Writing:
    """Changes what clients wrote. Threads may share it; they wait for one another."""

    def __init__(self, publications: Publications, worker: Worker) -> None:
        self._publications, self._worker = publications, worker
        self._lock = Lock()

    def change(self, change: Update | GraphChange) -> Changed:
        """Computes a change from the current publication, publishes it, and has it served.

        Raises as `compute_change` does, LimitReachedError and TimeLimitError as a query does, and StoreError where a
        build is writing.
        """
        store = self._publications.store
        with self._lock, store.writer() as writer:
            digest = store.pointer()
            if digest is None:
                raise StoreError(f"{store.path}: nothing is published here.")
            changed = self._worker.ask(ChangeJob(digest, change, self._publications.settings.knowledge))
            assert isinstance(changed, Changed)
            publish_change(store, writer, changed)
        self._publications.renew()
        return changed

    def stop(self) -> None:
        """Ends the process that computes changes."""
        self._worker.stop()
