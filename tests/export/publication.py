"""Publications for the exports: of the reading made by hand, of a hostile one, of the annotated reports."""

from dataclasses import replace

from msgspec import structs

from kg.graph import report_quads, vocabulary_quads
from kg.graph.triples import sorted_quads
from kg.iris import Iris
from kg.model.concepts import Links
from kg.model.facts import Entity
from kg.resources import Resources
from kg.store import Kind, Manifest, ReportEntry, Store
from tests.graph import small

IRIS = Iris()
# welfare, which a fact leads to, is left out: a link to what nobody describes must not vanish.
VOCABULARY = """
@prefix agency: <https://w3id.org/kaogong/id/agency/> .
@prefix award: <https://w3id.org/kaogong/id/award/> .
@prefix id: <https://w3id.org/kaogong/id/> .
@prefix kg: <https://w3id.org/kaogong/ontology#> .
@prefix metric: <https://w3id.org/kaogong/id/metric/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix programme: <https://w3id.org/kaogong/id/programme/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
id:agency a skos:ConceptScheme ; skos:prefLabel "機關"@zh-Hant .
agency:city a kg:Agency ; skos:inScheme id:agency ; skos:prefLabel "某市"@zh-Hant, "A City"@en .
agency:personnel a kg:Agency ; skos:inScheme id:agency ; skos:prefLabel "某市人事處"@zh-Hant, "Personnel"@en ;
  org:subOrganizationOf agency:city .
agency:elsewhere a kg:Agency ; skos:inScheme id:agency ; skos:prefLabel "他市"@zh-Hant, "Elsewhere"@en .
metric:rate a kg:Metric ; skos:inScheme id:metric ; skos:prefLabel "比率"@zh-Hant, "Rate"@en .
metric:english-rate a kg:Metric ; skos:inScheme id:metric ; skos:broader metric:rate ;
  skos:prefLabel "英語檢定通過人數比例"@zh-Hant, "Share who passed English"@en ;
  skos:definition "通過英檢的比例。"@zh-Hant, "Share of staff who passed."@en .
programme:english-test a kg:Programme ; skos:inScheme id:programme ; skos:prefLabel "英檢"@zh-Hant, "English test"@en .
award:innovation-award a kg:Award ; skos:inScheme id:award ; skos:prefLabel "創新獎"@zh-Hant, "Innovation Award"@en .
"""
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "quotes \" and ' and “ and 「高雄」",
    "a ]]> b <b>bold</b> &amp; & -- <!-- x -->",
    "end of line\nnext\r\nthird\ttab\rfourth",
    "control \x07 \x0b \x1f \x7f \ufffe",
    '"quoted already"',
    "<table><tr/></table>",
    "a:b -> c; {d} [e=f] \\N \\",
    "𠮷野家 臺灣 🏅",
)


def second(reading):
    """The same reading as that of another report."""
    return replace(reading, info=replace(reading.info, id="small-2", title="又一報告", coverage=None))


def hostile_reading():
    """The reading in which every text that a report could set is hostile."""
    facts = tuple(
        structs.replace(small.FACTS[place % 5], metric=text, agency=text, programme=text, dims=(("group", text),))
        for place, text in enumerate(HOSTILE)
    )
    details = (("date", "2020-09"), ("for", HOSTILE[3]), ("rank", HOSTILE[0]), ("recipient", HOSTILE[1]))
    award = small.ENTITIES[3]
    entity = Entity(award.kind, HOSTILE[2], (), None, award.mentions, details)
    info = replace(small.INFO, id="hostile", title=HOSTILE[4] + HOSTILE[5])
    return replace(small.READING, info=info, facts=facts, entities=(entity,), changes=())


def publish(path, pairs, vocabulary_file, iris=IRIS, **shared):
    """A store at `path` that holds these (reading, links), and shared graphs beside the vocabulary; gives its view."""
    store = Store.open(path / "store")
    with store.writer() as writer:
        entries = []
        for reading, links in pairs:
            quads = report_quads(reading, links, small.VOCABULARY, iris)
            graphs = {"report": writer.put(Kind.QUADS, quads)}
            source = writer.put(Kind.SOURCE, reading.outline.source.text.encode())
            entries.append(ReportEntry(reading.info.id, source, f"{reading.info.id}.txt", "k", graphs, {}))
        root = path / "knowledge" / "ontology" / "vocab"
        root.mkdir(parents=True, exist_ok=True)
        (root / "all.ttl").write_text(vocabulary_file, encoding="utf-8")
        vocabulary = vocabulary_quads(Resources((path / "knowledge",)), iris)
        graphs = {name: writer.put(Kind.QUADS, quads) for name, quads in {"vocabulary": vocabulary, **shared}.items()}
        writer.publish(Manifest("1", iris.base, "k", tuple(entries), graphs))
    return store.view()


def small_publication(path):
    """Two reports, of which the second leads to no concept."""
    return publish(path, [(small.READING, small.LINKS), (second(small.READING), Links())], VOCABULARY)


def hostile_publication(path):
    return publish(path, [(hostile_reading(), Links())], VOCABULARY)


def empty_publication(path):
    return publish(path, [], VOCABULARY)


def all_quads(view):
    """Every quad of a view as N-Quads, sorted."""
    return sorted_quads(view.dataset)
