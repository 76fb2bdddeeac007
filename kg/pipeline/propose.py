"""Concepts that the vocabulary lacks: what recurs in the reports of a store and is linked to nothing."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from kg.model.concepts import Concept, Scheme, Vocabulary
from kg.model.findings import Words
from kg.model.folding import fold
from kg.model.wordings import Filling, Texts, load_texts
from kg.pipeline.unlinked import Found, read_texts, unlinked_facts, unlinked_names
from kg.resources import Resources
from kg.store import View
from kg.vocabulary import plain

TEXTS = Path(__file__).with_suffix(".toml")
# What recurs: it stands in so many reports, or so many times in one.
REPORTS, TIMES = 2, 3
# Examples of a concept.
EXAMPLES = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A concept that a curator may take over.

    times     in how many places it stands;  reports: the ids of the reports, sorted
    sayings   property and value in Turtle, in order;  remarks: what the curator should know
    """

    scheme: Scheme
    slug: str
    label: str
    times: int
    reports: tuple[str, ...]
    sayings: tuple[tuple[str, str], ...] = field(repr=False)
    remarks: tuple[str, ...] = ()


def propose(view: View, vocabulary: Vocabulary, resources: Resources) -> tuple[Proposal, ...]:
    """Metrics, programmes and agencies that recur and have no concept, by scheme and label.

    No name is proposed that a concept of the scheme has already, and none twice.
    """
    texts = read_texts(view, resources)
    facts, names = list(unlinked_facts(view, texts)), list(unlinked_names(view, texts))
    drafts = [
        *_drafts(Scheme.METRIC, facts, lambda one: (fold(one.row["metric"]), one.row["unit"])),
        *_drafts(Scheme.PROGRAMME, names, lambda one: (fold(one.row["name"]), "")),
        *_drafts(Scheme.AGENCY, names, lambda one: (fold(one.row["name"]), "")),
    ]
    taken = {(one.scheme, plain(name)) for one in vocabulary.concepts for name in (one.label, *one.names)}
    maker = _Maker(vocabulary, taken)
    return tuple(made for scheme, key, group in drafts if (made := maker.make(scheme, key, group)) is not None)


def _drafts(
    scheme: Scheme, found: Iterable[Found], key: Callable[[Found], tuple[str, str]]
) -> list[tuple[Scheme, tuple[str, str], list[Found]]]:
    """The groups that recur, sorted."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for one in found:
        if one.row.get("type", Scheme.METRIC.value) == scheme.value and key(one)[0]:
            groups.setdefault(key(one), []).append(one)
    return [(scheme, name, groups[name]) for name in sorted(groups) if _recurs(groups[name])]


def _recurs(group: Sequence[Found]) -> bool:
    counts = Counter(one.row["report"] for one in group)
    return len(counts) >= REPORTS or max(counts.values()) >= TIMES


class _Maker:
    """Makes proposals, and keeps which names are taken."""

    def __init__(self, vocabulary: Vocabulary, taken: set[tuple[Scheme, str]]) -> None:
        self._taken = taken
        self._slugs = {(one.scheme, one.slug) for one in vocabulary.concepts}
        self._units = {
            plain(name): unit for unit in vocabulary.scheme(Scheme.UNIT) for name in (unit.label, *unit.names)
        }
        self._bodies = {plain(body.label): body for body in vocabulary.scheme(Scheme.AGENCY)}
        self._definer = _Definer(vocabulary, load_texts(TEXTS))

    def make(self, scheme: Scheme, key: tuple[str, str], group: Sequence[Found]) -> Proposal | None:
        """The proposal, or None where its name is taken."""
        slug = _slug(scheme, key)
        field_ = "metric" if scheme is Scheme.METRIC else "name"
        label = str(group[0].row[field_])
        if (scheme, plain(label)) in self._taken and key[1]:
            label = f"{label}({key[1]})"
        if (scheme, plain(label)) in self._taken or (scheme, slug) in self._slugs:
            return None
        self._taken.add((scheme, plain(label)))
        describe = {Scheme.METRIC: self._metric, Scheme.PROGRAMME: self._programme, Scheme.AGENCY: self._agency}
        sayings, remarks = describe[scheme](group)
        passages = dict.fromkeys(one.passage for one in group)
        examples = [("skos:example", _text(passage)) for passage in list(passages)[:EXAMPLES]]
        reports = _reports(group)
        told = self._definer.sayings(scheme, label, group)
        return Proposal(scheme, slug, label, len(group), reports, (*told, *sayings, *examples), remarks)

    def _metric(self, group: Sequence[Found]) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
        """By the words for it, its unit and its kinds; of one programme where all its figures are."""
        rows = [one.row for one in group]
        unit = self._units.get(plain(str(rows[0]["unit"])))
        sayings = [("kg:usualUnit", f"unit:{unit.slug}")] if unit else []
        sayings += [("kg:usualKind", f"kind:{kind}") for kind in sorted({str(row["kind"]) for row in rows})]
        sayings += [("kg:usualTemporality", f"kind:{one}") for one in sorted({str(row["temporality"]) for row in rows})]
        sayings += [("kg:nearWords", _words(dict.fromkeys(str(row["metric"]) for row in rows)))]
        programmes = {row["programme"] for row in rows}
        if len(programmes) == 1 and None not in programmes:
            sayings.append(("kg:contextWords", _words(programmes)))
        if all(row["dims"].get("appointment") == "兼任" for row in rows):
            sayings.append(("kg:usualPart", "kind:inner"))
        lacking = f"no unit '{rows[0]['unit']}' in the vocabulary: without one no figure is linked to this metric"
        return sayings, () if unit else (lacking,)

    def _programme(self, group: Sequence[Found]) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
        """Known only in reports of the government in whose reports it stands, where that is one."""
        sayings = self._names(Scheme.PROGRAMME, "skos:altLabel", group)
        home = self._home(group)
        return [*sayings, *([("kg:localTo", f"agency:{home.slug}")] if home else [])], ()

    def _agency(self, group: Sequence[Found]) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
        """Its short names hold in the reports of its government, since every city has a 社會局."""
        sayings = self._names(Scheme.AGENCY, "kg:localName" if self._home(group) else "skos:altLabel", group)
        parent = next((str(one.row["parent"]) for one in group if one.row["parent"]), None)
        above = self._bodies.get(plain(parent)) if parent else None
        remarks = (f"the body above it is told as {parent}, which is no concept yet",) if parent and not above else ()
        return [*sayings, *([("org:subOrganizationOf", f"agency:{above.slug}")] if above else [])], remarks

    def _names(self, scheme: Scheme, saying: str, group: Sequence[Found]) -> list[tuple[str, str]]:
        """Its other names, without those that are taken."""
        found = []
        for alias in dict.fromkeys(chain.from_iterable([one.row["name"], *one.row["aliases"]] for one in group)):
            if (scheme, plain(alias)) not in self._taken:
                self._taken.add((scheme, plain(alias)))
                found.append((saying, _text(alias)))
        return found

    def _home(self, group: Sequence[Found]) -> Concept | None:
        owners = {one.report["owner"] for one in group}
        return self._bodies.get(plain(str(next(iter(owners))))) if len(owners) == 1 else None


@dataclass(frozen=True, slots=True)
class _Definer:
    """Defines a concept by what is known of it: what it is called, in which unit and of which kind, where, a quote."""

    vocabulary: Vocabulary
    texts: Texts

    def sayings(self, scheme: Scheme, label: str, group: Sequence[Found]) -> list[tuple[str, str]]:
        """Definition and note that nobody reviewed it, in both languages."""
        details = {Scheme.METRIC: self._measured, Scheme.AGENCY: self._above}.get(scheme)
        told: dict[str, Filling] = {
            "label": label,
            "reports": Words("、".join(_reports(group)), ", ".join(_reports(group))),
            "quote": next(one.passage for one in group),
        }
        told.update(details(group) if details else {})
        definition = self.texts.say("definition", scheme.value, **told)
        note = self.texts.say("note", "unreviewed")
        return [*_both("skos:definition", definition), *_both("skos:scopeNote", note)]

    def _measured(self, group: Sequence[Found]) -> dict[str, Words]:
        unit = str(group[0].row["unit"])
        units = {plain(name): one for one in self.vocabulary.scheme(Scheme.UNIT) for name in (one.label, *one.names)}
        known = units.get(plain(unit))
        words = Words(unit, known.label_en if known else unit) if unit else self.texts.say("unit", "none")
        kinds = {one.slug: one for one in self.vocabulary.scheme(Scheme.KIND)}
        named = [kinds[slug] for key in ("kind", "temporality") for slug in _values(group, key) if slug in kinds]
        return {
            "unit": words,
            "kinds": Words("、".join(one.label for one in named), ", ".join(one.label_en for one in named)),
        }

    def _above(self, group: Sequence[Found]) -> dict[str, Words]:
        parents = _values(group, "parent")
        return {"above": self.texts.say("above", "known" if parents else "unknown", parent="、".join(parents))}


def _values(group: Sequence[Found], key: str) -> list[str]:
    return sorted({str(one.row[key]) for one in group if one.row[key]})


def _reports(group: Sequence[Found]) -> tuple[str, ...]:
    return tuple(sorted({str(one.row["report"]) for one in group}))


def _both(name: str, words: Words) -> list[tuple[str, str]]:
    return [(name, f"{_quoted(words.zh)}@zh-Hant"), (name, f"{_quoted(words.en)}@en")]


def _slug(scheme: Scheme, key: tuple[str, str]) -> str:
    return "proposed-" + hashlib.sha256("\0".join((scheme.value, *key)).encode()).hexdigest()[:8]


def _words(words: Iterable[str]) -> str:
    """Words of which one is enough; | stands between them, so none may hold it."""
    return _quoted("|".join(dict.fromkeys(word.replace("|", "") for word in words)))


def _text(text: str) -> str:
    """A Turtle literal in Traditional Chinese."""
    return f"{_quoted(text)}@zh-Hant"


def _quoted(text: str) -> str:
    """A Turtle literal without a language."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "\\r").replace("\n", "\\n")
    return f'"{quoted}"'
