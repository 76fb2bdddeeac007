"""What was asked for last is kept, and no more of it than was said."""

from kg.model.recent import Recent


def test_what_was_asked_for_least_lately_is_made_anew() -> None:
    recent, made = Recent[str, str](2), list[str]()

    def make(name: str) -> str:
        made.append(name)
        return name * 2

    asked = [recent.of(name, lambda name=name: make(name)) for name in "abacab"]
    assert asked == ["aa", "bb", "aa", "cc", "aa", "bb"]
    assert made == ["a", "b", "c", "b"]
    assert len(recent) == 2
