"""The lineage of a programme, body, award, system or law as a document, and as rows of a table."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from kg.errors import InputError
from kg.lineage.bodies import standing
from kg.model.concepts import Concept, Judgement, Scheme
from kg.model.findings import Passage
from kg.model.statements import Statement
from kg.model.threads import (
    Alteration,
    Candidate,
    Conferral,
    Engagement,
    Join,
    Kin,
    Requirement,
    Standing,
    Telling,
    ThingLineage,
    Together,
    Use,
)
from kg.pipeline.lineage.answers import Lineages
from kg.pipeline.lineage.figures import COLUMNS as FIGURE
from kg.pipeline.lineage.figures import Row, figure_row, when
from kg.pipeline.lineage.metrics import concept_row, report_row

COLUMNS = (
    *("what", "when", "name", "other", "concept", "words", "score", "reason", "judgement", "likeness", "shared"),
    *("metrics", "rank", "won", "before", "after", "certain", *FIGURE),
)
SHOWN = (
    *("report", "when", "name", "other", "words", "rank", "won", "before", "after", "score", "likeness", "shared"),
    *("metrics", "judgement", "series", "value", "unit", "kind", "quote", "fact"),
)
TITLES = {
    "name": "名稱 · names",
    "figure": "數據 · figures",
    "figure-by-metric": "指標相關之數據 · figures of its metrics",
    "join": "名稱歸併 · joins of names",
    "candidate": "可能之名稱 · names that may be its",
    "contractor": "委託與合作 · contractors",
    "award": "獎項 · awards",
    "change": "變動 · changes",
    "required": "法規所定 · what it asks for",
    "beside": "同句之數 · told beside it",
}
# Metrics of this beginning are establishments: what a body has of posts.
POSTS = "establishment-"


@dataclass(frozen=True, slots=True)
class ThingAnswer:
    """One thing. Of a body also those before and after it, and where it stands on a day, where one was asked for."""

    lineages: Lineages
    found: ThingLineage
    kin: tuple[Kin, ...] = ()
    standing: Standing | None = None

    @property
    def concept(self) -> Concept:
        return self.found.concept


def thing_answer(lineages: Lineages, scheme: Scheme, name: str, *, on: str | None = None) -> ThingAnswer:
    """The lineage of the thing of that name; of a body where it stands on the day `on` (ISO).

    Raises UnknownNameError, with near names, for a thing that the vocabulary does not have, and InputError for what is
    no day.
    """
    concept = lineages.find(scheme, name)
    found = lineages.things.lineage(concept)
    if scheme is not Scheme.AGENCY:
        return ThingAnswer(lineages, found)
    figures = [one for telling in found.tellings for one in (*telling.figures, *telling.by_metric)]
    posts = [one for one in figures if (one.series or "").startswith(POSTS)]
    stands = standing(concept.slug, _day(on), found.alterations, posts) if on else None
    return ThingAnswer(lineages, found, lineages.things.kin(concept), stands)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"on={text!r} is no day: write it YYYY-MM-DD.") from error


def thing_document(answer: ThingAnswer) -> Row:
    """The answer as one JSON document. Every figure carries its fact, report, section, quote, offsets and sentence."""
    found, lineages = answer.found, answer.lineages
    told = [telling.report for telling in found.tellings]
    document: Row = {
        answer.concept.scheme.value: concept_row(answer.concept, lineages),
        "reports": [{**report_row(lineages, report), "told": report in told} for report in lineages.accounts],
        "first": told[0] if told else None,
        "last": told[-1] if told else None,
        "tellings": [_telling(telling, answer) for telling in found.tellings],
        "joins": [_join(join, answer) for join in found.joins],
        "refusals": [_judgement(judgement) for judgement in found.refusals],
        "candidates": [_candidate(candidate, answer) for candidate in found.candidates],
        "contractors": [_engagement(one, answer) for one in found.engagements],
        "awards": [_conferral(one, answer) for one in found.conferrals],
        "changes": [_alteration(one, answer) for one in found.alterations],
        "required": [_requirement(one, answer) for one in found.requirements],
        "together": [_together(one, answer) for one in found.together],
        "exclusions": sorted({fact for account in lineages.accounts.values() for fact in account.excluded}),
    }
    if answer.concept.scheme is Scheme.AGENCY:
        document["kin"] = [_kin(kin) for kin in answer.kin]
        document["inherited"] = [_inherited(kin, answer) for kin in answer.kin if kin.before and kin.concept]
        document["standing"] = _standing(answer.standing, answer) if answer.standing else None
    return document


def _telling(telling: Telling, answer: ThingAnswer) -> Row:
    accounts = answer.lineages.accounts
    return {
        "report": telling.report,
        "names": [_use(use, answer) for use in telling.uses],
        "figures": [figure_row(one, accounts) for one in telling.figures],
        "figures_by_metric": [figure_row(one, accounts) for one in telling.by_metric],
    }


def _use(use: Use, answer: ThingAnswer) -> Row:
    return {
        "entity": use.entity,
        "name": use.name,
        "aliases": list(use.aliases),
        **_link(use),
        "mentions": [passage_row(passage, answer.lineages) for passage in use.passages],
    }


def _link(use: Use) -> Row:
    return {"score": use.score, "reason": use.reason, "judgement": _judgement(use.judgement) if use.judgement else None}


def _judgement(judgement: Judgement) -> Row:
    return {
        "id": judgement.id,
        "name": judgement.name,
        "same": judgement.same,
        "by": judgement.who,
        "on": judgement.when,
        "because": judgement.why,
    }


def passage_row(passage: Passage, lineages: Lineages) -> Row:
    """A place that is no figure: its words, the headings above, and the sentence that it stands in."""
    naming = lineages.things.index.naming(passage.report)
    sentence = naming.sentence(passage.span)
    return {
        "report": passage.report,
        "source_sha256": passage.source,
        "start": passage.span.start,
        "end": passage.span.end,
        "quote": passage.quote,
        "section": list(naming.section(passage.span)),
        "sentence": [sentence.start, sentence.end],
        "sentence_text": sentence.cut(naming.account.text),
    }


def _join(join: Join, answer: ThingAnswer) -> Row:
    concept = answer.concept
    return {
        "name": join.name,
        "other": join.other,
        "report": join.use.report,
        "evidence": {
            **_link(join.use),
            "likeness": join.likeness,
            "shared_words": join.shared,
            "shared_metrics": list(join.metrics),
            "one_report_uses_both": join.within,
        },
        # What a person would write into judgements.ttl to undo it, with who decided, when and why.
        "undo": {"judgedName": join.name, "judgedConcept": f"{concept.scheme.value}:{concept.slug}", "same": False},
    }


def _candidate(one: Candidate, answer: ThingAnswer) -> Row:
    concept = answer.concept
    return {
        "name": one.name,
        "report": one.report,
        "other": one.other,
        "evidence": {"likeness": one.likeness, "shared_words": one.shared, "shared_metrics": list(one.metrics)},
        "judge": {"judgedName": one.name, "judgedConcept": f"{concept.scheme.value}:{concept.slug}", "same": True},
        "mentions": [passage_row(passage, answer.lineages) for passage in one.passages],
    }


def _engagement(one: Engagement, answer: ThingAnswer) -> Row:
    return {
        "report": one.report,
        "part": one.part.value,
        "body": one.body,
        "concept": one.concept,
        "programme": one.programme,
        "words": one.words,
        "passage": passage_row(one.passage, answer.lineages),
    }


def _conferral(one: Conferral, answer: ThingAnswer) -> Row:
    return {
        "entity": one.entity,
        "report": one.report,
        "year": one.year,
        "year_told": one.dated,
        "date": one.date,
        "award": one.award,
        "concept": one.concept,
        "recipient": one.recipient,
        "recipient_concept": one.to,
        "rank": one.rank,
        "won": one.won,
        "for": one.work,
        "certain": one.certain,
        "mentions": [passage_row(passage, answer.lineages) for passage in one.passages],
    }


def _alteration(one: Alteration, answer: ThingAnswer) -> Row:
    accounts = answer.lineages.accounts
    return {
        "event": one.event,
        "report": one.report,
        "type": one.type,
        "taken_for": one.as_type,
        "part": one.part,
        "subject": one.subject,
        "object": one.object,
        "subject_concept": one.subject_concept,
        "object_concept": one.object_concept,
        "date": one.date,
        "posts_before": one.before,
        "posts_after": one.after,
        "figures": [figure_row(figure, accounts) for figure in one.figures],
        "passage": passage_row(one.passage, answer.lineages),
    }


def _requirement(one: Requirement, answer: ThingAnswer) -> Row:
    return {
        "required": one.required,
        **figure_row(one.statement, answer.lineages.accounts),
        "cited": passage_row(one.passage, answer.lineages),
    }


def _together(one: Together, answer: ThingAnswer) -> Row:
    other = answer.lineages.concepts[Scheme(one.scheme), one.concept]
    return {
        "report": one.report,
        "with": concept_row(other, answer.lineages),
        "words": one.words,
        "passage": passage_row(one.passage, answer.lineages),
    }


def _kin(kin: Kin) -> Row:
    return {
        "relation": kin.relation.value,
        "direction": "from" if kin.before else "to",
        "name": kin.name,
        "concept": kin.concept,
        "date": kin.date,
        "event": kin.alteration.event,
    }


def _inherited(kin: Kin, answer: ThingAnswer) -> Row:
    """The figures of a body before it, with what became of that body."""
    lineages = answer.lineages
    other = lineages.concepts[Scheme.AGENCY, str(kin.concept)]
    tellings = lineages.things.tellings(other)
    figures = [one for telling in tellings for one in (*telling.figures, *telling.by_metric)]
    note = lineages.wordings.say(
        "inherited", kin.relation.value, body=kin.name, heir=answer.concept.label, date=kin.date or "?"
    )
    return {
        **_kin(kin),
        "note": asdict(note),
        "figures": [figure_row(one, lineages.accounts) for one in figures],
    }


def _standing(one: Standing, answer: ThingAnswer) -> Row:
    accounts = answer.lineages.accounts
    told_by = one.told_by
    return {
        "on": one.on,
        "state": one.state.value,
        "because": _alteration(one.because, answer) if one.because else None,
        "successor": one.successor,
        "posts": one.posts,
        "posts_since": one.posts_since,
        "posts_joint": told_by is not None and told_by.part == "joint",
        "posts_of": told_by.subject if told_by else answer.concept.label if one.posts is not None else None,
        "figure": figure_row(one.figure, accounts) if one.figure else None,
    }


def thing_rows(answer: ThingAnswer) -> Iterator[dict[str, Any]]:
    """One row a name, figure, joining of names, candidate, contractor, award, change and requirement."""
    found, lineages = answer.found, answer.lineages
    for use in (use for telling in found.tellings for use in telling.uses):
        for passage in use.passages:
            yield {"what": "name", "name": use.name, **_linked(use), **_place(passage, lineages)}
    named = [("figure", one) for telling in found.tellings for one in telling.figures]
    others = [("figure-by-metric", one) for telling in found.tellings for one in telling.by_metric]
    for what, one in (*named, *others):
        yield {"what": what, "when": when(one.period), **_figure(one, lineages)}
    for join in found.joins:
        evidence = {"likeness": join.likeness, "shared": join.shared, "metrics": list(join.metrics)}
        names = {"name": join.name, "other": join.other, "report": join.use.report}
        yield {"what": "join", **names, **_linked(join.use), **evidence}
    yield from _told_rows(answer)


def _told_rows(answer: ThingAnswer) -> Iterator[dict[str, Any]]:
    found, lineages = answer.found, answer.lineages
    for one in found.candidates:
        evidence = {"likeness": one.likeness, "shared": one.shared, "metrics": list(one.metrics)}
        yield {
            "what": "candidate",
            "name": one.name,
            "other": one.other,
            **evidence,
            **_place(one.passages[0], lineages),
        }
    for body in found.engagements:
        names = {
            "name": body.body,
            "other": body.programme,
            "concept": body.concept,
            "words": body.words or body.part.value,
        }
        yield {"what": "contractor", **names, **_place(body.passage, lineages)}
    for award in found.conferrals:
        names = {"name": award.award, "other": award.recipient, "concept": award.to, "words": award.work}
        state = {"when": award.date or award.year, "rank": award.rank, "won": award.won, "certain": award.certain}
        yield {"what": "award", **names, **state, **_place(award.passages[0], lineages)}
    for change in found.alterations:
        names = {"name": change.subject, "other": change.object, "words": change.as_type, "when": change.date}
        posts = {"before": change.before, "after": change.after}
        yield {"what": "change", **names, **posts, **_place(change.passage, lineages)}
    for law in sorted(found.requirements, key=lambda one: not one.required):
        what = "required" if law.required else "beside"
        yield {"what": what, "when": when(law.statement.period), **_figure(law.statement, lineages)}


def _linked(use: Use) -> Row:
    judgement = use.judgement.id if use.judgement else None
    return {"score": use.score, "reason": use.reason, "judgement": judgement}


def _place(passage: Passage, lineages: Lineages) -> Row:
    return passage_row(passage, lineages)


def _figure(one: Statement, lineages: Lineages) -> Row:
    return figure_row(one, lineages.accounts)


def summary(answer: ThingAnswer) -> Iterator[str]:
    """In sentences, for people: where a body stands, and what it came from."""
    if answer.standing is not None:
        stands = answer.standing
        posts = (
            "" if stands.posts is None else f"；{stands.told_by.subject if stands.told_by else ''} {stands.posts} 人"
        )
        heir = f" → {stands.successor}" if stands.successor else ""
        yield f"{stands.on}：{answer.concept.label} {stands.state.value}{heir}{posts}"
    for kin in answer.kin:
        arrow = "←" if kin.before else "→"
        yield f"{kin.date or '?'} {kin.relation.value} {arrow} {kin.name}"
