"""`yakkan plan` and `yakkan judge`, from the terms to the verdict."""

import csv
import json
from io import StringIO


def filled(text, answer):
    """A sheet with every row answered, by its given cells."""
    table = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    start = table[0].index("billed? yes/no")
    for row in table[1:]:
        if row[0] != "#":
            row[start : start + 2] = answer(dict(zip(table[0], row, strict=True)))
    out = StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue()


def right(row):
    total = row["EXPECTED total"]
    return ["no", ""] if total == "no bill" else ["yes", total]


def test_plan_prints_a_plan_for_reading(yakkan_here, same_screen, power):
    """Without a format the plan is told: what to enter, what is expected, what it catches, and what it leaves."""
    result = yakkan_here("plan", "--terms", power, "--budget", "2")

    assert result.code == 0
    same_screen("plan", result.out)


def test_from_the_sheet_to_the_verdict(yakkan_here, tmp_path, power, same_screen):
    """A sheet that was filled in with what is expected conforms; one wrong total diverges, a case left empty is
    told; one that nobody has filled in ends in code 2, never in a pass."""
    assert yakkan_here("plan", "--terms", power, "--output", "plan.csv").code == 0
    text = (tmp_path / "plan.csv").read_text(encoding="utf-8")
    empty = yakkan_here("judge", "--plan", "plan.csv", "--answers", "plan.csv", "--terms", power)

    assert empty.code == 2
    assert "no answer was recorded" in empty.out

    (tmp_path / "right.csv").write_text(filled(text, right))
    good = yakkan_here("judge", "--plan", "plan.csv", "--answers", "right.csv", "--terms", power, "--json", "-")

    assert good.code == 0
    told = json.loads(good.out)
    assert (told["verdict"], told["refused"], told["failed"]) == ("conforms", 0, 0)

    def wrong(row):
        if row["case"] == "2":
            return ["", ""]
        answer = right(row)
        return ["yes", str(int(answer[1]) + 1)] if (row["case"], row["row"]) == ("1", "1") else answer

    (tmp_path / "wrong.csv").write_text(filled(text, wrong))
    bad = yakkan_here("judge", "--plan", "plan.csv", "--answers", "wrong.csv", "--terms", power)

    assert bad.code == 1
    same_screen("judge-diverges", bad.out)


def test_what_can_not_be_used_is_told(yakkan_here, tmp_path, power):
    """Wrong files and options end in code 3 with a reason, and nothing is written."""
    (tmp_path / "notes.txt").write_text("hello")
    for arguments, reason in (
        (("plan", "--terms", power, "--format", "xlsx"), "--output"),
        (("plan", "--terms", power, "--output", "plan.doc"), "--format"),
        (("plan", "--terms", power, "--output", "no/plan.csv"), "not a folder"),
        (("plan", "--terms", power, "--format", "feature", "--blind"), "blind"),
        (("judge", "--plan", "notes.txt", "--answers", "notes.txt"), "YK701"),
        (("judge", "--plan", "gone.csv", "--answers", "gone.csv"), "YK701"),
    ):
        result = yakkan_here(*arguments)
        assert result.code == 3, arguments
        assert reason in result.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt"]
