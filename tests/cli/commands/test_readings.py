"""`yakkan readings` lists what terms leave open."""

import json


def test_readings_lists_the_open_questions(yakkan_here, same_screen, power):
    """Each question is told with its clause, both readings, and the smallest case with both bills."""
    result = yakkan_here("readings", "--terms", power)

    assert result.code == 0
    same_screen("readings", result.out)


def test_readings_in_japanese(yakkan_here, power):
    """--lang ja tells the same in Japanese."""
    result = yakkan_here("readings", "--terms", power, "--lang", "ja")

    assert result.code == 0
    assert "とも読める" in result.out
    assert "the words also admit" not in result.out


def test_readings_as_json(yakkan_here, power):
    """--json prints one value with every question."""
    result = yakkan_here("readings", "--terms", power, "--json")
    told = json.loads(result.out)

    assert result.code == 0
    assert told["format"] == "yakkan-readings/1"
    assert [one["setting"] for one in told["questions"]] == ["service.end_day"]


def test_readings_of_bad_terms(yakkan_here, tmp_path):
    """Terms that cannot be loaded are told like anywhere else."""
    (tmp_path / "bad.md").write_text("# Nothing\n")
    result = yakkan_here("readings", "--terms", "bad.md")

    assert result.code == 3
    assert result.err.startswith("YK1")
