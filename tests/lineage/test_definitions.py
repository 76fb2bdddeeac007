"""The rules that tell one definition from another: every example of the data breaks, every counter example does not."""

import re
from itertools import product

import pytest

from kg.lineage.definitions import RULES, Compare, Facet, load_definitions
from kg.lineage.phrases import Phrase, phrases_of, plain
from kg.model.findings import Words
from kg.resources import read_table
from tests.audit.between.bureau import line, report

DEFINITIONS = load_definitions()
TABLE = read_table(RULES)
ROWS = {**TABLE["facet"], "exclusion": TABLE["exclusion"]}
PAIRS = [
    (name, wanted, *pair) for name, row in ROWS.items() for wanted in ("break", "same") for pair in row.get(wanted, [])
]


def phrase(sentence: str) -> Phrase:
    """The words around the figure in 【】; the other figures of the sentence are found by their digits."""
    marked = re.sub(r"(?<!【)(\d[\d,.]*[人個場件家%％]+次?)(?!】)", r"【\1】", sentence)
    account = report(2021, line(marked, *({"series": "any"} for _ in range(marked.count("【")))))
    wanted = sentence.index("【")
    (found,) = [one for one in account.statements if one.span.start == wanted]
    return phrases_of(account)[found.fact]


def facets(was: str, now: str) -> set[str]:
    one, other = (DEFINITIONS.read(phrase(text), "observed", spanned=False) for text in (was, now))
    return {shift.facet for shift in DEFINITIONS.shifts(one, other)}


def test_there_are_examples_of_every_facet() -> None:
    assert set(DEFINITIONS.facets) == set(TABLE["facet"])
    assert {(name, wanted) for name, wanted, _, _ in PAIRS} == set(product(ROWS, ("break", "same")))
    assert len(PAIRS) >= 30


@pytest.mark.parametrize(("name", "wanted", "was", "now"), PAIRS)
def test_definitions(name: str, wanted: str, was: str, now: str) -> None:
    assert (name in facets(was, now)) == (wanted == "break")
    assert (name in facets(now, was)) == (wanted == "break")


@pytest.mark.parametrize(("kind", "holds"), [("examples", True), ("counter", False)])
def test_what_was_before_a_change(kind: str, *, holds: bool) -> None:
    for sentence in TABLE["before"][kind]:
        after = sentence.partition("】")[2]
        between = plain(re.split(r"\d", after)[0])
        assert DEFINITIONS.is_before(phrase(sentence), between) == holds, sentence


@pytest.mark.parametrize(("kind", "holds"), [("examples", True), ("counter", False)])
def test_counts_up_to_a_day(kind: str, *, holds: bool) -> None:
    for sentence in TABLE["until"][kind]:
        assert bool(DEFINITIONS.until.search(phrase(sentence).before)) == holds, sentence


@pytest.mark.parametrize(("kind", "holds"), [("examples", True), ("counter", False)])
def test_what_is_still_to_come(kind: str, *, holds: bool) -> None:
    for sentence in TABLE["ahead"][kind]:
        there = phrase(sentence)
        assert bool(DEFINITIONS.ahead.search(there.clause + there.after)) == holds, sentence


def test_quoted_names_define_nothing() -> None:
    assert phrase("依「提升公務人員英語能力改進措施」規定【18%】").clause == "依規定|"
    assert (
        phrase("本府各機關（含區公所）女性主管比率為【49.21%】，已逾目標").clause == "本府各機關含區公所女性主管比率為|"
    )


def test_how_values_are_compared() -> None:
    none, one, two, both = frozenset[str](), frozenset("a"), frozenset("b"), frozenset("ab")
    assert [Compare.DISJOINT.breaks(*pair) for pair in ((one, two), (one, both), (one, none))] == [True, False, False]
    assert [Compare.SETS.breaks(*pair) for pair in ((one, two), (one, both), (one, none))] == [True, True, False]
    assert [Compare.PRESENCE.breaks(*pair) for pair in ((one, one), (one, none))] == [False, True]


def test_values_are_told_in_both_languages() -> None:
    for facet in DEFINITIONS.facets.values():
        assert isinstance(facet, Facet)
        for words in (facet.title, *facet.values.values()):
            assert any("\u4e00" <= char <= "\u9fff" for char in words.zh)
            assert words.en.isascii()
    assert DEFINITIONS.facets["posts"].words(frozenset({"deputy-heads", "heads"})) == Words(
        "首長、副首長", "heads, deputy heads"
    )
