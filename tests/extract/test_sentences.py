"""What is found in sentences of many bodies, row by row, and in the examples of the rules."""

from pathlib import Path

import pytest

from kg.extract.tables import RULES
from kg.resources import read_table
from tests.extract.sentence import mentions, parse, read

LINES = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [line for line in LINES if "=>" in line and not line.startswith("#")]
EXAMPLES = [
    (name, line)
    for name in ("units.toml", "qualifiers.toml")
    for rows in read_table(RULES / name).values()
    for row in rows
    for line in (*row.get("examples", ()), *row.get("counter", ()))
]
EXCLUSIONS = read_table(RULES / "exclusions.toml")["exclusions"]
EXCLUDED = [(row["reason"], line) for row in EXCLUSIONS for line in row["examples"]]
NOT_EXCLUDED = [(row["reason"], line) for row in EXCLUSIONS for line in row["counter"]]


def test_how_many_rows_there_are():
    assert len(SENTENCES) >= 165
    assert len(EXAMPLES) >= 120
    assert len(EXCLUDED) >= 25


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences(line):
    text, wanted = parse(line)
    assert read(text) == wanted


@pytest.mark.parametrize(("name", "line"), EXAMPLES)
def test_examples_of_units_and_qualifiers(name, line):
    text, wanted = parse(line)
    assert read(text) == wanted


@pytest.mark.parametrize("table", ["units.toml", "qualifiers.toml", "exclusions.toml"])
def test_every_row_has_examples_and_counter_examples(table):
    rows = [
        row
        for name, rows in read_table(RULES / table).items()
        if name in ("units", "stated", "qualifiers", "exclusions")
        for row in rows
    ]
    assert rows
    assert all(row["examples"] and row["counter"] for row in rows)


@pytest.mark.parametrize(("reason", "line"), EXCLUDED)
def test_what_is_excluded(reason, line):
    text, _, numbers = line.partition(" => ")
    found = [one.span.cut(text) for one in mentions(text)[1] if one.reason == reason]
    assert found == numbers.split("; ")


@pytest.mark.parametrize(("reason", "text"), NOT_EXCLUDED)
def test_what_is_not_excluded_for_a_reason(reason, text):
    assert reason not in [one.reason for one in mentions(text)[1]]


@pytest.mark.parametrize("line", SENTENCES)
def test_spans_lead_to_the_source(line):
    text, _ = parse(line)
    for one in mentions(text)[0]:
        assert one.span.contains(one.number)
        assert one.number.cut(text).strip() == one.number.cut(text) != ""
