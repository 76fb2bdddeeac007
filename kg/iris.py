"""Every IRI of the product is minted and shortened here: ASCII, no clock, no chance, no blank nodes."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from kg.settings import DEFAULT_BASE

SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints the IRIs under one base.

    Terms stand at `{base}ontology#Name`, things at `{base}id/{type}/{slug}`, graphs at `{base}graph/{name}`.
    """

    base: str = DEFAULT_BASE

    def term(self, name: str) -> str:
        """A class or property of the ontology: `{base}ontology#{name}`."""
        return f"{self.base}ontology#{name}"

    def thing(self, kind: str, slug: str) -> str:
        """A thing: `{base}id/{kind}/{slug}`. Raises ValueError for a slug that is not plain ASCII."""
        if not SLUG.fullmatch(slug):
            raise ValueError(f"{slug!r} is no slug for a {kind}")
        return f"{self.base}id/{kind}/{slug}"

    def concept(self, scheme: str, slug: str) -> str:
        """A concept of a vocabulary, by the singular of its scheme: metric, unit, agency, programme, …"""
        return self.thing(scheme, slug)

    def report(self, report: str) -> str:
        return self.thing("report", report)

    def fact(self, report: str, digest: str) -> str:
        """A measurement: `…/id/fact/{report}.{digest}`."""
        return self.thing("fact", f"{report}.{digest}")

    def check(self, digest: str) -> str:
        """A check: `…/id/check/{digest}`."""
        return self.thing("check", digest)

    def part(self, kind: str, report: str, ordinal: int) -> str:
        """A numbered part of a report (section, paragraph, mention, link, …): `…/id/{kind}/{report}.{ordinal}`."""
        return self.thing(kind, f"{report}.{ordinal}")

    def source(self, sha256: str) -> str:
        """One version of a file, by the hash of its bytes."""
        return self.thing("source", sha256)

    def span(self, sha256: str, start: int, end: int) -> str:
        """Characters start (inclusive) to end (exclusive) of a plain text, counted from 0 (RFC 5147, section 2.1)."""
        return f"{self.source(sha256)}#char={start},{end}"

    def period(self, start: str, end: str) -> str:
        """A period or, where both dates are one, an instant: `…/id/period/{start}` or `…/id/period/{start}_{end}`."""
        return self.thing("period", start if start == end else f"{start}_{end}")

    def graph(self, name: str) -> str:
        """A named graph: `report/{id}`, `inferred/{id}`, `checks/{id}`, `comparisons/{id}`, `inferred`, `ontology`,
        `vocabulary`, `judgements`, `series`, `lineage`, `lineage/{id}`, `inferred-lineage`, `inferred-lineage/{id}`.

        The name stands percent-encoded where it is not plain ASCII.
        """
        return f"{self.base}graph/{quote(name, safe='/._~-')}"

    def local(self, iri: str) -> str:
        """The part of an IRI below the base; the IRI itself where it is not ours."""
        return iri.removeprefix(self.base)

    def slug(self, iri: str) -> str:
        """The last part of an IRI of ours: the local name of a concept, the slug of a fact."""
        return re.split(r"[/#]", iri)[-1]
