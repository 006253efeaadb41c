"""Named effort levels, in calls to the system, because that is the cost."""

from dataclasses import dataclass
from enum import StrEnum


class Profile(StrEnum):
    """How long to look."""

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
    """What a run spends: `calls` in all; `search` of them look for divergences if some have been found, and `unfound`
    if none has. The rest is for observing findings twice and making them small."""

    calls: int
    search: int
    unfound: int


_CALLS = {Profile.SMOKE: 40, Profile.GATE: 300, Profile.ACCEPTANCE: 2_000, Profile.NIGHT: 50_000}


def effort(profile: Profile, calls: int | None = None) -> Effort:
    """The effort of a profile, or of `calls` in all (at least 1)."""
    most = _CALLS[profile] if calls is None else calls
    return Effort(most, max(1, most * 3 // 5), max(1, most - most // 10))
