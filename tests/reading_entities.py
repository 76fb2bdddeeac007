"""Reads entities and changes of a report of the corpus by the stages alone, without linking and graph."""

from functools import cache
from pathlib import Path

from kg.extract import extract
from kg.extract import load_rules as load_extract_rules
from kg.interpret import interpret
from kg.interpret import load_rules as load_interpret_rules
from kg.iris import Iris
from kg.pipeline.lexicon import make_lexicon
from kg.readers import read_file
from kg.readers.catalogue import describe, load_catalogue
from kg.resources import open_resources
from kg.structure import load_families, read_outline
from kg.vocabulary import load_vocabulary
from tests.scoring_entities import entity_row, event_row

ROOT = Path(__file__).parents[1]
ANNOTATED = (
    "kcg-personnel-2014",
    "kcg-personnel-2016-09_2017-02",
    "kcg-personnel-2017-07_2017-12",
    "kcg-personnel-2020-07_2020-12",
    "kcg-personnel-2025-03_2025-08",
)


@cache
def vocabulary():
    return load_vocabulary(open_resources(), Iris())


@cache
def reading_of(report):
    """The reading of a report of the corpus."""
    source = read_file(ROOT / "reports" / f"{report}.txt", 10**7)
    info = describe(source, load_catalogue([ROOT / "reports" / "catalogue.toml"]), None, {})
    lexicon = make_lexicon(vocabulary(), info)
    outline = read_outline(source, load_families())
    mentions = extract(outline, info, lexicon, load_extract_rules())
    return interpret(outline, mentions, info, lexicon, load_interpret_rules())


def read_report(report):
    """Its entities and changes, as rows."""
    reading = reading_of(report)
    entities = [entity_row(one) for one in reading.entities if one.kind.value != "quoted"]
    return entities, [event_row(one) for one in reading.changes]
