"""`kg reports explain`: how a file is read, before it is taken in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kg.cli.describing import describes
from kg.cli.options import Room, in_room, prints
from kg.cli.output import Output
from kg.cli.progress import shown
from kg.model.language import Language
from kg.model.wordings import Texts, load_texts
from kg.pipeline.explain import TEXTS, as_document, explain_report
from kg.pipeline.gather import catalogue_of, gather, sidecar_of
from kg.readers.catalogue import who_said

Document = Mapping[str, Any]


@click.command(short_help="Say how a file is read, and what was not understood.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--lang", type=click.Choice([one.value for one in Language]), default="en", show_default=True, help="Of the words."
)
@describes
@in_room
@prints("table")
def explain(*, room: Room, out: Output, file: Path, lang: str, flags: Mapping[str, str]) -> None:
    """Say for what FILE is taken and why, what was found in it, what its family expects and was not found, and what was
    not understood. Nothing is stored. A report of no known family is read by the general rules. Sentences are in both
    languages with --json.
    """
    with shown("explain", 1) as progress:
        resources = room.resources()
        catalogue = catalogue_of([file], resources)
        (report,) = gather([file], flags, catalogue, room.settings.source_bytes, progress)
        said_by = who_said(report.source, catalogue, sidecar_of(file), flags)
        explained = explain_report(report, said_by, resources, room.iris, progress)
        document = as_document(explained, room.iris)
    if not out.for_people:
        out.document(document)
        return
    for line in _Teller(load_texts(TEXTS), Language(lang)).lines(document):
        click.echo(line)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells a document in one language."""

    texts: Texts
    language: Language

    def lines(self, document: Document) -> Iterator[str]:
        file = {name: str(document[name]) for name in ("file", "characters", "encoding")}
        yield self._say("line", "file", **file)
        if document["left_out"]:
            yield self._say("line", "left-out", counts=self._counts("hidden", document["left_out"]))
        yield from self._family(document["family"])
        yield from self._described(document["described"])
        yield from self._found(document["found"])
        yield from self._expected(document["expected"])
        yield self._say("line", "not-found")
        missing = [f"  {self._in(words)}" for words in document["not_found"]]
        yield from missing or [self._say("line", "nothing-missing")]
        yield self._say("line", "coverage")
        yield from self._coverage(document)

    def _say(self, group: str, name: str, /, **fillings: str) -> str:
        words = self.texts.say(group, name, **fillings)
        return words.en if self.language is Language.ENGLISH else words.zh

    def _in(self, words: Mapping[str, str]) -> str:
        return words[self.language.key]

    def _family(self, family: Document) -> Iterator[str]:
        yield self._say("line", "family", family=family["name"], reasons="; ".join(map(self._in, family["reasons"])))
        for row in family["evidence"]:
            told = {name: str(row[name]) for name in ("family", "needed", "weight")}
            yield self._say("line", "evidence", **told, words=self._in(row["words"]), times=self._times(row["count"]))

    def _times(self, count: int) -> str:
        return self._say("times", {0: "never", 1: "once"}.get(count, "often"), count=str(count))

    def _described(self, described: Document) -> Iterator[str]:
        yield self._say("line", "described")
        for name, row in described.items():
            value = row["value"]
            if value not in (None, False):
                text = " – ".join(map(str, value.values())) if isinstance(value, Mapping) else str(value)
                origin = self._say("origin", row["said_by"])
                yield self._say("line", "field", name=self._say("field", name), value=text, origin=origin)

    def _found(self, found: Document) -> Iterator[str]:
        yield self._say("line", "found")
        for name, count in found.items():
            value = self._counts(name, count) if isinstance(count, Mapping) else str(count)
            yield self._say("line", "count", name=self._say("count", name), value=value)

    def _counts(self, group: str, counts: Mapping[str, int]) -> str:
        told = (f"{number} {self._say(group, name)}" for name, number in counts.items())
        return ", ".join(told) or self._say("count", "none")

    def _expected(self, expected: Document) -> Iterator[str]:
        yield self._say("line", "expected")
        least, most = expected["least_facts_per_thousand"], expected["most_facts_per_thousand"]
        name = "at-least" if most is None else "between"
        span = self._say("line", name, least=f"{least:g}", most=f"{most or 0:g}")
        yield self._say("line", "rate", rate=f"{expected['facts_per_thousand']:g}", range=span)
        shares = {
            name: f"{expected[key]:.1%}" for name, key in (("share", "missed_share"), ("most", "most_missed_share"))
        }
        yield self._say("line", "share", **shares)

    def _coverage(self, document: Document) -> Iterator[str]:
        for row in document["coverage"]:
            what = self._say("all", row["what"])
            yield self._say("line", "total", what=what, all=str(row["all"]), share=f"{row['share']:.1%}")
        rows = document["not_understood"]
        if rows:
            counts = {"shown": str(len(rows)), "all": str(document["not_understood_in_all"])}
            yield self._say("line", "not-understood", **counts)
        for row in rows:
            told = {"start": str(row["start"]), "what": self._say("one", row["what"])}
            yield self._say("line", "place", **told, quote=" ".join(row["quote"].split()), context=row["context"])
