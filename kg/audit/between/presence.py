"""The things that a report tells of, by which its silence on others, and what is new in it, are known."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.audit.between.keys import Check, Entry, Key, Role
from kg.audit.between.scenes import Scene
from kg.audit.between.tabled import table_entries
from kg.audit.between.words import plain
from kg.model.findings import Passage
from kg.model.statements import Account, Statement
from kg.model.text import Span

# The kinds of named things that are followed, and of what stands in for a concept: words for a figure, a heading.
NAMED = ("programme", "award", "system")
METRIC, PHRASE, SECTION = "metric", "phrase", "section"
_DIGITS = re.compile(r"[\d,.%]+")
# Shorter words for what is measured, or shorter headings, say too little to know a thing again.
LEAST = 5


def presence_entries(scene: Scene) -> Iterator[tuple[Key, Entry]]:
    """The things that a report of a known body tells of, each once."""
    desk = scene.account.info.issuer
    if not desk:
        return
    found: dict[tuple[str, ...], Entry] = {}
    for about, entry in (*_figures(scene), *_names(scene), *_sections(scene), *table_entries(scene)):
        found.setdefault(about, entry)
    for about, entry in found.items():
        yield Key(Check.PRESENCE, about, desk), entry


def _figures(scene: Scene) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Metrics, by their figure of the whole where there is one; and without a metric the words of the report."""
    for statement in sorted(scene.statements, key=lambda one: (bool(one.dims), one.span)):
        if statement.series:
            yield (METRIC, statement.series), Entry(scene.report, Role.NAMED, statement)
        elif len(words := bare(statement.metric)) >= LEAST:
            yield (PHRASE, words, statement.measure or statement.unit), Entry(scene.report, Role.NAMED, statement)


def bare(words: str) -> str:
    """Words for a figure or a heading, folded, without numbers."""
    return _DIGITS.sub("", plain(words))


def _names(scene: Scene) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Named things of the vocabulary, each with the metrics of the figures that a report tells under its names."""
    for row in scene.account.entities:
        kind, concept, mentions = row.get("type"), row.get("concept"), row.get("mentions")
        if kind in NAMED and concept and isinstance(mentions, Sequence) and mentions:
            names = {str(row["name"]), *_texts(row.get("aliases"))}
            figures = (one for one in scene.statements if one.programme in names)
            passage = _passage(scene.account, Span(*mentions[0]))
            yield (str(kind), str(concept)), Entry(scene.report, Role.NAMED, passage=passage, known=_known(figures))


def _known(figures: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(sorted({one.series for one in figures if one.series}))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, Sequence) else ()


def _sections(scene: Scene) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Headings over figures of metrics, with the first of these, and the metrics."""
    under: dict[str, list[Statement]] = defaultdict(list)
    for statement in scene.statements:
        if statement.series:
            for heading in statement.section:
                under[bare(heading)].append(statement)
    for words, figures in under.items():
        if len(words) >= LEAST:
            yield (SECTION, words), Entry(scene.report, Role.NAMED, figures[0], known=_known(figures))


def _passage(account: Account, span: Span) -> Passage:
    return Passage("last", account.info.id, account.source, span, span.cut(account.text))
