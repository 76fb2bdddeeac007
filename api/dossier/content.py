"""What stands in a dossier, whatever its format: findings about one thing with their quotes, failures first."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode

from api.pages.findings import ORDER, Side, ordered, sides
from api.pages.frame import PREFERRED, Naming
from api.pages.wording import Wording
from kg.errors import UnknownNameError
from kg.model.findings import Verdict
from kg.questions import Questions, all_findings, ask, terms_of
from kg.store import View

Row = Mapping[str, Any]
# What a dossier can be about: the question that finds its checks, which has a parameter of that name.
QUESTIONS = {"metric": "metric-findings", "agency": "agency-findings"}
IN_ORDER = frozenset({Verdict.HOLDS.value, Verdict.WITHIN_ROUNDING.value})


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage: its text in parts, each with whether it is lit, where it stands, and its address."""

    parts: tuple[tuple[str, bool], ...]
    report: str
    address: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding: verdict and kind in words, what it says, the formula or "", its passages and its IRI."""

    verdict: str
    kind: str
    message: str
    formula: str
    quotes: tuple[Quote, ...]
    iri: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """A list of findings about one thing.

    lead  lines that stand before the findings: how many there are of each verdict, what is left out
    foot  which publication it was made from
    """

    title: str
    iri: str
    wording: Wording
    lead: tuple[str, ...]
    entries: tuple[Entry, ...]
    foot: str


def find_subject(view: View, questions: Questions, name: str) -> tuple[str, NamedNode]:
    """The type and IRI of a metric or body by its local name, IRI or label. Raises UnknownNameError with near names."""
    near: set[str] = set()
    for type_, question in QUESTIONS.items():
        try:
            term = terms_of(view, questions[question], {type_: name})[type_]
        except UnknownNameError as error:
            near |= set(error.choices)
            continue
        if isinstance(term, NamedNode):
            return type_, term
    raise UnknownNameError("metric or body", name, near)


def make_dossier(naming: Naming, questions: Questions, name: str, left_out: frozenset[str] = IN_ORDER) -> Dossier:
    """The findings about a metric or body whose verdict is not left out. Raises UnknownNameError with near names."""
    view, t = naming.view, naming.wording
    type_, subject = find_subject(view, questions, name)
    wanted = {str(row["finding"]) for row in ask(view, questions[QUESTIONS[type_]], {type_: subject.value}).rows}
    rows = ordered(row for row in all_findings(view) if row["finding"] in wanted)
    shown = [row for row in rows if row["verdict"] not in left_out]
    manifest = view.manifest
    return Dossier(
        title=t("dossier-of", name=_label(naming, subject)),
        iri=subject.value,
        wording=t,
        lead=tuple(_lead(t, rows, len(rows) - len(shown))),
        entries=tuple(_entry(naming, row) for row in shown),
        foot=f"{t('site')} · {t('publication', number=manifest.number, published=manifest.published)}",
    )


def _label(naming: Naming, subject: NamedNode) -> str:
    quads = naming.view.dataset.quads_for_pattern(subject, PREFERRED, None, None)
    texts = [{"text": quad.object.value, "language": quad.object.language or ""} for quad in quads]  # type: ignore[union-attr]
    return naming.chosen(texts) or subject.value


def _lead(t: Wording, rows: Sequence[Row], left: int) -> Iterator[str]:
    counts = Counter(row["verdict"] for row in rows)
    yield "; ".join(f"{t(verdict.value)} {counts[verdict.value]}" for verdict in ORDER if counts[verdict.value]) or "–"
    if left:
        yield t("dossier-left-out", total=left)


def _entry(naming: Naming, row: Row) -> Entry:
    t = naming.wording
    quotes = tuple(_quote(naming, side) for side in sides(row))
    message = str(row["message"][t.language.key])
    return Entry(t(row["verdict"]), t(row["kind"]), message, str(row["formula"] or ""), quotes, str(row["finding"]))


def _quote(naming: Naming, side: Side) -> Quote:
    address = f"{naming.view.manifest.base_iri}id/report/{side.report}#{side.place}"
    parts = tuple(("".join(text.split("\n")), lit) for text, lit in side.parts if text)
    return Quote(parts, naming.report(side.report), address)
