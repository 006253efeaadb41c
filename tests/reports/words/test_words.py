"""Reports have words for everything, in every language."""

from collections.abc import Mapping
from dataclasses import fields
from string import Formatter

import pytest
from yakkan.oracle import Situation
from yakkan.reports import LANGUAGES, Words, all_codes
from yakkan.verdict import Direction, Kind, Verdict


def _names(template: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_words(language):
    """No kind, situation, direction or verdict is without words, and no two kinds have the same."""
    words = LANGUAGES[language]

    assert set(words.kinds) == set(Kind)
    assert set(words.situations) == set(Situation)
    assert set(words.directions) == set(Direction)
    assert set(words.verdicts) == set(Verdict)
    assert len(set(words.kinds.values())) == len(Kind)


@pytest.mark.parametrize("field", [field.name for field in fields(Words)])
def test_languages_fill_in_the_same_names(field):
    """A template asks for the same names in each language."""
    texts = [getattr(words, field) for words in LANGUAGES.values()]

    assert all(texts)
    assert isinstance(texts[0], Mapping) or len({frozenset(_names(text)) for text in texts}) == 1


def test_every_code_is_explained():
    """Each code of each room has an id of its own, a title, a meaning and a remedy."""
    codes = all_codes()

    assert {code[:3] for code in codes} >= {"YK1", "YK2", "YK3", "YK4", "YK5", "YK6"}
    assert all(code.title and code.meaning and code.remedy for code in codes.values())
