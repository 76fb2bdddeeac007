"""Judges extracted facts against annotations made by people.

A fact and an annotated row are a pair when their spans overlap and their values are equal; each is in one pair at most,
the closest pairs first. Where the text names no time (the row's period is null) any period is right, since the report's
coverage may stand in. Units that mean the same are one: 名, 位 and 人, say.

Run as a script it prints what is missed, invented and wrong:
    python tests/scoring.py FACTS.jsonl [REPORT-ID …]
"""

import hashlib
import json
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
REPORTS = Path(__file__).parent.parent / "reports"
FIELDS = ("unit", "qualifier", "kind", "period", "agency", "section", "programme")
SYNONYMS = {
    "％": "%",
    "名": "人",
    "位": "人",
    "員": "人",
    "比": "",
    "日": "天",
    "班次": "班",
    "個百分點": "百分點",
    "機關": "個",
    "專區": "個",
}
# The body that a sentence without a subject is about: right so often that it says nothing about named bodies.
WHOLE_CITY = ("", "高雄市政府")


def read_rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def annotated():
    """The ids of the reports that have annotations, sorted."""
    return sorted(path.parent.parent.name for path in CORPUS.glob("*/gold/measurements.jsonl"))


def recurring():
    """The ids of the recurring series on which the linking is judged."""
    lines = (CORPUS / "series.tsv").read_text(encoding="utf-8").splitlines()
    return {line.split("\t")[0] for line in lines}


def read_text(report):
    """The bytes' hash and the text of a report, its line ends as they are."""
    data = (REPORTS / f"{report}.txt").read_bytes()
    return hashlib.sha256(data).hexdigest(), data.decode("utf-8")


def plain(text):
    folded = unicodedata.normalize("NFKC", text or "")
    return "".join(folded.split()).replace("臺", "台").lower()


def unit_of(row):
    unit = row.get("unit")
    return plain(SYNONYMS.get(unit, unit))


def _inside(one, other):
    return one == other or bool(one and other and (one in other or other in one))


def _same_section(one, other):
    one, other = ([plain(part) for part in parts or []] for parts in (one, other))
    return one == other or bool(one and other and one[-1] == other[-1])


SAME = {
    "unit": lambda row, fact: unit_of(row) == unit_of(fact),
    "qualifier": lambda row, fact: row["qualifier"] == fact.get("qualifier"),
    "kind": lambda row, fact: row["kind"] == fact.get("kind"),
    "period": lambda row, fact: row["period"] is None or row["period"] == fact.get("period"),
    "agency": lambda row, fact: plain(row["agency"]) == plain(fact.get("agency")),
    "section": lambda row, fact: _same_section(row["section"], fact.get("section")),
    "programme": lambda row, fact: _inside(plain(row["programme"]), plain(fact.get("programme"))),
}


def wrong_fields(row, fact):
    return [field for field in FIELDS if not SAME[field](row, fact)]


@dataclass(frozen=True)
class Match:
    pairs: list
    missed: list
    invented: list


def match(gold, facts):
    """Pairs rows with facts: the longest overlap first, then the nearest ends, then an equal unit."""
    candidates = sorted(
        (
            -overlap,
            abs(row["start"] - fact["start"]) + abs(row["end"] - fact["end"]),
            unit_of(row) != unit_of(fact),
            i,
            j,
        )
        for i, row in enumerate(gold)
        for j, fact in enumerate(facts)
        if (overlap := min(row["end"], fact["end"]) - max(row["start"], fact["start"])) > 0
        and abs(row["value"] - fact["value"]) <= 1e-6 * max(1, abs(row["value"]))
    )
    rows, taken, pairs = set(), set(), []
    for *_, i, j in candidates:
        if i not in rows and j not in taken:
            rows.add(i)
            taken.add(j)
            pairs.append((gold[i], facts[j]))
    missed = [row for i, row in enumerate(gold) if i not in rows]
    return Match(pairs, missed, [fact for j, fact in enumerate(facts) if j not in taken])


def count(gold, facts, series):
    """The counts that the figures of one report are made of; counts of several reports can be added."""
    found = match(gold, facts)
    pairs = found.pairs
    named = [(row, fact) for row, fact in pairs if plain(row["agency"]) not in WHOLE_CITY]
    counts = Counter(
        given=len(facts),
        gold=len(gold),
        pairs=len(pairs),
        usable=sum(not {"unit", "kind", "period"} & set(wrong_fields(row, fact)) for row, fact in pairs),
        series_given=sum(fact.get("series") in series for fact in facts),
        series_gold=sum(row["series"] in series for row in gold),
        series_right=sum(row["series"] in series and row["series"] == fact.get("series") for row, fact in pairs),
        named=len(named),
        named_right=sum(SAME["agency"](row, fact) for row, fact in named),
        qualified_gold=sum(row["qualifier"] is not None for row, _ in pairs),
        qualified_given=sum(fact.get("qualifier") is not None for _, fact in pairs),
        qualified_right=sum(row["qualifier"] is not None and SAME["qualifier"](row, fact) for row, fact in pairs),
    )
    counts.update({field: sum(SAME[field](row, fact) for row, fact in pairs) for field in FIELDS})
    return counts


def ratio(part, whole):
    return part / whole if whole else 0.0


def f1(right, given, gold):
    precision, recall = ratio(right, given), ratio(right, gold)
    return ratio(2 * precision * recall, precision + recall)


def figures(counts):
    """The figures from 0 to 1 by which a reading is judged, rounded to four digits."""
    result = {
        "p": ratio(counts["pairs"], counts["given"]),
        "r": ratio(counts["pairs"], counts["gold"]),
        "f1": f1(counts["pairs"], counts["given"], counts["gold"]),
        "usable": f1(counts["usable"], counts["given"], counts["gold"]),
        "series_f1": f1(counts["series_right"], counts["series_given"], counts["series_gold"]),
        "agency_named": ratio(counts["named_right"], counts["named"]),
        "qualifier_f1": f1(counts["qualified_right"], counts["qualified_given"], counts["qualified_gold"]),
    }
    result |= {field: ratio(counts[field], counts["pairs"]) for field in FIELDS}
    return {name: round(value, 4) for name, value in result.items()}


def score(facts, reports):
    """The figures of each report, and of all together under "all"."""
    series, total, result = recurring(), Counter(), {}
    for report in reports:
        sha256, _ = read_text(report)
        gold = read_rows(CORPUS / report / "gold" / "measurements.jsonl")
        counts = count(gold, [fact for fact in facts if fact["source_sha256"] == sha256], series)
        result[report] = figures(counts)
        total.update(counts)
    return result | {"all": figures(total)}


def _show(facts, report):
    sha256, text = read_text(report)
    gold = read_rows(CORPUS / report / "gold" / "measurements.jsonl")
    found = match(gold, [fact for fact in facts if fact["source_sha256"] == sha256])

    def context(row):
        return text[max(0, row["start"] - 25) : row["end"] + 12].replace("\n", "⏎")

    for row in found.missed:
        print(f"  missed    {row['quote']!r} … {context(row)}")
    for fact in found.invented:
        print(f"  invented  {fact['quote']!r} … {context(fact)}")
    for row, fact in found.pairs:
        if wrong := wrong_fields(row, fact):
            words = "; ".join(f"{field} {fact.get(field)!r} for {row[field]!r}" for field in wrong)
            print(f"  wrong     {row['quote']!r}: {words}")


def main(path, *reports):
    facts = read_rows(Path(path))
    for report in reports:
        _show(facts, report)
    for name, values in score(facts, annotated()).items():
        print(f"{name}: " + " ".join(f"{key} {value:.3f}" for key, value in values.items()))


if __name__ == "__main__":
    main(*sys.argv[1:])
