"""From quantities to facts: what each measures, of whom, when and of which kind."""

from dataclasses import dataclass

from kg.interpret.cues import Cues
from kg.interpret.kinds import Kinds, load_kind_rules, read_kinds
from kg.interpret.periods import Dating, Nature, PeriodRules, load_period_rules, read_periods
from kg.interpret.scenes import Scene, make_scenes
from kg.model.facts import Fact, ReportInfo, Temporality
from kg.model.mentions import Mentions
from kg.model.text import Outline


@dataclass(frozen=True, slots=True)
class FactRules:
    """Compiled rules."""

    kinds: Cues
    periods: PeriodRules


def load_fact_rules() -> FactRules:
    """The packaged rules. Raises KnowledgeError, with file and row, for what is not as it must be."""
    return FactRules(load_kind_rules(), load_period_rules())


def read_facts(outline: Outline, mentions: Mentions, info: ReportInfo, rules: FactRules) -> tuple[Fact, ...]:
    """The facts of a report, in reading order."""
    scenes = make_scenes(outline, mentions)
    kinds = read_kinds(scenes, [texts_above(outline, scene) for scene in scenes], rules.kinds)
    natures = [Nature(kind.kind, Temporality.FLOW) for kind in kinds]
    datings = read_periods(outline, mentions, info.coverage, natures, rules.periods)
    return tuple(_fact(*parts) for parts in zip(scenes, kinds, datings, strict=True))


def texts_above(outline: Outline, scene: Scene) -> tuple[str, ...]:
    """The lines that introduce the block of a figure and the headings above it, the nearest first."""
    block = scene.passage.block
    leads: list[str] = []
    lead = block.lead
    while lead is not None and len(leads) < 3:
        leads.append(outline.blocks[lead].flow.text)
        lead = outline.blocks[lead].lead
    return (*leads, *reversed(outline.headings(block.section)))


def _fact(scene: Scene, kind: Kinds, dating: Dating) -> Fact:
    passage = scene.passage
    return Fact(
        quantity=scene.quantity,
        metric="",
        kind=kind.kind,
        direction=kind.direction,
        base=kind.base or dating.base,
        temporality=Temporality.FLOW,
        agency=None,
        programme=None,
        period=dating.period,
        period_source=dating.source,
        section=passage.block.section,
        sentence=passage.block.flow.span(*scene.sentence),
    )
