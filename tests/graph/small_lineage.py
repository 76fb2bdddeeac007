"""A lineage of the small reading: a line of two figures with a break, a mark, joins of names, and what is told of
bodies and laws."""

import pyoxigraph as ox

from kg.graph import fact_rows
from kg.graph.identity import change_digests, entity_digests
from kg.graph.lines import Told, lineage_quads
from kg.iris import Iris
from kg.lineage.metrics import difference
from kg.model.concepts import Concept, Scheme
from kg.model.facts import Temporality
from kg.model.findings import Passage, Words
from kg.model.lines import Apart, Break, Line, LineClass, Mark, MetricLineage, Note, Point, Shift
from kg.model.mentions import Period
from kg.model.statements import read_statement
from kg.model.text import Span
from kg.model.threads import Alteration, Engagement, Join, Kin, Part, Relation, Requirement, Use
from tests.graph import small
from tests.pipeline.whole_lineage import in_one

IRIS = Iris()
TOLD = tuple(map(read_statement, fact_rows(small.READING, small.LINKS, IRIS)))
KEY = LineClass("figure", Temporality.RATE, "percent", "某市社會局", (("sex", "女性"),), "date")
OTHER = LineClass("figure", Temporality.STOCK, "~人", None, (), "date")
PERIOD = TOLD[0].period
assert PERIOD is not None
DAY = Period(PERIOD.end, PERIOD.end)
LINE = Line(
    id="english-rate.0a1b2c3d",
    key=KEY,
    segments=((Point(TOLD[0], DAY, (Note.COVERAGE,)), Point(TOLD[1], DAY)), (Point(TOLD[2], None),)),
    breaks=(Break(TOLD[1], (TOLD[2],), (Shift("act", Words("通過", "passed"), Words("參加", "took part")),)),),
    steps=(difference(TOLD[0], TOLD[1], share=False),),
)
MARK = Mark(Point(TOLD[3], None), OTHER, (Apart.UNIT, Apart.SPAN), LINE.id)
PROGRAMME = Concept(Scheme.PROGRAMME, "english-test", "英檢", "English test")
LAW = Concept(Scheme.LAW, "english-rules", "英檢要點", "English rules")
PASSAGE = Passage("body", "small-1", small.SHA256, Span(11, 13), small.TEXT[11:13])
ENTITY, CHANGE = entity_digests(small.READING)[2], change_digests(small.READING)[0]
MENTION = IRIS.thing("mention", f"small-1.{ENTITY}")
USE = Use(MENTION, "small-1", "英檢", ("英語檢定",), 0.97, "名稱相同", None, (PASSAGE,))
EVENT = Alteration(
    *(IRIS.thing("change", f"small-1.{CHANGE}"), "small-1", "merged", "merged", "object", "某市人事處", "某市社會局"),
    *("personnel", "welfare", "2020-09", None, None, (), PASSAGE),
)
LINEAGE = Told(
    metrics=(MetricLineage("english-rate", (LINE,), (MARK,)),),
    breaks={(TOLD[1].fact, TOLD[2].fact): Words("定義已變。", "What is counted changed.")},
    joins=((PROGRAMME, Join("英語檢定", "英檢", USE, 0.4, "檢", ("english-rate",), within=True)),),
    engagements=(
        (PROGRAMME, Engagement("small-1", Part.PARTNER, "某市社會局", "welfare", "英檢", "與…合作", PASSAGE)),
        (PROGRAMME, Engagement("small-1", Part.CONCERNS, "某銀行", None, "英檢", "", PASSAGE)),
    ),
    requirements=((LAW, Requirement(required=True, statement=TOLD[0], passage=PASSAGE)),),
    kin=(
        ("welfare", Kin(Relation.MERGED, True, "某市人事處", "personnel", "2020-09", EVENT)),
        ("personnel", Kin(Relation.MERGED, False, "某市社會局", "welfare", "2020-09", EVENT)),
    ),
)


def quads(iris=IRIS):
    """All graphs of lineage, as one."""
    return in_one(lineage_quads(LINEAGE, iris))


def only(kind):
    """The IRI of the first thing of that kind that the graph describes."""
    start = IRIS.thing(kind, "x")[:-1]
    found = {quad.subject.value for quad in ox.parse(quads(), format=ox.RdfFormat.N_QUADS)}
    return min(iri for iri in found if iri.startswith(start))
