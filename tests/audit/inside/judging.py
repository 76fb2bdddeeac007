"""Whether the checks of the five reports make sense: a sample drawn at random, judged by reading the passages.

`judged.jsonl` has one check a line, known by its content: report, rule, verdict, formula, and the quotes of its terms
with their offsets; `sense` says whether the text asserts the relation, `note` why not.

    python -m tests.audit.inside.judging      prints the share of nonsense, and the checks that nobody has judged
"""

import json
import random
from functools import cache
from pathlib import Path

from kg.audit.inside import check_report, load_rules
from tests.audit.inside.reports import REPORTS, read_report

FILE = Path(__file__).parent / "judged.jsonl"
SEED, DRAWN = 20140103, 100


@cache
def made():
    """The checks of all five reports as read, as rows that name them by content."""
    rows = []
    for report in REPORTS:
        outline, account, mentions = read_report(report)
        rows += [_row(one) for one in check_report(outline, account, mentions.dates, load_rules())]
    return tuple(rows)


def _row(finding):
    places = tuple((term.statement.quote, term.statement.span.start) for term in finding.terms)
    return (finding.reports[0], finding.rule, finding.verdict.value, finding.formula, places)


def judged():
    """Judgements by the content of their check."""
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return {_key(row): row["sense"] for row in rows}


def _key(row):
    places = tuple((quote, start) for quote, start in row["terms"])
    return (row["report"], row["rule"], row["verdict"], row["formula"], places)


def drawn():
    """The sample: a hundred checks, or all where there are fewer."""
    return random.Random(SEED).sample(sorted(made()), min(DRAWN, len(made())))


def main():
    known = judged()
    sample = drawn()
    nonsense = [row for row in sample if known.get(row) is False]
    print(f"{len(made())} checks, {len(sample)} drawn, {len(nonsense)} of them nonsense")
    for row in made():
        if row not in known:
            names = ("report", "rule", "verdict", "formula", "terms")
            print(json.dumps(dict(zip(names, row, strict=True)) | {"sense": None, "note": ""}, ensure_ascii=False))


if __name__ == "__main__":
    main()
