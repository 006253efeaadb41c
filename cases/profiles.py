"""Named effort levels, in calls to the system, since these are the cost of a run."""

from dataclasses import dataclass
from enum import StrEnum


class Profile(StrEnum):
    """How thorough a run is."""

    SMOKE = "smoke"
    """A few calls: is anything wrong at first sight?"""
    GATE = "gate"
    """Before every release of the billing system."""
    ACCEPTANCE = "acceptance"
    """Before a system is accepted from its vendor."""
    NIGHT = "night"
    """As much as fits in a night."""


@dataclass(frozen=True, slots=True)
class Effort:
    """The calls of a run: `calls` in total. The search for divergences stops after `search` of them if it has found
    some, and after `unfound` if it has found none. The rest is for observing findings twice and making them small."""

    calls: int
    search: int
    unfound: int


_CALLS = {Profile.SMOKE: 40, Profile.GATE: 300, Profile.ACCEPTANCE: 2_000, Profile.NIGHT: 50_000}


def effort(profile: Profile, calls: int | None = None) -> Effort:
    """The effort of a profile, or that of `calls` in total (at least 1)."""
    most = _CALLS[profile] if calls is None else calls
    return Effort(most, max(1, most * 3 // 5), max(1, most - most // 10))
