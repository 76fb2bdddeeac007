"""A fact keeps its IRI when the report is corrected elsewhere, and two facts never share one."""

from dataclasses import replace

from msgspec import structs

from kg.graph.identity import change_digests, digest, entity_digests, fact_digests
from kg.model.text import Span
from tests.graph import small


def shifted(reading, before):
    """The same reading of a text with something put before it."""
    by = len(before)

    def move(span):
        return Span(span.start + by, span.end + by)

    def moved(fact):
        quantity = structs.replace(fact.quantity, span=move(fact.quantity.span), number=move(fact.quantity.number))
        return structs.replace(fact, quantity=quantity, sentence=move(fact.sentence))

    source = replace(reading.outline.source, text=before + reading.outline.source.text)
    facts = tuple(moved(fact) for fact in reading.facts)
    return replace(reading, outline=replace(reading.outline, source=source), facts=facts)


def test_every_fact_has_its_own():
    digests = fact_digests(small.READING)
    assert len(set(digests)) == len(small.FACTS) == 5
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in digests)


def test_offsets_and_white_space_have_no_part_in_it():
    assert fact_digests(shifted(small.READING, "前言\n\n")) == fact_digests(small.READING)
    text = small.TEXT.replace("25.50%，", "25.50%，\n \n")
    wrapped = replace(small.READING, outline=replace(small.OUTLINE, source=replace(small.OUTLINE.source, text=text)))
    first = wrapped.facts[0]
    longer = structs.replace(first, sentence=Span(first.sentence.start, first.sentence.end + 3))
    assert fact_digests(replace(wrapped, facts=(longer,)))[0] == fact_digests(small.READING)[0]


def test_nothing_interpreted_has_a_part_in_it():
    other = structs.replace(small.FACTS[0], metric="別的", agency=None, period=None, kind="target", dims=())
    assert fact_digests(replace(small.READING, facts=(other, *small.FACTS[1:]))) == fact_digests(small.READING)


def test_another_sentence_or_quote_is_another_fact():
    other = structs.replace(small.FACTS[0], sentence=small.span(small.SENTENCES[1]))
    assert fact_digests(replace(small.READING, facts=(other,)))[0] != fact_digests(small.READING)[0]


def test_equal_quotes_of_one_sentence_are_told_apart_in_order():
    digests = fact_digests(small.READING)
    assert digests[2] != digests[3]
    assert fact_digests(replace(small.READING, facts=(small.FACTS[3], small.FACTS[2]))) == digests[2:4]


def test_parts_are_not_run_together():
    assert digest("ab", "c") != digest("a", "bc")


def test_entities_and_changes_have_their_own():
    assert len(set(entity_digests(small.READING))) == 4
    twice = replace(small.READING, changes=small.CHANGES * 2)
    assert len(set(change_digests(twice))) == 2
