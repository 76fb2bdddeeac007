"""What a validation found, said of the report: which fact, which rule, which sentence."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.iris import Iris
from kg.model.facts import Fact, Reading
from kg.model.language import Language
from kg.pipeline.product import Finding

if TYPE_CHECKING:
    from kg.validate import Conformance, Result

# Violations that are told in words; how many there are besides is told as a number.
TOLD = 5
SHORT = 120


def findings_of(reading: Reading, conformance: "Conformance", iris: Iris) -> tuple[Finding, ...]:
    """The results of a report's validation, in their order. A result about a fact or a span shows the words there."""
    from kg.graph.identity import fact_digests

    digests = fact_digests(reading)
    facts = {iris.fact(reading.info.id, digest): fact for digest, fact in zip(digests, reading.facts, strict=True)}
    return tuple(
        finding(reading.info.id, result, iris, _words(reading, result.focus, facts)) for result in conformance.results
    )


def finding(report: str, result: "Result", iris: Iris, words: tuple[str, str] = ("", "")) -> Finding:
    """One result as a finding of a report (or of a file); `words` are the figure and its sentence."""
    return Finding(
        report=report,
        focus=result.focus,
        path=result.path,
        value=result.value,
        shape=iris.slug(result.shape),
        severity=result.severity.value,
        message_zh=result.message_zh,
        message_en=result.message_en,
        quote=words[0],
        sentence=words[1],
    )


def _words(reading: Reading, focus: str, facts: Mapping[str, Fact]) -> tuple[str, str]:
    text = reading.outline.source.text
    fact = facts.get(focus)
    if fact is not None:
        return fact.quantity.span.cut(text), _joined(fact.sentence.cut(text))
    _, found, place = focus.partition("#char=")
    start, _, end = place.partition(",")
    if found and start.isdigit() and end.isdigit():
        return _joined(text[int(start) : int(end)]), ""
    return "", ""


def _joined(text: str) -> str:
    return " ".join(text.split())


def message_of(finding: Finding, language: Language) -> str:
    """What the rule says of a finding."""
    return finding.message_zh if language is Language.CHINESE else finding.message_en


def in_words(finding: Finding, language: Language = Language.ENGLISH) -> str:
    """One finding as a line: the message, the rule, the node, and the words that it is about."""
    value_word, where_word = ("值", "出自：") if language is Language.CHINESE else ("value", "in: ")
    about = f" 「{finding.quote[:SHORT]}」" if finding.quote else ""
    where = f" {where_word}{finding.sentence[:SHORT]}" if finding.sentence else ""
    value = f" ({value_word} {finding.value})" if finding.value else ""
    return f"{message_of(finding, language)} [{finding.shape}] {finding.focus}{value}{about}{where}"


def reason_of(violations: tuple[Finding, ...]) -> str:
    """Why a report is held back, in words."""
    told = "; ".join(in_words(finding) for finding in violations[:TOLD])
    rest = len(violations) - TOLD
    return told if rest <= 0 else f"{told}; and {rest} more"
