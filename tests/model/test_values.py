import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from kg.model import facts, mentions
from kg.model.values import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Its fields have the names that the maker of values might use itself."""

    kind: int
    twin: str = "none"
    become: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.kind < 0:
            raise ValueError("before the begin")


@dataclass(frozen=True, slots=True, order=True)
class Plain:
    kind: int
    twin: str = "none"
    become: tuple[int, ...] = ()


def test_a_value_is_what_a_frozen_dataclass_is():
    one = Stretch(3, become=(1, 2))
    assert (one.kind, one.twin, one.become) == (3, "none", (1, 2))
    assert type(one) is Stretch
    assert one == Stretch(3, "none", (1, 2)) != Stretch(4)
    assert hash(one) == hash(Plain(3, "none", (1, 2)))
    assert repr(one) == repr(Plain(3, "none", (1, 2))).replace("Plain", "Stretch")
    assert Stretch(1) < Stretch(2)
    assert not hasattr(one, "__dict__")


def test_a_value_cannot_be_changed():
    one = Stretch(3)
    with pytest.raises(FrozenInstanceError):
        one.kind = 4  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del one.twin


def test_a_value_is_copied_and_replaced():
    one = Stretch(3, "two")
    assert copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one
    assert replace(one, kind=5) == Stretch(5, "two")
    assert [each.name for each in fields(one)] == ["kind", "twin", "become"]


def test_what_is_checked_after_making_is_checked():
    with pytest.raises(ValueError, match="before the begin"):
        Stretch(-1)
    with pytest.raises(ValueError, match="before the begin"):
        replace(Stretch(1), kind=-1)


def test_what_is_lacking_or_too_much_is_told():
    with pytest.raises(TypeError, match="kind"):
        Stretch()
    with pytest.raises(TypeError):
        Stretch(1, "a", (), 4)


@pytest.mark.parametrize(
    "fields_of",
    [{"one": field(default_factory=list)}, {"one": field(default=1, kw_only=True)}, {"one": field(init=False)}],
)
def test_a_field_that_no_plain_init_sets_is_refused(fields_of):
    kind = type("Other", (), {"__annotations__": {"one": object}, **fields_of})
    with pytest.raises(TypeError, match="Other has a field"):
        quickly_made(dataclass(frozen=True)(kind))


@pytest.mark.parametrize("kind", [mentions.Quantity, mentions.NameMention, facts.Fact, facts.Entity])
def test_values_of_reports_are_made_so_and_are_frozen(kind):
    given = {one.name: number for number, one in enumerate(fields(kind))}
    made = kind(**given)
    assert {name: getattr(made, name) for name in given} == given
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(kind)[0].name, 0)
