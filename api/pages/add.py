"""The pages on which a report is added: where a file is dropped, and what came of reading it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pyoxigraph
from fastapi.responses import HTMLResponse

from api.drafts import Draft, State
from api.pages.frame import Frame
from api.things import written
from kg.pipeline.product import STAGES
from kg.questions import report_row
from kg.store import Store, View

Row = Mapping[str, Any]
# What is said of a draft by how far it is.
SAID = {
    State.READING: "draft-reading",
    State.READ: "draft-read",
    State.REFUSED: "draft-refused",
    State.PUBLISHED: "draft-published",
}
# By what a fact that has the same address before and after is read otherwise.
READ = ("value", "unit", "kind", "metric", "series", "agency", "programme", "period", "dims")
# The stages that a report goes through until it is published, in order.
PATH = ("read", *STAGES, "publish", "compare")
WORDS = ("add-sending", "add-reading", "add-failed")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a draft makes of one report.

    new, gone, changed  its facts beside those of the version that is served now, by their addresses
    held                why it breaks a shape, "" where it does not
    """

    row: Row
    missed: tuple[Row, ...]
    before: Row | None
    new: tuple[Row, ...]
    gone: tuple[Row, ...]
    changed: tuple[tuple[Row, Row], ...]
    held: str


def draft_document(served: View, draft: Draft) -> dict[str, Any]:
    """What came of reading the file so far, for programs."""
    done = draft.state in (State.READ, State.REFUSED)
    outcomes = [asdict(one) for one in _outcomes(served, draft)] if done else []
    return {
        "draft": draft.id,
        "file": draft.name,
        "state": draft.state.value,
        "stages": draft.stages,
        "lines": draft.lines,
        "reports": outcomes,
    }


def draft_graph(served: View, draft: Draft) -> bytes:
    """What the graphs of its reports say, as Turtle."""
    view, store = draft.view(), Store.open(draft.store)
    entries = (view.manifest.report(outcome.row["id"]) for outcome in _outcomes(served, draft))
    quads = b"".join(store.object(entry.graphs["report"]) for entry in entries if entry)
    triples = {quad.triple for quad in pyoxigraph.parse(quads, format=pyoxigraph.RdfFormat.N_QUADS)}
    return written(sorted(triples, key=str), view.manifest.base_iri, "turtle")


def add_page(frame: Frame, *, opened: bool) -> HTMLResponse:
    """Where a file is dropped. `opened`: whether this server lets reports be added."""
    return frame.page(
        "add.html", twins=(), stages=PATH, opened=opened, words={key: frame.wording(key) for key in WORDS}
    )


def draft_page(frame: Frame, draft: Draft) -> HTMLResponse:
    """What came of reading the file so far."""
    frame.request.state.hidden = True
    outcomes = tuple(_outcomes(frame.view, draft)) if draft.state in (State.READ, State.REFUSED) else ()
    words = {key: frame.wording(key) for key in WORDS}
    twins = frame.twins()[: 2 if draft.state is State.READ else 1]
    answer = frame.page(
        "draft.html",
        twins=twins,
        stages=PATH,
        draft=draft,
        outcomes=outcomes,
        state=draft.state.value,
        said=SAID[draft.state],
        words=words,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _outcomes(served: View, draft: Draft) -> Iterator[Outcome]:
    """Those reports that the copy of the store has otherwise than what is served, and those that it holds back."""
    view = draft.view()
    known = {entry.id: entry for entry in served.manifest.reports}
    for entry in view.manifest.reports:
        if entry.id not in known or known[entry.id].source != entry.source:
            yield _outcome(served if entry.id in known else None, view, entry.id)
    yield from (
        Outcome({"id": held.id, "file": held.file}, (), None, (), (), (), held.reason)
        for held in view.manifest.held
        if held not in served.manifest.held
    )


def _outcome(served: View | None, view: View, report: str) -> Outcome:
    entry = view.manifest.report(report)
    assert entry is not None
    after = {str(row["fact"]): row for row in view.facts(report)}
    before = {str(row["fact"]): row for row in served.facts(report)} if served else {}
    both = [(before[fact], row) for fact, row in after.items() if fact in before]
    old = served.manifest.report(report) if served else None
    return Outcome(
        row=report_row(view, entry),
        missed=tuple(row for row in view.table(report, "coverage") if row["fate"] == "missed"),
        before=report_row(served, old) if served and old else None,
        new=tuple(row for fact, row in after.items() if fact not in before),
        gone=tuple(row for fact, row in before.items() if fact not in after),
        changed=tuple((one, other) for one, other in both if any(one[name] != other[name] for name in READ)),
        held="",
    )
