"""What is looked for in one pass, or only where a sign of it stands, is what a plain search for it finds."""

import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.boundaries import compile_boundaries
from kg.extract.endings import HEADING, QUOTED, TEXT
from kg.extract.names import RULES, load_name_rules
from kg.extract.naming import Passage, fold_case, known_candidates, known_names
from kg.extract.quoted import quotations
from kg.model.alternation import alternation
from kg.model.mentions import KnownName, Lexicon, NameKind

FILES = sorted(RULES.glob("*.toml"))
RULES_OF_NAMES = load_name_rules()


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part)


def pieces():
    """The examples and the words of all rules: texts made of them hold what the rules look for."""
    found = {text.partition(" =>")[0] for path in FILES for text in _strings(tomllib.loads(path.read_text("utf-8")))}
    return sorted(text for text in found if text)


PIECES = pieces()
# Examples and words, whole or cut off, with signs and digits between them.
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.tuples(st.sampled_from(PIECES), st.integers(0, 12)).map(lambda pair: pair[0][pair[1] :]),
        st.text(st.sampled_from("「」『』，。、()0123一二三本該等府市aA "), max_size=4),
    ),
    max_size=8,
).map("".join)


def passage(text, heading=False, known=()):
    return Passage(text, heading, quotations(text), known, lambda: pytest.fail("no cuts are asked for"))


def test_count():
    assert len(FILES) >= 11
    assert len(PIECES) >= 3000


@settings(deadline=None)
@given(TEXTS, st.booleans())
def test_endings_are_those_of_a_search_for_each_row_where_its_words_count(text, heading):
    made, where = passage(text, heading), HEADING if heading else TEXT
    expected = [
        (row, *found.span())
        for row in RULES_OF_NAMES.endings.rows
        for found in row.pattern.finditer(text)
        if (QUOTED if made.quoted_at(found.start()) else where) in row.where
    ]
    assert RULES_OF_NAMES.endings.find(made) == expected


def plain_boundaries():
    """The rows of boundaries one after another, tried in their order."""
    for row in tomllib.loads((RULES / "boundaries.toml").read_text("utf-8"))["boundary"]:
        behind, ahead = row.get("unless_after"), row.get("unless_followed_by")
        before = f"(?<!{alternation(behind)})" if behind else ""
        yield f"{before}{alternation(row['words'])}" + (f"(?!{alternation(ahead)})" if ahead else "")


PLAIN_BOUNDARIES = re.compile("|".join(plain_boundaries()))


@settings(deadline=None)
@given(TEXTS)
def test_boundaries_are_those_of_the_rows_in_their_order(text):
    expected = [found.span() for found in PLAIN_BOUNDARIES.finditer(text)]
    assert [found.span() for found in RULES_OF_NAMES.boundaries.words.finditer(text)] == expected


def test_rows_of_boundaries_are_tried_in_their_order():
    rows = [{"words": ["甲", "乙丙"], "unless_followed_by": ["丁"]}, {"words": ["甲丁", "乙"], "unless_after": ["戊"]}]
    words = compile_boundaries(rows).words
    assert [found.group() for found in words.finditer("甲乙丙甲丁戊甲丁戊乙乙丙丁")] == ["甲", "乙丙", "甲丁", "乙"]


NAMES = st.lists(st.text(st.sampled_from("aKißIİ網e學"), min_size=1, max_size=3), min_size=1, max_size=6)


@given(NAMES, st.text(st.sampled_from("aAkKiIßẞſ網e學EK"), max_size=20))
def test_known_names_are_found_whatever_their_case(names, text):
    known = known_names(Lexicon(names=tuple(KnownName(name, name, NameKind.SYSTEM) for name in sorted(set(names)))))
    folded = fold_case(text)
    words = sorted({fold_case(name) for name in names}, key=len, reverse=True)
    expected = {found.span() for found in re.finditer("|".join(map(re.escape, words)), folded)}
    assert len(folded) == len(text)
    found = {(one.start, one.end) for one in known_candidates(text, known)}
    # None but those that a Latin word or number goes on from is left out.
    assert found <= expected
    for start, end in expected - found:
        assert re.search(r"[a-zA-Z0-9]{2}", text[max(0, start - 1) : start + 1] + "|" + text[end - 1 : end + 1])


@settings(deadline=None)
@given(TEXTS)
def test_what_is_looked_for_behind_a_sign_holds_the_sign(text):
    agencies, persons = RULES_OF_NAMES.agencies, RULES_OF_NAMES.persons
    for several in (agencies.districts, agencies.several, agencies.joint):
        assert agencies.offices.search(text) or not several.search(text)
    for order in (persons.split, persons.before, persons.after):
        assert persons.posts.search(text) or not order.search(text)
    assert "等" in text or not RULES_OF_NAMES.counted.search(text)
    for sought in (agencies.governments, agencies.owner, agencies.issuer, agencies.back):
        assert sought.sign in text or not sought.pattern.search(text)
