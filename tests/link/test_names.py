"""The forms of a name under which a thing may be known, and when two long names are alike."""

import tomllib

import pytest

from kg.link.names import RULES, forms, likeness, load_name_rules
from kg.model.concepts import Scheme
from kg.model.facts import ReportInfo
from kg.model.folding import fold, fold_places

INFO = ReportInfo("x", "報告", "高雄市政府人事處", "高雄市政府", None, None)


@pytest.fixture(scope="module")
def rules():
    return load_name_rules()


def cases():
    table = tomllib.loads(RULES.read_text(encoding="utf-8"))
    for row in table["neutral"]:
        scheme = Scheme(row["schemes"][0])
        yield from ((scheme, *example.split(" => ")) for example in row["examples"])
        yield from ((scheme, counter, counter) for counter in row["counter"])


def texts(name, scheme, rules):
    return [form.text for form in forms(name, scheme, INFO, rules)]


@pytest.mark.parametrize(("scheme", "name", "wanted"), list(cases()))
def test_examples(scheme, name, wanted, rules):
    found = texts(name, scheme, rules)
    assert fold(wanted) in found
    assert wanted != name or found == [fold(name)]


def test_examples_are_there():
    assert len(list(cases())) >= 10


def test_forms_are_given_once_and_the_surest_first(rules):
    found = list(forms("106年度「樂學習」計畫", Scheme.PROGRAMME, INFO, rules))
    assert [form.text for form in found] == ["106年度樂學習計畫", "樂學習計畫", "樂學習"]
    assert [form.weight for form in found] == sorted((form.weight for form in found), reverse=True)
    assert all(0 < form.weight <= 1 and form.how for form in found)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("本府社會局", "高雄市政府社會局"),
        ("市府", "高雄市政府"),
        ("本處", "高雄市政府人事處"),
        ("本市體育處", "高雄市體育處"),
        ("本局", "本局"),
    ],
)
def test_stand_ins_are_the_bodies_of_the_report(name, wanted, rules):
    assert texts(name, Scheme.AGENCY, rules)[0] == fold(wanted)


def test_a_series_may_be_known_by_either_part(rules):
    found = texts("國際語言系列-基礎日語研習班", Scheme.PROGRAMME, rules)
    assert {"國際語言系列", "基礎日語研習班"} <= set(found)
    assert texts("國際語言系列-基礎日語研習班", Scheme.AGENCY, rules) == ["國際語言系列-基礎日語研習班"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("第一線為民服務人員溝通能力認證班", "第1線為民服務人員溝通能力認證班", False),
        ("公務人員安全及衛生防護辦法", "公務人員安全與衛生防護辦法", True),
        ("國中小主任儲訓班研習課程", "國中小校長儲訓班研習課程", False),
        ("國中主任儲訓班研習課程", "國小主任儲訓班研習課程", False),
        ("線上差勤管理系統操作", "線上差勤管理系統研習班", False),
        ("樂學習計畫", "樂學習計劃", False),
        ("公務人員英語初級研習訓練班", "公務人員英語中級研習訓練班", False),
    ],
)
def test_likeness(one, other, alike, rules):
    assert (likeness(one, other, rules) > 0) is alike
    assert likeness(one, other, rules) == likeness(other, one, rules)


def test_folding_leads_back_to_every_character():
    text = "臺ＡＢ 「ｃ」㈱"
    folded = fold_places(text)
    assert folded.text == fold(text) == "台abc(株)"
    assert [text[place] for place in folded.places] == ["臺", "Ａ", "Ｂ", "ｃ", "㈱", "㈱", "㈱"]
