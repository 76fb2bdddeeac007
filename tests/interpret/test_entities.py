"""One thing, one entity: how names are merged, and how conferrals are read."""

import tomllib

import pytest

from kg.extract import extract
from kg.extract import load_rules as load_extract_rules
from kg.interpret.entities import RULES, load_entity_rules, read_entities
from kg.interpret.merging import Wording, merge
from kg.interpret.telling import tellings
from kg.model.facts import ReportInfo
from kg.model.mentions import Lexicon, NameKind, NameMention
from kg.model.text import Span
from tests.extract.test_names_rules import outline

LEXICON = Lexicon(parents=(("高雄市政府社會局", "高雄市政府"),), issuer="高雄市政府人事處", owner="高雄市政府")
INFO = ReportInfo("x", "報告", LEXICON.issuer, LEXICON.owner, None, None)


@pytest.fixture(scope="module")
def rules():
    return load_entity_rules()


def entities(*texts, kind=None, lexicon=LEXICON):
    made = outline(*texts)
    told = tellings(made, extract(made, INFO, lexicon, load_extract_rules()))
    found = read_entities(told, INFO, lexicon, load_entity_rules())
    return [one for one in found if kind in (None, one.kind.value)]


def awards(*texts):
    return [(one.name, dict(one.details)) for one in entities(*texts, kind="award")]


def pairs():
    table = tomllib.loads((RULES / "entities.toml").read_text(encoding="utf-8"))
    for row in table.values():
        for wanted, examples in ((1, row["examples"]), (2, row["counter"])):
            for example in examples:
                yield wanted, *example.split(" = ")


@pytest.mark.parametrize(("wanted", "one", "other"), list(pairs()))
def test_examples_of_merging(wanted, one, other, rules):
    mentions = [
        NameMention(block, 0, len(name), Span(0, len(name)), NameKind.PROGRAMME, name, name)
        for block, name in enumerate((one, other))
    ]
    wording = Wording({(named.block, 0) for named in mentions if not named.text.startswith("「")}, {})
    assert len(merge(mentions, "高雄市政府", rules.merging, wording)) == wanted
    assert len(merge(mentions[::-1], "高雄市政府", rules.merging, wording)) == wanted


@pytest.mark.parametrize(("free", "wanted"), [({(0, 0), (1, 0)}, 1), ({(0, 0)}, 2), (set(), 2)])
def test_names_in_running_words_of_one_thing_of_the_vocabulary_are_one(free, wanted, rules):
    mentions = [
        NameMention(block, 0, 4, Span(0, 4), NameKind.PROGRAMME, name, name)
        for block, name in enumerate(("急難貸款", "紓困借款"))
    ]
    known = {"急難貸款": "急難貸款", "紓困借款": "急難貸款"}
    assert len(merge(mentions, None, rules.merging, Wording(free, known))) == wanted


def test_examples_are_there():
    assert len(list(pairs())) >= 8
    assert len(list(conferrals())) >= 10


def conferrals():
    table = tomllib.loads((RULES / "conferrals.toml").read_text(encoding="utf-8"))
    for row in table.values():
        yield from (*row["examples"], *row["counter"])


@pytest.mark.parametrize("example", list(conferrals()))
def test_examples_of_conferrals(example):
    text, _, wanted = example.partition(" =>")
    found = [f"{name}: {said.get('recipient', '-')}, {said.get('rank', '-')}" for name, said in awards(text)]
    assert found == [one.strip() for one in wanted.split(";") if one.strip()]


def test_an_entity_has_all_names_and_places_and_the_body_above():
    [owner, bureau] = entities("由本府社會局辦理,社會局並向本府報告。", kind="agency")[::-1]
    assert (bureau.name, bureau.aliases, bureau.parent) == ("高雄市政府社會局", ("本府社會局", "社會局"), "高雄市政府")
    assert [one.text for one in bureau.mentions] == ["本府社會局", "社會局"]
    assert (owner.name, owner.aliases, owner.parent) == ("高雄市政府", ("本府",), None)


def test_at_most_ten_places_are_kept():
    [owner] = entities("本府、" * 12, kind="agency")
    assert len(owner.mentions) == 10


def test_the_fullest_form_of_a_programme_is_its_name():
    [one] = entities("辦理「106年度樂學習計畫」,由「樂學習」活動帶動。", kind="programme")
    assert (one.name, one.aliases) == ("106年度樂學習計畫", ("樂學習",))


def test_a_conferral_has_recipient_rank_date_and_work():
    [(name, details)] = awards("103年6月3日本府社會局以「樂學習計畫」榮獲金牌獎。")
    assert name == "金牌獎"
    assert details == {"recipient": "高雄市政府社會局", "rank": "金牌", "date": "2014-06-03", "for": "樂學習計畫"}


def test_every_body_of_a_ranking_is_a_conferral():
    found = awards("團體獎:第1名:教育局、財政局。第3名:社會局。")
    assert [(details["recipient"], details["rank"]) for _, details in found] == [
        ("高雄市政府教育局", "第1名"),
        ("高雄市政府財政局", "第1名"),
        ("高雄市政府社會局", "第3名"),
    ]


def test_a_ranking_may_be_the_list_that_an_award_introduces():
    found = awards("團體獎:", "第1名:教育局。", "第2名:財政局。", "社會局另訂。")
    assert [(name, details["recipient"]) for name, details in found] == [
        ("團體獎", "高雄市政府教育局"),
        ("團體獎", "高雄市政府財政局"),
    ]


def test_persons_are_the_recipients():
    found = awards("法制局科長白瑞龍及社會局科員林美華,榮膺行政院模範公務人員。")
    assert [details["recipient"] for _, details in found] == ["白瑞龍", "林美華"]


def test_who_holds_a_contest_is_not_given_its_award():
    [(name, details)] = awards("社會局參加行政院環境保護署「國家環境教育獎」競賽,榮獲優等獎。")
    assert (name, details["recipient"], details["rank"]) == ("國家環境教育獎", "高雄市政府社會局", "優等獎")


def test_who_was_put_forward_is_told_apart():
    [(name, details)] = awards("推薦消防局督察員吳坤賢參加模範公務人員選拔。")
    assert (name, details) == ("模範公務人員", {"recipient": "吳坤賢", "rank": "遴薦參選"})


def test_an_award_of_which_nobody_is_told_is_one_entity():
    assert awards("第2屆國家環境教育獎之評審標準。") == [("第2屆國家環境教育獎", {})]


def test_a_contest_that_was_entered_is_a_programme():
    texts = ("社會局參加「卓越管理大獎」競賽,榮獲最佳創新獎章。",)
    assert [one.name for one in entities(*texts, kind="programme")] == ["卓越管理大獎"]
    assert [name for name, _ in awards(*texts)] == ["最佳創新獎章"]


def test_an_award_is_told_once_by_a_heading_and_its_text():
    found = awards("# 榮獲服務品質獎", "社會局以「樂學習計畫」榮獲服務品質獎。")
    assert [(name, details["recipient"]) for name, details in found] == [("服務品質獎", "高雄市政府社會局")]


def test_those_put_forward_may_be_counted_only():
    found = awards("參加傑出貢獻獎選拔,106年度計推薦個人組5人、團體組3組。")
    assert [details["recipient"] for _, details in found] == ["個人組5人", "團體組3組"]
