"""Facts that a person takes out: `exclusions.toml` of a knowledge directory.

[[exclusion]]
fact = "kcg-personnel-2014.33492f48858d5d4b"    # or the IRI
reason = "第 3 行是轉載的舊資料"
who = "王小明"
when = 2026-05-01                               # may be left out
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import KnowledgeError
from kg.graph.identity import fact_digests
from kg.iris import Iris
from kg.model.facts import Reading
from kg.model.mentions import Exclusion, Mentions
from kg.pipeline.product import Finding
from kg.resources import Resources

FILE = "exclusions.toml"
NEEDED = ("fact", "reason", "who")
FIELDS = (*NEEDED, "when")


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A person's decision that a fact was misread. `fact` is its local name, `when` an ISO day or ""."""

    fact: str
    reason: str
    who: str
    when: str = ""

    @property
    def words(self) -> str:
        """What coverage says of its number."""
        return f"taken out by {self.who}{f' on {self.when}' if self.when else ''}: {self.reason}"


def load_exclusions(resources: Resources, iris: Iris) -> tuple[TakenOut, ...]:
    """The decisions of all knowledge directories, by fact. Raises KnowledgeError, with the file and the row."""
    paths = (root / FILE for root in resources.roots[1:])
    found = [one for path in paths if path.is_file() for one in _read(path, resources, iris)]
    return tuple(sorted(found, key=lambda one: one.fact))


def _read(path: Path, resources: Resources, iris: Iris) -> Iterator[TakenOut]:
    try:
        rows = tomllib.loads(resources.text(path)).get("exclusion", [])
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise KnowledgeError(f"{path}: exclusions are tables [[exclusion]].")
    for place, row in enumerate(rows, 1):
        texts = {name: str(value).strip() for name, value in row.items()}
        missing = [name for name in NEEDED if not texts.get(name)]
        if missing or set(texts) - set(FIELDS):
            raise KnowledgeError(f"{path}, exclusion {place}: it has {', '.join(NEEDED)}, and when, and nothing else.")
        yield TakenOut(**texts | {"fact": iris.slug(texts["fact"])})


def take_out(
    mentions: Mentions, reading: Reading, decisions: Sequence[TakenOut]
) -> tuple[Mentions, Reading, tuple[Finding, ...]]:
    """The mentions and the reading without the facts that were taken out, and a warning for every decision about this
    report that names no fact of it."""
    parts = ((one, one.fact.rpartition(".")) for one in decisions)
    wanted = {digest: one for one, (report, _, digest) in parts if report == reading.info.id}
    if not wanted:
        return mentions, reading, ()
    named = list(zip(fact_digests(reading), reading.facts, strict=True))
    gone = {digest: fact for digest, fact in named if digest in wanted}
    excluded = (Exclusion(fact.quantity.block, fact.quantity.span, wanted[name].words) for name, fact in gone.items())
    kept = tuple(fact for digest, fact in named if digest not in gone)
    lost = tuple(_lost(reading.info.id, wanted[name]) for name in sorted(set(wanted) - set(gone)))
    return (
        replace(mentions, excluded=(*mentions.excluded, *excluded)),
        replace(reading, facts=kept, withdrawn=tuple(gone.values())),
        lost,
    )


def _lost(report: str, decision: TakenOut) -> Finding:
    return Finding(
        report=report,
        focus=decision.fact,
        path="",
        value="",
        shape="exclusion",
        severity="warning",
        message_zh="排除清單所列的數據不在報告中。",
        message_en="An exclusion names a fact that the report does not state.",
    )
