"""The figures of made reports: each a pure function of what it counts and of the half year."""

from dataclasses import dataclass
from random import Random

# One figure in so many is printed otherwise a year later.
RESTATED = 40
# One item in so many is left out of a report; one in so many stops for good.
LEFT_OUT, STOPPED = 12, 8


@dataclass(frozen=True, slots=True)
class Course:
    """The figures of one item over the half years, which are counted from 0."""

    name: str

    def _random(self, *about: object) -> Random:
        # Seeded by a text: `random` hashes it by SHA-512, so that no hash seed of the process has a part in it.
        return Random("|".join(map(str, (self.name, *about))))

    def told(self, half: int, last: int) -> bool:
        """Whether the report of a half year tells of it; `last` is the last half year there is."""
        once = self._random("course")
        stops = once.randint(last // 2, last) if once.randrange(STOPPED) == 0 else last + 1
        return half < stops and self._random("told", half).randrange(LEFT_OUT) > 0

    def value(self, half: int) -> int:
        """Its figure: grows or falls by a percent or few each half year, with noise."""
        base = self._random("base")
        start, growth = base.randint(60, 4_000), base.choice((-2, -1, 1, 2, 4))
        noise = self._random("noise", half).randint(-40, 40)
        return max(20, start + start * growth * half // 200 + start * noise // 1_000)

    def before(self, half: int) -> int:
        """The figure of a year before as this half year's report has it: seldom another than was printed then."""
        value = self.value(half - 2)
        return value + 1 + value // 50 if self._random("restated", half).randrange(RESTATED) == 0 else value

    def gaps(self, half: int) -> dict[str, str]:
        """All numbers that a sentence may ask for."""
        value, before, drawn = self.value(half), self.before(half), self._random("gaps", half)
        part = value * drawn.randint(52, 88) // 100
        numbers = {
            "value": value,
            "before": before,
            "difference": abs(value - before) or 1,
            "part": part,
            "rest": value - part,
            "few": drawn.randint(11, 99),
            "count": drawn.randint(12, 180),
            "planned": drawn.randint(3, 40),
            "goal": value + value // 10,
            "monthly": value // 6,
        }
        shares = {"share": 100 * part / value, "ratio": 100 * value / part}
        return {
            **{name: f"{number:,}" for name, number in numbers.items()},
            **{name: f"{number:.2f}" for name, number in shares.items()},
            "moved": "增加" if value >= before else "減少",
        }
