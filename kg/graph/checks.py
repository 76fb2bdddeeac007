"""Checks as quads, in graphs of their own: each with its terms; those that fail are results of a validation report."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.graph.findings import finding_iri
from kg.graph.terms import boolean, chinese, decimal, english, integer, string, uri
from kg.graph.triples import Sayings, Triples
from kg.iris import Iris
from kg.model.concepts import Concept, Scheme
from kg.model.findings import Finding, Verdict
from kg.model.folding import fold


@dataclass(frozen=True, slots=True)
class Subjects:
    """The concepts that checks are about, by scheme and local name, and by scheme and name."""

    slugs: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, concepts: Iterable[Concept]) -> "Subjects":
        found: dict[tuple[str, str], str] = {}
        for concept in concepts:
            for name in (concept.slug, fold(concept.label), *map(fold, concept.names)):
                found.setdefault((concept.scheme.value, name), concept.slug)
        return cls(found)

    def find(self, key: str, value: str) -> str | None:
        """The local name of the concept of that scheme and name; None where there is none."""
        return self.slugs.get((key, value)) or self.slugs.get((key, fold(value)))


def check_quads(findings: Iterable[Finding], graph: str, subjects: Subjects, iris: Iris) -> bytes:
    """The graph of that name ("checks/{report}", "comparisons/{report}") as sorted N-Quads.

    It describes checks, their terms and one sh:ValidationReport (SHACL, section 3.6), and leads to facts, reports and
    concepts that other graphs describe.
    """
    told = tuple(findings)
    failing = [finding_iri(one, iris) for one in told if one.verdict is Verdict.FAILS]
    parts = (finding_quads(one, graph, subjects, iris) for one in told)
    return merge_checks(parts, failing, graph, iris)


def finding_quads(finding: Finding, graph: str, subjects: Subjects, iris: Iris) -> bytes:
    """What a graph of checks says of one of them, as sorted N-Quads."""
    triples = Triples(iris, graph)
    check = NamedNode(finding_iri(finding, iris))
    triples.say(check, {"a": triples.name("kg:Check"), **_said(finding, subjects, iris)})
    _say_terms(triples, check, finding, iris)
    _say_passages(triples, check, finding, iris)
    if finding.verdict is Verdict.FAILS:
        triples.say(check, _result(finding, triples, iris))
    return triples.to_bytes()


def merge_checks(parts: Iterable[bytes], failing: Iterable[str], graph: str, iris: Iris) -> bytes:
    """A graph of checks out of what it says of each (see `finding_quads`) and of the checks that fail, by IRI."""
    triples, results = Triples(iris, graph), [NamedNode(one) for one in failing]
    report = NamedNode(iris.thing("validation", graph.replace("/", ".")))
    conforms = boolean(value=not results)
    triples.say(report, {"a": triples.name("sh:ValidationReport"), "sh:conforms": conforms, "sh:result": results})
    lines = {line for part in (*parts, triples.to_bytes()) for line in part.split(b"\n") if line}
    return b"".join(line + b"\n" for line in sorted(lines))


def _said(finding: Finding, subjects: Subjects, iris: Iris) -> Sayings:
    return {
        "kg:checkKind": _kind(finding.kind, iris),
        "kg:verdict": _kind(finding.verdict, iris),
        "kg:checkRule": string(finding.rule),
        "kg:formula": string(finding.formula) if finding.formula else None,
        "kg:leftSide": None if finding.left is None else decimal(finding.left),
        "kg:rightSide": None if finding.right is None else decimal(finding.right),
        "kg:tolerance": None if finding.tolerance is None else decimal(finding.tolerance),
        "kg:message": (chinese(finding.message.zh), english(finding.message.en)),
        "kg:readReport": [NamedNode(iris.report(report)) for report in finding.reports],
        "kg:about": list(_about(finding, subjects, iris)),
        "kg:aboutText": [string(f"{key}={value}") for key, value in finding.about],
        "kg:leavesOut": [uri(fact) for fact in finding.exclusions],
    }


def _kind(value: str, iris: Iris) -> NamedNode:
    return NamedNode(iris.concept(Scheme.KIND.value, value))


def _about(finding: Finding, subjects: Subjects, iris: Iris) -> Iterator[NamedNode]:
    for key, value in finding.about:
        slug = subjects.find(key, value)
        if slug is not None:
            yield NamedNode(iris.concept(key, slug))


def _say_terms(triples: Triples, check: NamedNode, finding: Finding, iris: Iris) -> None:
    for place, term in enumerate(finding.terms, 1):
        node = NamedNode(iris.thing("check-term", f"{iris.slug(check.value)}.{place}"))
        triples.say(check, {"kg:checkTerm": node})
        triples.say(
            node,
            {
                "a": triples.name("kg:CheckTerm"),
                "kg:role": string(term.role),
                "kg:termPlace": integer(place),
                "kg:figure": NamedNode(term.statement.fact),
            },
        )


def _say_passages(triples: Triples, check: NamedNode, finding: Finding, iris: Iris) -> None:
    for place, passage in enumerate(finding.passages, 1):
        node = NamedNode(iris.thing("check-passage", f"{iris.slug(check.value)}.{place}"))
        triples.say(check, {"kg:checkPassage": node})
        triples.say(
            node,
            {
                "a": triples.name("kg:CheckPassage"),
                "kg:role": string(passage.role),
                "kg:passageQuote": string(passage.quote),
                "kg:passagePlace": uri(iris.span(passage.source, passage.span.start, passage.span.end)),
                "kg:passageOf": NamedNode(iris.report(passage.report)),
            },
        )


def _result(finding: Finding, triples: Triples, iris: Iris) -> Sayings:
    """What makes a check a result (SHACL, section 3.6.2). It is about the last figure of its formula, else a report."""
    last = finding.terms[-1].statement if finding.terms else None
    return {
        "a": triples.name("sh:ValidationResult"),
        "sh:focusNode": NamedNode(last.fact if last else iris.report(finding.reports[-1])),
        "sh:value": decimal(last.value) if last else None,
        "sh:resultSeverity": triples.name("sh:Warning"),
        "sh:resultMessage": (chinese(finding.message.zh), english(finding.message.en)),
        "sh:sourceConstraintComponent": triples.name("kg:AgreementConstraintComponent"),
    }
