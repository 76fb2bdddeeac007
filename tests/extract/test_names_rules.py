"""The examples and counter-examples of the rules of names, and that words of a rule have one."""

import tomllib
from itertools import pairwise

import pytest

from kg.extract.boundaries import Cuts
from kg.extract.names import RULES, find_names, load_name_rules
from kg.model.mentions import Lexicon, NameKind
from kg.model.text import Block, BlockKind, Outline, Source, Span
from kg.structure.flow import make_flow

LEXICON = Lexicon(issuer="高雄市政府人事處", owner="高雄市政府")
KINDS = {"agencies": "agency", "programmes": "programme", "awards": "award", "systems": "system", "laws": "law"}
KINDS |= {"persons": "person"}


def outline(*texts):
    """Blocks of the given texts; one that begins with "# " is a heading."""
    blocks, whole = [], "\n".join(texts)
    start = 0
    for text in texts:
        heading = text.startswith("# ")
        span = Span(start + 2 * heading, start + len(text))
        kind = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
        blocks.append(Block(len(blocks), kind, span, make_flow(whole, (span,)), None))
        start += len(text) + 1
    source = Source("x.txt", "text/plain", "utf-8", "0" * 64, whole)
    return Outline(source, "general", (), None, (), tuple(blocks), ())


def rows(name):
    """The tables of a file that have examples, in order."""
    table = tomllib.loads((RULES / f"{name}.toml").read_text(encoding="utf-8"))
    tables = [row for value in table.values() for row in (value if isinstance(value, list) else [value])]
    return [row for row in tables if "examples" in row or "counter" in row]


def cases():
    for name in KINDS:
        for row in rows(name):
            for example in (*row.get("examples", ()), *row.get("counter", ())):
                yield pytest.param(KINDS[name], example, id=example)


@pytest.fixture(scope="module")
def rules():
    return load_name_rules()


@pytest.mark.parametrize(("kind", "example"), list(cases()))
def test_examples(kind, example, rules):
    text, _, wanted = example.partition(" =>")
    mentions = find_names(outline(text), LEXICON, rules)
    found = [mention for mention in mentions if mention.kind is NameKind(kind)]
    assert [mention.full for mention in found] == [name.strip() for name in wanted.split(";") if name.strip()]


def test_count():
    assert len(list(cases())) >= 100


def test_boundaries(rules):
    table = rows("boundaries")
    assert len(table) >= 3
    for row in table:
        for example in row["examples"]:
            text, _, wanted = example.partition(" => ")
            cuts = Cuts(text, (), rules.agencies.anchors, rules.boundaries)
            cuts = sorted({*(cuts.before(place) for place in range(1, len(text) + 2)), len(text)})
            pieces = [text[a:b] for a, b in pairwise(cuts) if a < b]
            assert "|".join(pieces) == wanted
