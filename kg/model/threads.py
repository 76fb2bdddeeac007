"""A programme, body, award, system or law over the reports: its names, what was told of it, and what became of it."""

from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.concepts import Concept, Judgement
from kg.model.findings import Passage
from kg.model.statements import Statement


@dataclass(frozen=True, slots=True)
class Use:
    """A name by which one report calls a thing.

    entity    IRI of the entity of that report;  name: its fullest form there;  aliases: other forms
    score     of the link to the concept, 0 to 1;  reason: of the link, in words
    judgement where a person decided it
    passages  the places of the names, in reading order
    """

    entity: str
    report: str
    name: str
    aliases: tuple[str, ...]
    score: float
    reason: str
    judgement: Judgement | None
    passages: tuple[Passage, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report tells of a thing: the names it uses, and the figures. `by_metric` are figures whose metric is
    about the thing, though they do not name it."""

    report: str
    uses: tuple[Use, ...]
    figures: tuple[Statement, ...]
    by_metric: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """That two names are one thing, and on what evidence. A judgement that says otherwise undoes it.

    name, other   the later name, and the earlier one that is most like it
    use           how the later name came to the concept: score, reason, judgement
    likeness      of the two names, 0 to 1;  shared: the longest words that both have
    metrics       local names of the metrics that are told under both
    within        whether one report itself uses both names for one thing
    """

    name: str
    other: str
    use: Use
    likeness: float
    shared: str
    metrics: tuple[str, ...] = ()
    within: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name of the reports that is linked to nothing and may be the thing's: for a person to judge."""

    name: str
    report: str
    other: str
    likeness: float
    shared: str
    metrics: tuple[str, ...]
    passages: tuple[Passage, ...] = field(repr=False)


class Part(StrEnum):
    """What a body does in a programme."""

    COMMISSIONED = "commissioned"  # 委託張老師基金會提供…
    PROVIDES = "provides"  # 由…基金會提供
    PARTNER = "partner"  # 與義守大學合作辦理
    CHOSEN = "chosen"  # 由…獲選
    CONCERNS = "concerns"  # a figure of the programme is that body's


@dataclass(frozen=True, slots=True)
class Engagement:
    """A body that does something in a programme. `words` say so; `body` is its name there, `concept` its local name."""

    report: str
    part: Part
    body: str
    concept: str | None
    programme: str
    words: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Conferral:
    """An award that was given, or applied for (see `rank`): to whom, when, for what work.

    concept    local name of the award, or None;  to: local name of the recipient, or None
    won        false where it was only applied for
    year       of the date; where it has none, that of the end of what the report covers (`dated` is false)
    certain    false where it concerns the thing only if a candidate's name is the thing's
    """

    entity: str
    report: str
    award: str
    concept: str | None
    recipient: str | None
    to: str | None
    rank: str | None
    won: bool
    date: str | None
    year: str
    dated: bool
    work: str | None
    passages: tuple[Passage, ...] = field(repr=False)
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Alteration:
    """A change of an organisation or programme that a report tells of.

    type       as the report tells it: "established", "merged", …;  as_type: what it is taken for, where that is known
               to be something else
    part       what the thing is in it: "subject", "object", "joint" (one of several bodies that are told together)
    subject_concept, object_concept  local names of the bodies, or None
    before, after   posts;  figures: the facts in its words
    """

    event: str
    report: str
    type: str
    as_type: str
    part: str
    subject: str
    object: str | None
    subject_concept: str | None
    object_concept: str | None
    date: str | None
    before: int | None
    after: int | None
    figures: tuple[Statement, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Requirement:
    """A figure in a sentence that cites a law. `required`: the law asks for it or grants it; others stand beside it."""

    required: bool
    statement: Statement
    passage: Passage


@dataclass(frozen=True, slots=True)
class Together:
    """Another thing that a report joins this one with, and the words that say so; "name" where one name holds both."""

    report: str
    scheme: str
    concept: str
    words: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class ThingLineage:
    """All that the reports tell of one thing, in the order of their telling."""

    concept: Concept
    tellings: tuple[Telling, ...]
    joins: tuple[Join, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    conferrals: tuple[Conferral, ...] = ()
    alterations: tuple[Alteration, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    together: tuple[Together, ...] = ()
    refusals: tuple[Judgement, ...] = ()


class Relation(StrEnum):
    """How one body stands to another over time."""

    MERGED = "merged"
    RENAMED = "renamed"
    TRANSFERRED = "transferred"


@dataclass(frozen=True, slots=True)
class Kin:
    """A body before or after another. `before`: it comes first."""

    relation: Relation
    before: bool
    name: str
    concept: str | None
    date: str | None
    alteration: Alteration


class State(StrEnum):
    """Whether a body stands on a day, as far as the reports tell."""

    NOT_YET = "not-yet"
    STANDS = "stands"
    GONE = "gone"
    UNCERTAIN = "uncertain"  # the date of the change is not told to the day


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a body stands on a day.

    because   the change that tells it, None where the reports tell of none
    successor local name or name of the body that it went into, where it is gone
    posts     the establishment that held then, with the figure that tells it; None where none is told
    """

    on: str
    state: State
    because: Alteration | None
    successor: str | None
    posts: int | None
    posts_since: str | None
    figure: Statement | None
    told_by: Alteration | None
