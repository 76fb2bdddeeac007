"""Changes of bodies, programmes and rules, and of posts."""

import tomllib

import pytest

from kg.extract import extract
from kg.extract import load_rules as load_extract_rules
from kg.interpret.changes import read_changes
from kg.interpret.entities import RULES, load_entity_rules, read_entities
from kg.interpret.telling import tellings
from tests.extract.test_names_rules import outline
from tests.interpret.test_entities import INFO, LEXICON


def changes(*texts):
    made = outline(*texts)
    rules = load_entity_rules()
    told = tellings(made, extract(made, INFO, LEXICON, load_extract_rules()))
    found = read_entities(told, INFO, LEXICON, rules)
    return read_changes(told, INFO, found, rules)


def cases():
    table = tomllib.loads((RULES / "changes.toml").read_text(encoding="utf-8"))
    for row in [*table["change"], *(row for row in table.values() if isinstance(row, dict) and "examples" in row)]:
        yield from (*row["examples"], *row["counter"])


@pytest.mark.parametrize("example", list(cases()))
def test_examples(example):
    text, _, wanted = example.partition(" =>")
    found = [f"{one.type.value} {one.subject}" for one in changes(text)]
    assert found == [one.strip() for one in wanted.split(";") if one.strip()]


def test_examples_are_there():
    assert len(list(cases())) >= 24


def test_a_change_has_its_words_and_its_date():
    [one] = changes("爰成立一級機關「高雄市政府毒品防制局」,自107年1月1日施行。")
    assert (one.subject, one.date, one.object) == ("高雄市政府毒品防制局", "2018-01-01", None)


def test_every_subject_of_a_list_has_a_change():
    found = changes("訂定「樂學習計畫」及「好家庭計畫」。")
    assert [one.subject for one in found] == ["樂學習計畫", "好家庭計畫"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("增置社工師2人,修正後編制總員額由現行97(12)人,修正為121(12)人。", [(97, 121)]),
        ("減列主任3人,修編前4區戶政事務所總編制員額22(8)人,修編後19(2)人。", [(22, 19), (8, 2)]),
        ("減列技正1人,修正後編制員額總數維持59人。", [(59, 59)]),
        ("減列技士2人,修正後編制員額總數為1,230人。", [(None, 1230)]),
        ("調整編制員額配置,自103年1月29日生效。", [(None, None)]),
        ("檢討編制員額配置並調整人力。", []),
    ],
)
def test_posts_before_and_after(text, numbers):
    found = changes("# 修正社會局編制表", text)
    posts = [one for one in found if one.type.value == "staffing_change"]
    assert [(one.before, one.after) for one in posts] == numbers
    assert {one.subject for one in posts} <= {"高雄市政府社會局"}


def test_a_change_of_posts_of_nobody_is_none():
    assert changes("調整編制員額配置,自103年1月29日生效。") == ()


def test_a_new_name_leads_from_the_old_to_the_new():
    [one] = changes("由市立社會醫院(現為市立家庭醫院)承作。")
    assert (one.type.value, one.subject, one.object) == ("renamed", "高雄市立社會醫院", "高雄市立家庭醫院")


def test_a_change_of_a_heading_has_the_date_of_effect_of_the_text_below():
    found = changes("# 修正衛生局組織規程", "爰調整業務職掌,並自106年9月1日施行。")
    assert [(one.type.value, one.date) for one in found] == [("amended", "2017-09-01")]


def test_a_date_in_the_clause_of_a_verb_is_its_date():
    [one] = changes("業於103年訂定「好家庭計畫」,至104年12月底均依規定辦理。")
    assert one.date == "2014"


def test_bodies_that_go_into_another_are_merged_with_the_date_of_effect():
    found = changes("將社會局及勞工局合併為勞動局,自107年1月1日施行。")
    merged = [(one.subject, one.object, one.date) for one in found if one.type.value == "merged"]
    assert merged == [
        ("高雄市政府社會局", "高雄市政府勞動局", "2018-01-01"),
        ("高雄市政府勞工局", "高雄市政府勞動局", "2018-01-01"),
    ]


def test_posts_that_are_moved_go_to_a_body():
    found = changes("社會局減列技士2人移撥勞工局,修正後編制員額為230人。")
    moved = [(one.subject, one.object) for one in found if one.type.value == "transferred"]
    assert moved == [("高雄市政府社會局", "高雄市政府勞工局")]


def test_posts_of_several_bodies_are_told_of_all():
    texts = ("修正旗山區戶政事務所編制表暨廢止內門區戶政事務所編制表,修編前2區戶政事務所編制員額12人,修編後9人。",)
    posts = [(one.subject, one.before, one.after) for one in changes(*texts) if one.type.value == "staffing_change"]
    assert posts == [("高雄市旗山區及內門區戶政事務所", 12, 9)]


def test_posts_held_beside_another_are_told_apart():
    found = changes("社會局增置兼任科主任2人,修正後編制員額總數為412(45)人,自106年7月19日施行。")
    assert [(one.before, one.after) for one in found] == [(None, 412), (None, 45)]


def test_what_began_below_a_heading_is_told_there():
    heading, text = "# 試辦加班餘數累計措施", "本府考量業務需要,自109年3月起試辦加班餘數合併計算,成效良好。"
    [one] = changes(heading, text)
    assert (one.type.value, one.subject, one.date, one.block) == ("launched", "加班餘數累計措施", "2020-03-01", 1)


def test_new_wording_of_a_table_of_posts_is_an_amendment():
    text = "社會局調整該局編制表助理員職務之備考欄文字,修正後編制總員額維持不變,共計22人。"
    found = changes("# 修正社會局編制表", text)
    assert [(one.type.value, one.subject, one.after) for one in found] == [("amended", "高雄市政府社會局編制表", 22)]


def test_tasks_that_others_have_from_a_day_on_go_to_them():
    [one] = changes("自107年1月1日起,退撫給與由各機關學校自行辦理按月發放。")
    assert (one.subject, one.object, one.date) == ("退撫給與", "各機關學校", "2018-01-01")
    [one] = changes("因應社會局改隸為民政局所屬二級機關。")
    assert (one.type.value, one.object) == ("transferred", "高雄市政府民政局")
