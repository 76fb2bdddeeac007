"""Which names a report's lexicon holds."""

from kg.model.concepts import Concept, Judgement, Scheme, Vocabulary
from kg.model.facts import ReportInfo
from kg.model.mentions import NameKind
from kg.pipeline.lexicon import make_lexicon
from tests.reading_entities import vocabulary

CITY = Concept(Scheme.AGENCY, "city", "甲市政府", "City")
BUREAU = Concept(
    Scheme.AGENCY, "bureau", "甲市政府社會局", "Bureau", names=("社會局", "甲市政府社福局", "社福局"),
    parent="city", features=(("localName", "社會局"), ("localName", "社福局")),
)  # fmt: skip
CLUB = Concept(Scheme.AGENCY, "club", "甲市公務人員協會", "Club", names=("公務人員協會",),
               features=(("localName", "公務人員協會"),))  # fmt: skip
COUNCIL = Concept(Scheme.AGENCY, "council", "臺灣委員會", "Council", names=("行政院臺灣委員會",))
PORTAL = Concept(Scheme.SYSTEM, "portal", "甲市 e 服務網", "Portal", features=(("localTo", "city"),))
UNIT = Concept(Scheme.UNIT, "person", "人", "person")
ALL = (CITY, BUREAU, CLUB, COUNCIL, PORTAL, UNIT)


def report(owner, issuer=None):
    return ReportInfo("x", "報告", issuer, owner, None, None)


def names(owner, judgements=()):
    lexicon = make_lexicon(Vocabulary(ALL, judgements), report(owner))
    return {(name.text, name.kind): name.full for name in lexicon.names}


def test_local_names_hold_in_reports_of_the_government_alone():
    assert names("甲市政府")["社會局", NameKind.AGENCY] == "甲市政府社會局"
    assert ("社會局", NameKind.AGENCY) not in names("乙市政府")
    assert ("社會局", NameKind.AGENCY) not in names(None)
    assert names("乙市政府")["甲市政府社會局", NameKind.AGENCY] == "甲市政府社會局"


def test_a_body_that_bears_the_citys_name_has_its_local_names_there():
    assert names("甲市政府")["公務人員協會", NameKind.AGENCY] == "甲市公務人員協會"
    assert ("公務人員協會", NameKind.AGENCY) not in names("乙市政府")


def test_things_of_one_government_are_known_there_alone():
    assert names("甲市政府")["甲市e服務網", NameKind.SYSTEM] == "甲市 e 服務網"
    assert ("甲市e服務網", NameKind.SYSTEM) not in names("乙市政府")


def test_both_spellings_are_known_and_the_fuller_form_stays():
    found = names(None)
    assert found["台灣委員會", NameKind.AGENCY] == found["臺灣委員會", NameKind.AGENCY] == "臺灣委員會"
    assert found["行政院臺灣委員會", NameKind.AGENCY] == "行政院臺灣委員會"


def test_a_former_name_in_short_leads_to_the_former_name():
    assert names("甲市政府")["社福局", NameKind.AGENCY] == "甲市政府社福局"


def test_judged_names_count_where_the_thing_is_known():
    judged = (Judgement(Scheme.SYSTEM, "服務網", "portal", True, "甲", "2026-01-01", "同一系統"),)
    assert names("甲市政府", judged)["服務網", NameKind.SYSTEM] == "甲市 e 服務網"
    assert ("服務網", NameKind.SYSTEM) not in names("乙市政府", judged)
    no = (Judgement(Scheme.SYSTEM, "服務網", "portal", False, "甲", "2026-01-01", "不同系統"),)
    assert ("服務網", NameKind.SYSTEM) not in names("甲市政府", no)


def test_for_whom_the_report_speaks_and_what_stands_above():
    lexicon = make_lexicon(Vocabulary(ALL), report("甲市政府", "甲市政府社會局"))
    assert (lexicon.owner, lexicon.issuer) == ("甲市政府", "甲市政府社會局")
    assert lexicon.parents == (("甲市政府社會局", "甲市政府"),)


def test_the_packaged_vocabulary_gives_sorted_names_without_repetition():
    lexicon = make_lexicon(vocabulary(), report("高雄市政府", "高雄市政府人事處"))
    keys = [(name.text, name.kind) for name in lexicon.names]
    assert len(keys) > 800
    assert keys == sorted(set(keys))
