"""The scores that reading has reached, below which it must not fall.

    kg build --store DIR && kg facts --store DIR --format jsonl > facts.jsonl
    python tests/ratchet.py facts.jsonl

records the figures of these facts in tests/corpus/scores.json where some have risen and none has fallen.
"""

import json
import sys
from pathlib import Path

from tests import scoring

SCORES = Path(__file__).parent / "corpus" / "scores.json"
FLOOR = {"p": 0.93, "r": 0.93, "usable": 0.60, "series_f1": 0.75, "section": 0.80}


def scores_of(facts):
    """The figures that are recorded: by report, and of all together under "all"."""
    return scoring.score(facts, scoring.annotated())


def recorded():
    """The figures on record; none before the first record."""
    return json.loads(SCORES.read_text(encoding="utf-8")) if SCORES.is_file() else {}


def fallen(scores, before):
    """What is lower than the record, in words."""
    return [
        f"{report} {name}: {scores.get(report, {}).get(name, 0)} after {value}"
        for report, values in before.items()
        for name, value in values.items()
        if scores.get(report, {}).get(name, 0) < value
    ]


def main(path):
    scores = scores_of(scoring.read_rows(Path(path)))
    worse = fallen(scores, recorded())
    if worse:
        sys.exit("not recorded, since these fell:\n" + "\n".join(worse))
    SCORES.write_text(json.dumps(scores, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"recorded in {SCORES}")


if __name__ == "__main__":
    main(*sys.argv[1:])
