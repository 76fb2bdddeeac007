"""Whether the checks of the five reports make sense: a sample drawn at random, judged by reading the passages.

`judged.jsonl` has one check a line, known by its content: report, rule, verdict, formula, and an ordinal among equals
in the order of the text; `quotes` are its terms as they stood, `sense` says whether the text asserts the relation,
`note` why not.

    python -m tests.audit.inside.judging      prints the share of nonsense, and the checks that nobody has judged
"""

import json
import random
from collections import Counter
from functools import cache
from pathlib import Path

from kg.audit.inside import check_report, load_rules
from tests.audit.inside.reports import REPORTS, read_report

FILE = Path(__file__).parent / "judged.jsonl"
NAMES = ("report", "rule", "verdict", "formula", "ordinal")
SEED, DRAWN = 20140103, 100


@cache
def made():
    """The checks of all five reports as read, as rows that name them by content."""
    rows, seen = {}, Counter()
    for report in REPORTS:
        outline, account, mentions = read_report(report)
        for one in check_report(outline, account, mentions.dates, load_rules()):
            content = (report, one.rule, one.verdict.value, one.formula)
            rows[*content, seen[content]] = [term.statement.quote for term in one.terms]
            seen[content] += 1
    return rows


def judged():
    """Judgements by the content of their check."""
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return {tuple(row[name] for name in NAMES): row["sense"] for row in rows}


def drawn():
    """The sample: a hundred checks, or all where there are fewer."""
    return random.Random(SEED).sample(sorted(made()), min(DRAWN, len(made())))


def main():
    known = judged()
    sample = drawn()
    nonsense = [row for row in sample if known.get(row) is False]
    print(f"{len(made())} checks, {len(sample)} drawn, {len(nonsense)} of them nonsense")
    for row, quotes in made().items():
        if row not in known:
            content = dict(zip(NAMES, row, strict=True))
            print(json.dumps(content | {"quotes": quotes, "sense": None, "note": ""}, ensure_ascii=False))


if __name__ == "__main__":
    main()
