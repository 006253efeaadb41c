"""What suspects do to cases, kept in a file that is written where something is new."""

from yakkan.faults import Suspect
from yakkan.verdict.diagnosis.effects import Effect, Effects

ONE, OTHER = Suspect(), Suspect()


def test_a_file_is_written_where_something_is_new(tmp_path):
    """Effects are written once, and again when another has been found."""
    file = tmp_path / "study-1.z"
    effects = Effects((ONE, OTHER), file)
    effects.keep()
    assert not file.exists()  # nothing was found
    effects.put(ONE, "case", Effect.SAME)
    effects.keep()
    file.unlink()
    effects.keep()
    assert not file.exists()  # nothing is new
    effects.put(OTHER, "case", Effect.OTHER)
    effects.keep()
    assert file.exists()


def test_effects_of_another_time(tmp_path):
    """What was kept is known the next time, and what was not is not."""
    file = tmp_path / "study-1.z"
    first = Effects((ONE, OTHER), file)
    first.put(ONE, "case", Effect.IMPOSSIBLE)
    first.keep()
    second = Effects((ONE, OTHER), file)
    assert [second.get(one, case) for one in (ONE, OTHER) for case in ("case", "another")] == [
        Effect.IMPOSSIBLE,
        None,
        None,
        None,
    ]
