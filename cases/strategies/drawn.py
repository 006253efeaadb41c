"""Draw cases from a space, always the same for the same seed."""

from hypothesis import HealthCheck, Phase, given, seed, settings

from ...oracle import Case
from ..identity import content
from ..space import Space
from .cases import cases

_NO_COMPLAINTS = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.large_base_example)
"""Health checks that do not matter when cases are only drawn and not tested."""


def generated_cases(space: Space, number: int, seed_number: int) -> tuple[Case, ...]:
    """Up to `number` different cases of the space, drawn by Hypothesis from a seed; fewer if the space is small."""
    drawn: dict[str, Case] = {}
    if number <= 0 or not space.tariffs:
        return ()

    @seed(seed_number)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=_NO_COMPLAINTS,
    )
    @given(cases(space))
    def draw(case: Case) -> None:
        drawn.setdefault(content(case), case)

    draw()
    return tuple(drawn.values())
