"""What a person said of findings after looking at the passages, and which ones wait to be looked at.

    python -m tests.audit.between.judging STORE

prints the alarms, and the findings drawn at random, that `judgements.jsonl` does not know: look at their passages, say
whether each is right (if not: why), and add them.
"""

import json
import random
import sys
from pathlib import Path

JUDGEMENTS = Path(__file__).parent / "judgements.jsonl"
JUDGED = [json.loads(row) for row in JUDGEMENTS.read_text("utf-8").splitlines()]
ALARMS = ("fails", "missed", "moved")
SEED, DRAWN = 20260901, 100


def is_alarm(finding):
    return finding.verdict in ALARMS or (finding.kind, finding.verdict) == ("promise", "unheard")


def known(row):
    return row["rule"], row["verdict"], row["formula"], tuple(sorted(row["about"].items()))


def told(finding):
    about = tuple(sorted((key, value) for key, value in finding.about if key != "desk"))
    return finding.rule, finding.verdict.value, finding.formula, about


def drawn(findings):
    """Those drawn at random of all that are no alarms."""
    others = sorted((one for one in findings if not is_alarm(one)), key=lambda one: (one.kind, *map(str, told(one))))
    return random.Random(SEED).sample(others, DRAWN)


def row(finding, by_chance):
    rule, verdict, formula, about = told(finding)
    return {"rule": rule, "verdict": verdict, "formula": formula, "about": dict(about), "drawn": by_chance}


def main(store):
    from kg.audit.between import check_between, load_lore
    from kg.pipeline.accounts import read_accounts
    from kg.store import Store
    from tests.interpret.gold_facts import gold_vocabulary

    findings = check_between(read_accounts(Store.open(Path(store)).view()), load_lore(gold_vocabulary().concepts))
    seen = {known(one) for one in JUDGED}
    chosen = [(one, False) for one in findings if is_alarm(one)] + [(one, True) for one in drawn(findings)]
    for one, by_chance in chosen:
        if told(one) not in seen:
            print(json.dumps(row(one, by_chance) | {"message": one.message.zh}, ensure_ascii=False, sort_keys=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
