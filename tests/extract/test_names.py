"""How names that overlap are settled, whose they are, and what refers back to them."""

import pytest

from kg.extract.names import find_names, load_name_rules
from kg.model.mentions import KnownName, Lexicon, NameKind
from tests.extract.test_names_rules import LEXICON, outline


@pytest.fixture(scope="module")
def rules():
    return load_name_rules()


def found(rules, *texts, lexicon=LEXICON, kind=None):
    mentions = find_names(outline(*texts), lexicon, rules)
    return [(one.kind.value, one.full) for one in mentions if kind in (None, one.kind.value)]


def test_a_span_leads_to_the_characters_of_the_name(rules):
    made = outline("為此，由 本府\n人事處 辦理「樂學習\n研習班」。")
    mentions = find_names(made, LEXICON, rules)
    assert [one.text for one in mentions] == ["本府人事處", "樂學習研習班"]
    for one in mentions:
        assert "".join(one.span.cut(made.source.text).split()) == one.text
        assert made.blocks[one.block].flow.text[one.start : one.end] == one.text


def test_a_body_may_stand_inside_a_title(rules):
    assert found(rules, "修正衛生局組織規程第3條") == [("agency", "高雄市政府衛生局"), ("law", "衛生局組織規程第3條")]


def test_a_title_that_would_begin_inside_a_body_begins_with_it(rules):
    lexicon = Lexicon(
        names=(KnownName("性別暨多元及家庭中心", "高雄市政府性別暨多元及家庭中心", NameKind.AGENCY),),
        issuer="高雄市政府人事處",
        owner="高雄市政府",
    )
    names = found(rules, "修正性別暨多元及家庭中心編制表", lexicon=lexicon)
    assert names[-1] == ("law", "高雄市政府性別暨多元及家庭中心編制表")


def test_of_names_that_overlap_the_longest_stays(rules):
    assert found(rules, "參加「公務人員傑出貢獻獎選拔」活動") == [("programme", "公務人員傑出貢獻獎選拔")]


def test_a_known_name_goes_before_what_the_words_around_say(rules):
    lexicon = Lexicon(names=(KnownName("港都e學苑", "港都e學苑", NameKind.SYSTEM),), owner="高雄市政府")
    assert found(rules, "介紹港都e學苑平台", lexicon=lexicon, kind="system") == [("system", "港都e學苑")]


def test_case_does_not_count_in_latin_names_but_words_are_whole(rules):
    lexicon = Lexicon(names=(KnownName("iKPD", "iKPD 人事服務網", NameKind.SYSTEM),))
    assert found(rules, "登入IKPD查詢", lexicon=lexicon) == [("system", "iKPD 人事服務網")]
    assert found(rules, "登入iKPDX查詢", lexicon=lexicon) == []


@pytest.mark.parametrize(
    ("owner", "wanted"),
    [
        ("臺北市政府", ["臺北市政府", "臺北市政府社會局"]),
        (None, []),
        ("行政院農業委員會", ["行政院農業委員會"]),
    ],
)
def test_bureaus_are_those_of_the_owner(rules, owner, wanted):
    lexicon = Lexicon(owner=owner, issuer=owner)
    assert [name for _, name in found(rules, "由本府核定後,社會局辦理。", lexicon=lexicon, kind="agency")] == wanted


def test_what_another_city_has_is_not_the_owners(rules):
    names = found(rules, "參訪臺北市政府社會局、新北市教育局及本府社會局", kind="agency")
    assert [name for _, name in names] == ["臺北市政府社會局", "新北市政府教育局", "高雄市政府社會局"]


@pytest.mark.parametrize(
    ("issuer", "wanted"),
    [("行政院海岸巡防署", ["行政院海岸巡防署"]), ("高雄市政府人事處", []), (None, [])],
)
def test_this_agency_is_the_issuer_where_its_name_ends_so(rules, issuer, wanted):
    names = found(rules, "本署查獲走私。", lexicon=Lexicon(issuer=issuer), kind="agency")
    assert [name for _, name in names] == wanted


def test_that_bureau_is_the_nearest_before_of_its_kind(rules):
    names = found(rules, "# 修正文化局組織規程", "社會局及人事處同意,該局與該處業務調整。", kind="agency")
    assert [name for _, name in names] == [
        "高雄市政府文化局",
        "高雄市政府社會局",
        "高雄市政府人事處",
        "高雄市政府社會局",
        "高雄市政府人事處",
    ]


def test_a_quotation_of_which_nothing_tells_stays_undecided(rules):
    assert found(rules, "秉持「用所當用」之旨") == [("quoted", "用所當用")]


def test_all_of_a_list_are_what_the_last_one_is(rules):
    names = found(rules, "開設「經濟高雄」、「宜居高雄」及「安全高雄」等3班期", kind="programme")
    assert [name for _, name in names] == ["經濟高雄", "宜居高雄", "安全高雄"]


def test_bodies_of_other_reports_are_found(rules):
    lexicon = Lexicon(issuer="行政院農業委員會", owner="行政院")
    names = found(rules, "委託財團法人農業科技研究院與國立屏東科技大學辦理,並請雲林縣政府農業處協助。", lexicon=lexicon)
    assert [name for _, name in names] == ["財團法人農業科技研究院", "國立屏東科技大學", "雲林縣政府農業處"]


def test_no_name_is_found_in_nothing(rules):
    assert find_names(outline("。"), Lexicon(), rules) == ()
