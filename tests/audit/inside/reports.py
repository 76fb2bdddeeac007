"""Reports as the audit gets them: outline and account, of facts with perfect spans or as read."""

from datetime import date
from functools import cache

from kg.extract import extract
from kg.extract import load_rules as load_extract_rules
from kg.graph import fact_rows
from kg.interpret import interpret
from kg.interpret import load_rules as load_interpret_rules
from kg.iris import Iris
from kg.link import link
from kg.link import load_rules as load_link_rules
from kg.model.facts import ReportInfo
from kg.model.mentions import Period
from kg.model.statements import Account, read_statement
from kg.model.text import Source
from kg.pipeline.lexicon import make_lexicon
from kg.readers import read_file
from kg.readers.catalogue import describe, load_catalogue
from kg.structure import load_families, read_outline
from tests.graph.gold_reading import ROOT
from tests.interpret.gold_facts import gold_vocabulary, read_gold

YEAR = Period(date(2017, 1, 1), date(2017, 12, 31))
REPORTS = tuple(sorted(path.stem for path in (ROOT / "reports").glob("*.txt")))


@cache
def knowledge():
    vocabulary = gold_vocabulary()
    return vocabulary, load_families(), load_extract_rules(), load_interpret_rules(), load_link_rules(vocabulary)


def account_of(reading, mentions):
    """Outline, account and dates of a reading."""
    rules = knowledge()
    links = link(reading, rules[-1])
    statements = tuple(read_statement(row) for row in fact_rows(reading, links, Iris()))
    return reading.outline, Account(reading.info, reading.outline.source.text, statements), mentions


@cache
def gold_report(report):
    """A report with the quantities that the annotations have, read by our own interpretation; and their rows."""
    gold = read_gold(report)
    return *account_of(gold.reading, gold.mentions), gold.rows


@cache
def read_report(report):
    """A report as it is read from its file."""
    source = read_file(ROOT / "reports" / f"{report}.txt", 10**7)
    return read_text(source, describe(source, load_catalogue([ROOT / "reports" / "catalogue.toml"]), None, {}))


def read_text(source, info):
    vocabulary, families, extracting, interpreting, _ = knowledge()
    lexicon = make_lexicon(vocabulary, info)
    outline = read_outline(source, families)
    mentions = extract(outline, info, lexicon, extracting)
    return account_of(interpret(outline, mentions, info, lexicon, interpreting), mentions)


def read_words(text, issuer=None, owner=None, coverage=YEAR):
    """A text that somebody writes in a test, read as a report."""
    source = Source("t.txt", "text/plain", "utf-8", "0" * 64, text)
    return read_text(source, ReportInfo("t", "", issuer, owner, None, coverage))
