"""The codes of this room."""

from yakkan.adapters import codes
from yakkan.oracle import Code


def test_codes_are_unique_and_in_their_range():
    """Each code has an id of its own, in the ranges of this room, and says what it means and what to do."""

    found = [code for code in vars(codes).values() if isinstance(code, Code)]

    assert len({code.id for code in found}) == len(found)
    assert all(code.id[:3] in {"YK3", "YK4"} and len(code.id) == 5 for code in found)
    assert all(code.title and code.meaning and code.remedy for code in found)
