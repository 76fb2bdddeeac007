"""What is looked for in one pass, or only where a sign of it stands, is what a plain search for it finds."""

import re
import tomllib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.extract.agencies import agency_candidates
from kg.extract.boundaries import Cuts, compile_boundaries
from kg.extract.counted import counted_candidates
from kg.extract.endings import HEADING, QUOTED, TEXT, Ended
from kg.extract.exclusions import SHAPES, load_exclusions
from kg.extract.names import RULES, load_name_rules
from kg.extract.naming import NO_NAMES, Group, Passage, fold_case, known_candidates, known_names
from kg.extract.numerals import find_numerals, read_any
from kg.extract.persons import person_candidates
from kg.extract.qualifiers import load_qualifiers
from kg.extract.quoted import quotations
from kg.extract.referring import refer_back, together
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
    quoted = quotations(text)
    (hits,) = RULES_OF_NAMES.endings.words.find([text])
    groups = RULES_OF_NAMES.endings.groups(hits)
    return Passage(text, heading, quoted, known, hits, groups, lambda: pytest.fail("no cuts are asked for"))


def test_count():
    assert len(FILES) >= 11
    assert len(PIECES) >= 3000


@settings(deadline=None)
@given(TEXTS, st.booleans())
def test_endings_are_those_of_a_search_for_each_row_where_its_words_count(text, heading):
    made, where = passage(text, heading), HEADING if heading else TEXT
    expected = [
        Ended(row, *found.span())
        for row in RULES_OF_NAMES.endings.rows
        for found in row.pattern.finditer(text)
        if (QUOTED if made.quoted_at(found.start()) else where) in row.where
    ]
    assert RULES_OF_NAMES.endings.ended(made) == expected


def plain_boundaries():
    """The rows of boundaries one after another, tried in their order."""
    for row in tomllib.loads((RULES / "boundaries.toml").read_text("utf-8"))["boundary"]:
        behind, ahead = row.get("unless_after"), row.get("unless_followed_by")
        before = f"(?<!{alternation(behind)})" if behind else ""
        yield f"{before}{alternation(row['words'])}" + (f"(?!{alternation(ahead)})" if ahead else "")


PLAIN_BOUNDARIES = re.compile("|".join(plain_boundaries()))


@settings(deadline=None)
@given(TEXTS, st.integers(0, 8))
def test_boundaries_are_those_of_the_rows_in_their_order(text, start):
    start = min(start, len(text))
    expected = [found.end() for found in PLAIN_BOUNDARIES.finditer(text, start)]
    assert list(RULES_OF_NAMES.boundaries.words.ends(text, start, len(text))) == expected


def test_rows_of_boundaries_are_tried_in_their_order():
    rows = [{"words": ["甲", "乙丙"], "unless_followed_by": ["丁"]}, {"words": ["甲丁", "乙"], "unless_after": ["戊"]}]
    words = compile_boundaries(rows).words
    text = "甲乙丙甲丁戊甲丁戊乙乙丙丁"
    assert list(words.ends(text, 0, len(text))) == [
        text.index(one) + len(one) for one in ("甲", "乙丙", "甲丁", "乙乙")
    ]


NAMES = st.lists(st.text(st.sampled_from("aKißIİ網e學"), min_size=1, max_size=3), min_size=1, max_size=6)


@given(NAMES, st.text(st.sampled_from("aAkKiIßẞſ網e學EK"), max_size=20))
def test_known_names_are_found_whatever_their_case(names, text):
    known = known_names(Lexicon(names=tuple(KnownName(name, name, NameKind.SYSTEM) for name in sorted(set(names)))))
    folded = fold_case(text)
    words = sorted({fold_case(name) for name in names}, key=len, reverse=True)
    expected = {found.span() for found in re.finditer("|".join(map(re.escape, words)), folded)}
    assert len(folded) == len(text)
    found = {(one.start, one.end) for one in known_candidates([text], known)[0]}
    # None but those that a Latin word or number goes on from is left out.
    assert found <= expected
    for start, end in expected - found:
        assert re.search(r"[a-zA-Z0-9]{2}", text[max(0, start - 1) : start + 1] + "|" + text[end - 1 : end + 1])


@settings(deadline=None)
@given(TEXTS, st.booleans())
def test_what_needs_a_group_of_words_finds_nothing_without_one(text, heading):
    agencies, persons, groups = RULES_OF_NAMES.agencies, RULES_OF_NAMES.persons, passage(text, heading).groups
    needs = [
        (Group.GOVERNMENT, agencies.governments),
        (Group.CITY, agencies.cities),
        (Group.OWNER, agencies.owner),
        (Group.ISSUER, agencies.issuer),
        (Group.LOCAL, agencies.local),
        (Group.BACK, agencies.back),
        (Group.NEW, agencies.new),
        (Group.COUNTED, RULES_OF_NAMES.counted.pattern),
        *((Group.OFFICE, one) for one in (agencies.districts, agencies.several, agencies.joint)),
        *((Group.POST, one) for one in (persons.split, persons.before, persons.after)),
    ]
    assert {group for group, _ in needs} == set(Group)
    assert not [group for group, pattern in needs if group not in groups and pattern.search(text)]


@settings(deadline=None)
@given(TEXTS, st.booleans())
def test_a_text_without_words_names_and_quotations_names_nothing(text, heading):
    known = known_names(Lexicon(issuer="高雄市政府人事處", owner="高雄市政府"))
    made = passage(text, heading)
    if not (made.hits or made.quoted or known.owner in text):
        assert not list(agency_candidates(made, [], known, RULES_OF_NAMES.agencies))
        assert not list(person_candidates(made, NO_NAMES, RULES_OF_NAMES.persons))
        assert not list(counted_candidates(made, RULES_OF_NAMES.counted))
        assert not list(refer_back(made, [], [], RULES_OF_NAMES.agencies))
        assert not list(together(made, [], RULES_OF_NAMES.agencies))


def plain_cuts(text, anchors, starts, rules):
    """Where a whole text may be cut, without and with the places after counts and dates."""
    found = {one.end(): one.start() for one in anchors.finditer(text)}
    plain = {0, *found.values(), *(start for start in starts if start not in found)}
    plain |= {one.end() for pattern in (PLAIN_BOUNDARIES, rules.signs) for one in pattern.finditer(text)}
    return sorted(plain), sorted(plain | {one.end() for one in rules.numbers.finditer(text)})


@settings(deadline=None)
@example("m²社", [])  # a digit to Unicode, and a sign to names
@given(TEXTS, st.lists(st.integers(0, 40), max_size=4))
def test_cuts_of_a_stretch_are_those_of_the_whole_text(text, starts):
    starts = [start for start in starts if start < len(text)]
    anchors, rules = RULES_OF_NAMES.agencies.anchors, RULES_OF_NAMES.boundaries
    plain, counted = plain_cuts(text, anchors, starts, rules)
    cuts = Cuts(text, starts, anchors, rules)
    for place in range(1, len(text) + 2):
        assert cuts.before(place) == max(cut for cut in plain if cut < place)
        assert cuts.counted_before(place) == max(cut for cut in counted if cut < place)


EXCLUSIONS = load_exclusions()
QUALIFIERS = load_qualifiers()
START = re.compile(
    r"[\d一二三四五六七八九零〇○十兩廿卅壹貳叁參肆伍陸柒捌玖]|[百千萬](?=分之)|(?<![數幾上成])[百千萬億]{1,2}(?=[餘多])"
)


@settings(deadline=None)
@given(TEXTS)
def test_numerals_are_those_that_are_read_in_full_wherever_one_may_begin(text):
    place, expected = 0, []
    while found := START.search(text, place):
        numeral = read_any(text, found.start())
        run = re.compile(r"[\d一二三四五六七八九零〇○]{16,}").match(text, found.start())
        place = numeral.end if numeral else run.end() if run else found.end()
        expected += [numeral] if numeral else []
    assert list(find_numerals(text)) == expected


@settings(deadline=None)
@given(TEXTS)
def test_shapes_hold_one_of_their_signs(text):
    for shape in SHAPES:
        assert any(sign in text for sign in shape.signs) or not shape.pattern.search(text)


# The shapes that begin with their first character, as they would be written without that.
PLAIN_SHAPES = {
    "list mark": (
        r"\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)(?![人名位件%元])"
        r"|(?:^|(?<=[。;:；：]))\d{1,2}[、.](?=[^\d])"
    ),
    "part of a name": (
        r"(?<![分期於每滿近約逾長達第])(?:[一二三四五六七八九十]{1,2}|(?<!\d)\d{1,2})年(?![內來間至起底初度期])"
        r"(?:(?!辦理|推動|實施|完成|執行|投入|編列|修正|補助|規劃|核定)[\u4e00-\u9fff]){1,6}?(?:計畫|方案)"
        r"|(?:[一二三四五六七八九十]{1,2}|(?<!\d)\d{1,2})年(?:[一二三四五六七八九十百千]+|[\d,]+)[億兆](?!元)"
        r"[\u4e00-\u9fff]{0,8}?(?:計畫|方案|預算|專案)"
    ),
}
BESIDE_SHAPES = [
    "五年",
    "8",
    "12",
    "十年",
    "年",
    "減半",
    "計畫",
    "方案",
    "800億",
    "五百億",
    "每",
    "第",
    "辦理",
    "兆",
    "元",
    "(",
    "(三)",
    "人",
    "1、",
    "。",
    "3.",
    "，",
    "甲",
]


@settings(deadline=None)
@example(["五年", "五百億", "甲", "計畫"])
@example(["甲", "十年", "減半", "計畫"])
@example(["每", "十年", "減半", "計畫"])
@example(["8", "年", "800億", "元", "計畫"])
@given(st.lists(st.sampled_from(BESIDE_SHAPES), max_size=9))
def test_shapes_that_begin_with_a_character_are_those_of_plain_patterns(parts):
    text = "".join(parts)
    for shape in SHAPES:
        if shape.reason in PLAIN_SHAPES and "《" not in shape.signs:
            plain = re.compile(PLAIN_SHAPES[shape.reason])
            assert [found.span() for found in shape.pattern.finditer(text)] == [
                found.span() for found in plain.finditer(text)
            ]


@settings(deadline=None)
@given(TEXTS)
def test_reasons_are_those_of_the_first_rule_that_holds(text):
    for numeral in find_numerals(text):
        reasons = (rule.reason_of(text, numeral.start, numeral.end) for rule in EXCLUSIONS.rules)
        first = next((reason for reason in reasons if reason), None)
        # Where no row gives a reason, letters before the number may make it a code.
        assert EXCLUSIONS.reason(text, numeral) in ((first,) if first else (None, "part of a name"))


@settings(deadline=None)
@given(TEXTS)
def test_words_that_touch_a_number_end_with_a_last_character(text):
    for end in range(1, len(text) + 1):
        if text[end - 1] not in QUALIFIERS.lasts:
            assert not QUALIFIERS.touching.search(text[:end])
