"""The times of the annotated figures, on perfect spans and kinds: a ratchet. Run as a script (REPORT [hand|read]) it
shows what is wrong."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

from kg.interpret.periods import Nature, load_period_rules, read_periods
from kg.model.facts import PeriodSource

_spec = importlib.util.spec_from_file_location("gold_spans", Path(__file__).with_name("gold_spans.py"))
GOLD = importlib.util.module_from_spec(_spec)
sys.modules.setdefault("gold_spans", GOLD)  # dataclasses look their module up
_spec.loader.exec_module(GOLD)

# Of the figures whose time the annotators found in the text: how many there are, and what share must be right.
FLOORS = {
    "kcg-personnel-2014": (139, 0.96),
    "kcg-personnel-2017-07_2017-12": (165, 0.97),
    "kcg-personnel-2020-07_2020-12": (115, 0.97),
}


def judged(report, make_outline=GOLD.outline_as_read):
    """Rows whose time is annotated, with quantity, dating and whether it is right."""
    spans = GOLD.gold_spans(report, make_outline)
    natures = [Nature(kind, temporality) for kind, temporality in zip(spans.kinds, spans.temporalities, strict=True)]
    datings = read_periods(spans.outline, spans.mentions, spans.info.coverage, natures, load_period_rules())
    rows = zip(spans.rows, spans.quantities, datings, strict=True)
    return spans, [(row, quantity, dating, _right(row, dating)) for row, quantity, dating in rows if row["period"]]


def _right(row, dating):
    period = dating.period
    return period is not None and row["period"] == {"start": f"{period.start}", "end": f"{period.end}"}


@pytest.mark.parametrize("report", FLOORS)
def test_periods_do_not_get_worse(report):
    rows, floor = FLOORS[report]
    _, found = judged(report)
    assert len(found) == rows
    assert sum(right for *_, right in found) / rows >= floor


def test_no_figure_of_a_plain_rule_is_given_a_time_by_the_coverage():
    spans = GOLD.gold_spans("kcg-personnel-2014", GOLD.outline_as_read)
    natures = [Nature(kind, temporality) for kind, temporality in zip(spans.kinds, spans.temporalities, strict=True)]
    datings = read_periods(spans.outline, spans.mentions, spans.info.coverage, natures, load_period_rules())
    rules = [dating for row, dating in zip(spans.rows, datings, strict=True) if row["kind"] == "rule"]
    assert len(rules) == 28
    assert all(dating.period is None for dating in rules if dating.source is PeriodSource.COVERAGE)


def show(report, outline="read"):
    spans, found = judged(report, {"hand": GOLD.outline_by_hand, "read": GOLD.outline_as_read}[outline])
    for row, quantity, dating, right in found:
        if not right:
            text = spans.outline.blocks[quantity.block].flow.text
            words = f"{text[max(0, quantity.start - 60) : quantity.start]}【{text[quantity.start : quantity.end]}】"
            print(row["id"], row["kind"], row["period"], dating.period, dating.source.value, words, row["note"][:30])
    table = Counter((dating.source.value, right) for *_, dating, right in found)
    print(report, f"{sum(right for *_, right in found)}/{len(found)}", dict(sorted(table.items())))


if __name__ == "__main__":
    show(*sys.argv[1:])
