"""Names of a report are linked to concepts: by judgement, by name, by form, by likeness; never where two would do."""

from dataclasses import replace

import pytest

from kg.link.entities import SCHEMES, link_entities
from kg.link.names import load_name_rules
from kg.model.concepts import Concept, Judgement, Scheme, Vocabulary
from kg.model.facts import Entity, ReportInfo
from kg.model.mentions import NameKind, NameMention
from kg.model.text import Span
from tests.link.figures import reading
from tests.reading_entities import ROOT, reading_of, vocabulary

INFO = ReportInfo("x", "報告", "高雄市政府人事處", "高雄市政府", None, None)
CITY = Concept(Scheme.AGENCY, "city", "高雄市政府", "City")
BUREAU = Concept(
    Scheme.AGENCY,
    "bureau",
    "高雄市政府社會局",
    "Bureau",
    names=("社會局", "高雄市社會局"),
    parent="city",
    features=(("localName", "社會局"),),
)
COURSE = Concept(Scheme.PROGRAMME, "course", "第一線為民服務人員溝通能力認證班", "Course")
PORTAL = Concept(Scheme.SYSTEM, "portal", "iKPD 人事服務網", "Portal")
OTHER = Concept(Scheme.SYSTEM, "other", "人事服務網 eCPA", "Other", names=("服務網",))
THIRD = Concept(Scheme.SYSTEM, "third", "差勤服務網 WebITR", "Third", names=("服務網",))


def entity(kind, name, *aliases):
    mention = NameMention(1, 0, 1, Span(0, 1), NameKind(kind), name, name)
    return Entity(NameKind(kind), name, aliases, None, (mention,))


def links(*entities, judgements=(), info=INFO, concepts=(CITY, BUREAU, COURSE, PORTAL, OTHER, THIRD)):
    made = replace(reading("無"), info=info, entities=entities)
    return link_entities(made, Vocabulary(concepts, judgements), load_name_rules())


def judgement(name, slug, same):
    return Judgement(Scheme.SYSTEM, name, slug, same, "甲", "2026-01-01", "已查證")


def test_every_kind_of_name_has_its_schemes():
    assert set(SCHEMES) == set(NameKind)
    assert links(entity("person", "高雄市政府")) == ()


@pytest.mark.parametrize(
    ("name", "aliases", "slug", "score"),
    [
        ("高雄市政府社會局", (), "bureau", 1.0),
        ("高雄市社會局", (), "bureau", 0.97),
        ("社會局", (), "bureau", 0.97),
        ("本府社會局", (), "bureau", 1.0),
        ("某局", ("高雄市政府社會局",), "bureau", 0.97),
    ],
)
def test_a_body_is_linked_by_its_names(name, aliases, slug, score):
    [link] = links(entity("agency", name, *aliases))
    assert (link.scheme, link.mention, link.slug, link.score) == (Scheme.AGENCY, 0, slug, score)
    assert name in link.reason or aliases[0] in link.reason
    assert link.judgement is None


def test_local_names_are_no_names_elsewhere():
    elsewhere = replace(INFO, owner="臺北市政府", issuer="臺北市政府人事處")
    assert links(entity("agency", "社會局"), info=elsewhere) == ()


def test_bodies_are_never_linked_by_likeness():
    assert links(entity("agency", "高雄市政府社會局處")) == ()


def test_long_names_are_linked_by_likeness_with_a_lower_score():
    [link] = links(entity("programme", "第一線為民服務人員溝通能利認證班"))
    assert link.slug == "course"
    assert 0.7 < link.score < 0.9
    assert "相近" in link.reason


def test_a_name_that_two_concepts_have_leads_to_none():
    assert links(entity("system", "服務網")) == ()


def test_another_scheme_needs_the_very_name():
    [link] = links(entity("programme", "iKPD人事服務網"))
    assert (link.scheme, link.slug, link.score) == (Scheme.SYSTEM, "portal", 0.95)


def test_judgements_win():
    no = judgement("iKPD人事服務網", "portal", False)
    yes = judgement("服務網", "third", True)
    assert links(entity("system", "iKPD人事服務網"), judgements=(no,)) == ()
    [link] = links(entity("system", "服務網"), judgements=(yes,))
    assert (link.slug, link.score, link.judgement) == ("third", 1.0, yes)
    assert "已查證" in link.reason


def test_a_judged_not_leaves_the_other_concept():
    [link] = links(entity("system", "服務網"), judgements=(judgement("服務網", "other", False),))
    assert link.slug == "third"


@pytest.mark.parametrize(
    ("kind", "name", "slug"),
    [
        ("agency", "人發中心", "kcg-hr-development"),
        ("agency", "公務人力發展中心", "kcg-hr-development"),
        ("agency", "本府公務人力發展中心", "kcg-hr-development"),
        ("agency", "行政院人事行政總處公務人力發展中心", "dgpa-hr-centre"),
        ("system", "港都e學苑", "kcg-e-college"),
        ("system", "港都 e 學苑", "kcg-e-college"),
        ("system", "港都Ｅ學苑", "kcg-e-college"),
        ("system", "「港都e學苑」數位學習平台", "kcg-e-college"),
        ("system", "人事服務網", "ikpd"),
        ("system", "iKPD人事服務網", "ikpd"),
        ("system", "行政院人事行政總處人事服務網", "ecpa"),
        ("system", "人事服務網 ecpa", "ecpa"),
    ],
)
def test_one_thing_under_several_names_and_two_under_one(kind, name, slug):
    made = replace(reading("無"), info=INFO, entities=(entity(kind, name),))
    [link] = link_entities(made, vocabulary(), load_name_rules())
    assert link.slug == slug
    assert 0 < link.score <= 1
    assert link.reason


def test_every_link_of_a_report_has_score_and_reason():
    made = reading_of("kcg-personnel-2017-07_2017-12")
    found = link_entities(made, vocabulary(), load_name_rules())
    assert len(found) > 100
    assert len({link.mention for link in found}) == len(found)
    for link in found:
        assert 0 < link.score <= 1
        assert link.reason
        assert link.scheme in SCHEMES[made.entities[link.mention].kind]


def test_every_judged_concept_is_a_concept():
    known = {(concept.scheme, concept.slug) for concept in vocabulary().concepts}
    assert len(vocabulary().judgements) >= 6
    assert all((one.scheme, one.slug) in known for one in vocabulary().judgements)
    assert (ROOT / "ontology" / "judgements.ttl").is_file()
