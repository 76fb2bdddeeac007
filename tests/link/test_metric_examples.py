"""The examples of a metric are passages of the corpus: read and linked in their place they lead to that metric."""

from functools import cache

import pytest

from kg.extract import extract
from kg.extract import load_rules as load_extract_rules
from kg.interpret import interpret
from kg.interpret import load_rules as load_interpret_rules
from kg.iris import Iris
from kg.link import link
from kg.link import load_rules as load_link_rules
from kg.model.concepts import Scheme
from kg.pipeline.lexicon import make_lexicon
from kg.readers import read_file
from kg.readers.catalogue import describe, load_catalogue
from kg.resources import open_resources, packaged
from kg.settings import DEFAULT_BASE
from kg.structure import load_families, read_outline
from kg.vocabulary import load_vocabulary

REPORTS = sorted((packaged() / "reports").glob("*.txt"))
# Examples that do not lead to their metric, each with what stands against it.
UNLINKED: dict[str, str] = {}


@cache
def vocabulary():
    return load_vocabulary(open_resources(), Iris(DEFAULT_BASE))


@cache
def linked():
    """Of every report its text without white space, and where in that text the facts of which metrics stand."""
    catalogue = load_catalogue([packaged() / "reports" / "catalogue.toml"])
    rules = load_link_rules(vocabulary())
    families, extracting, interpreting = load_families(), load_extract_rules(), load_interpret_rules()
    result = []
    for path in REPORTS:
        source = read_file(path, 10**7)
        info = describe(source, catalogue, None, {})
        lexicon = make_lexicon(vocabulary(), info)
        outline = read_outline(source, families)
        mentions = extract(outline, info, lexicon, extracting)
        reading = interpret(outline, mentions, info, lexicon, interpreting)
        kept = [offset for offset, char in enumerate(source.text) if not char.isspace()]
        places = {offset: place for place, offset in enumerate(kept)}
        facts = [
            (places[reading.facts[one.mention].quantity.number.start], one.slug) for one in link(reading, rules).metrics
        ]
        result.append(("".join(source.text[offset] for offset in kept), facts))
    return result


def slugs_within(example):
    """The metrics of the facts that stand in a passage, in whatever report it occurs."""
    plain, found = "".join(example.split()), set()
    for text, facts in linked():
        start = text.find(plain)
        while start >= 0:
            found |= {slug for place, slug in facts if start <= place < start + len(plain)}
            start = text.find(plain, start + 1)
    return found


def examples():
    return [(concept.slug, example) for concept in vocabulary().scheme(Scheme.METRIC) for example in concept.examples]


def test_there_are_examples():
    assert len(REPORTS) == 5
    assert len(examples()) >= 150
    assert set(UNLINKED) <= {example for _, example in examples()}


@pytest.mark.parametrize(("slug", "example"), examples())
def test_an_example_leads_to_its_metric(slug, example):
    assert (slug in slugs_within(example)) == (example not in UNLINKED)
