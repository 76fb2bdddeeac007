"""Of which part of a whole a figure is: the breakdown by sex, group, level, school, mode, festival, post and so on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.interpret.kinds import Kinds
from kg.interpret.scenes import Scene
from kg.interpret.words import load_words
from kg.model.facts import Kind
from kg.model.mentions import Part
from kg.model.words import LongestWords
from kg.resources import read_table

CHANGE = Kind.CHANGE
INNER = Part.INNER

RULES = Path(__file__).parent / "rules" / "dims.toml"
Pair = tuple[str, str]
ALONE = re.compile(r"[、,，(（]*")  # nothing said before a number: it is of what the figure before it is of
ITEMS = re.compile(r"[、及與和暨]")
EACH = re.compile(r"各$")


@dataclass(frozen=True, slots=True)
class DimRules:
    """The rows of `rules/dims.toml`, ready for use.

    words    all words;  keys: key and value of every word
    alone    keys whose words need no other of their row beside them
    posts    verbs of posts cut or added
    """

    words: LongestWords
    keys: Mapping[str, Pair]
    alone: frozenset[str]
    posts: re.Pattern[str]


def load_dim_rules() -> DimRules:
    """Reads `rules/dims.toml`. Raises KnowledgeError with the file."""
    table = read_table(RULES)
    keys: dict[str, Pair] = {}
    for row in table["dims"]:
        values = row.get("values", row["words"])
        keys |= {word: (row["key"], value) for word, value in zip(row["words"], values, strict=True)}
    return DimRules(
        words=LongestWords(keys),
        keys=keys,
        alone=frozenset(row["key"] for row in table["dims"] if row.get("alone")),
        posts=re.compile(rf"{load_words(RULES, ('posts',))['posts']}(?P<post>[^,，、;；。]{{1,14}})$"),
    )


def read_dims(scenes: Sequence[Scene], kinds: Sequence[Kinds], rules: DimRules) -> tuple[tuple[Pair, ...], ...]:
    """The breakdown of every figure as sorted pairs."""
    words = rules.words.find([scene.before for scene in scenes])
    written = [_written([rules.keys[word] for _, _, word in found]) for found in words]
    shared = _shared(scenes, written)
    found: list[tuple[Pair, ...]] = []
    for place, scene in enumerate(scenes):
        before = found[-1] if place and scenes[place - 1].quantity.block == scene.quantity.block else ()
        if not written[place] and _unsaid(scene):
            pairs = {key: value for key, value in before if key not in ("appointment", "post")}
        else:
            pairs = {key: value for key, value in before if key in rules.alone and scene.goes_on}
            pairs |= {key: value for key, value in written[place] if key in rules.alone or (place, key) in shared}
        pairs |= _post(scenes, kinds, place, found, rules)
        if scene.quantity.part is INNER:
            pairs["appointment"] = "兼任"
        found.append(tuple(sorted(pairs.items())))
    return tuple(found)


def _unsaid(scene: Scene) -> bool:
    """Whether nothing stands between a figure and the one before it: 公務人員8,654人，13億元."""
    last = scene.last
    return last is not None and scene.lead[0] - last[1] <= 1 and ALONE.fullmatch(scene.before) is not None


def _written(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """What the clause says before the number, the last of every key."""
    return tuple(dict(pairs).items())


def _shared(scenes: Sequence[Scene], written: Sequence[tuple[Pair, ...]]) -> frozenset[tuple[int, str]]:
    """The figures, with the key, in whose sentence another figure of the same unit has another value."""
    values: dict[tuple[int, int, str, str], set[str]] = {}
    for scene, pairs in zip(scenes, written, strict=True):
        for key, value in pairs:
            values.setdefault(_group(scene, key), set()).add(value)
    return frozenset(
        (place, key)
        for place, (scene, pairs) in enumerate(zip(scenes, written, strict=True))
        for key, _ in pairs
        if len(values[_group(scene, key)]) > 1
    )


def _group(scene: Scene, key: str) -> tuple[int, int, str, str]:
    return scene.quantity.block, scene.sentence[0], scene.quantity.unit, key


def _post(
    scenes: Sequence[Scene], kinds: Sequence[Kinds], place: int, found: Sequence[tuple[Pair, ...]], rules: DimRules
) -> dict[str, str]:
    """The post of a change of staff: the words after 減列 or 增置, also in the items of the list that goes on."""
    scene = scenes[place]
    if kinds[place].kind is not CHANGE:
        return {}
    text = EACH.sub("", scene.before)
    verb = rules.posts.search(text)
    listed = scene.joined and found and "post" in dict(found[-1])
    item = verb["post"] if verb else text.strip("、,，及與和並") if listed else ""
    if not item:
        return {}
    # 技士及技佐各2人 is one figure for each.
    posts = ITEMS.split(item)
    same = [one for one in scenes[max(0, place - len(posts)) : place] if _together(one, scene)]
    each = EACH.search(scene.before) is not None and len(same) < len(posts)
    return {"post": posts[len(same)] if each else item}


def _together(one: Scene, other: Scene) -> bool:
    """Whether two figures are one quote."""
    return (one.quantity.block, one.quantity.start) == (other.quantity.block, other.quantity.start)
