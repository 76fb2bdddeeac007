"""What was made is kept, the last few of it."""

from kg.store.kept import Kept


def test_what_was_made_is_not_made_again() -> None:
    kept, made = Kept(2), []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    assert [kept.of(name, lambda name=name: make(name)) for name in "abab"] == ["A", "B", "A", "B"]
    assert made == ["a", "b"]
    kept.of("a", lambda: make("a"))
    kept.of("c", lambda: make("c"))  # b was asked for least lately
    assert len(kept) == 2
    assert made == ["a", "b", "c"]
    kept.of("a", lambda: make("a"))
    kept.of("b", lambda: make("b"))
    assert made == ["a", "b", "c", "b"]


def test_nothing_is_a_thing_too() -> None:
    kept, made = Kept(2), []
    for _ in range(2):
        assert kept.of("a", lambda: made.append("a")) is None
    assert made == ["a"]
