"""What interpretation makes of annotated spans, field by field and report by report: a change that lowers one fails."""

from collections import Counter
from functools import cache

import pytest

from kg.interpret.kinds import load_kind_rules, read_kinds
from kg.interpret.programmes import load_programme_rules, read_programmes
from kg.link import link, load_rules
from tests.interpret.gold_facts import gold_vocabulary, read_gold
from tests.interpret.written import read_example
from tests.scoring import SAME, WHOLE_CITY, f1, plain, ratio, recurring

# The least that was reached: share of facts with the annotated kind, body, body where it is not the whole city,
# programme, and the F1 of the recurring series through linking.
REACHED = {
    "kcg-personnel-2014": {"kind": 0.99, "agency": 0.969, "named": 0.72, "programme": 0.83, "series": 0.99},
    "kcg-personnel-2017-07_2017-12": {"kind": 0.975, "agency": 0.97, "named": 0.87, "programme": 0.86, "series": 0.99},
    "kcg-personnel-2020-07_2020-12": {"kind": 0.945, "agency": 0.972, "named": 0.78, "programme": 0.70, "series": 0.89},
}


@cache
def figures(report):
    gold = read_gold(report)
    counts = Counter()
    slugs = {one.mention: one.slug for one in link(gold.reading, load_rules(gold_vocabulary())).metrics}
    for place, (row, fact) in enumerate(zip(gold.rows, gold.reading.facts, strict=True)):
        said = {"kind": fact.kind.value, "agency": fact.agency, "programme": fact.programme}
        right = {field: SAME[field](row, said) for field in said}
        counts.update({field: ok for field, ok in right.items() if ok})
        named = plain(row["agency"]) not in WHOLE_CITY
        counts["bodies"] += named
        counts["named"] += named and right["agency"]
        counts["given"] += slugs.get(place) in recurring()
        counts["series"] += row["series"] in recurring()
        counts["linked"] += row["series"] in recurring() and slugs.get(place) == row["series"]
    rows = len(gold.rows)
    return {field: ratio(counts[field], rows) for field in ("kind", "agency", "programme")} | {
        "named": ratio(counts["named"], counts["bodies"]),
        "series": f1(counts["linked"], counts["given"], counts["series"]),
    }


@pytest.mark.parametrize(("report", "field"), [(report, field) for report in REACHED for field in REACHED[report]])
def test_no_figure_falls(report, field):
    assert figures(report)[field] >= REACHED[report][field]


@pytest.mark.parametrize("report", REACHED)
def test_every_annotated_span_is_read(report):
    gold = read_gold(report)
    assert len(gold.rows) >= 140
    assert not gold.lost
    assert all(fact.metric for fact in gold.reading.facts)


@pytest.mark.parametrize("report", REACHED)
def test_a_sentence_holds_its_figure(report):
    facts = read_gold(report).reading.facts
    assert all(fact.sentence.contains(fact.quantity.span) for fact in facts)


@pytest.mark.parametrize("report", REACHED)
def test_only_differences_have_a_direction_or_a_base(report):
    facts = read_gold(report).reading.facts
    assert all(fact.kind.value == "change" for fact in facts if fact.direction or fact.base)


def test_a_long_paragraph_is_read_as_its_pieces_are():
    """One sentence of thousands of figures: what is looked at for a figure does not grow with the paragraph."""
    piece = "辦理「＜甲研習班＞」計單身【34人】、有眷【9人】(男性【1人】)，"
    one, many = (read_example(piece * count) for count in (2, 400))
    kinds = [read_kinds(written.scenes, written.texts, load_kind_rules()) for written in (one, many)]
    assert [kind.kind for kind in kinds[1]] == [kind.kind for kind in kinds[0]] * 200
    assert read_programmes(many.scenes, many.above, load_programme_rules()) == ("甲研習班",) * 1200
