"""`yakkan export` and `yakkan judge` on folders: a batch without an interface, from the terms to the verdict."""

import csv
import json
from collections import defaultdict
from typing import Any

import pytest
from yakkan.adapters import ReferenceSystem, read_case
from yakkan.oracle import change_settings, load_terms

SETTING = {"proration.denominator": "thirty"}


@pytest.fixture
def exported(yakkan_here, power):
    """Export some cases into the folder `out`."""

    def run(*options, number=12):
        result = yakkan_here("export", "--terms", power, "--output", "out", "--calls", number, *options)
        assert result.code == 0, result.err
        return result

    return run


@pytest.fixture
def billed(tmp_path, power):
    """The answers of a right system, or of one with another setting, to the exported cases."""

    def run(settings=None):
        book = load_terms(power)
        system = ReferenceSystem(book.map(lambda terms: change_settings(terms, settings)) if settings else book)
        lines = (tmp_path / "out" / "cases.ndjson").read_text("utf-8").splitlines()
        return [system.answer(json.loads(line))[1] for line in lines]

    return run


@pytest.fixture
def answered(tmp_path):
    def write(answers):
        text = "".join(json.dumps(one) + "\n" for one in answers)
        (tmp_path / "out" / "answers.ndjson").write_text(text, "utf-8")

    return write


@pytest.fixture
def judged(yakkan_here, tmp_path):
    """The exit code, the JSON report and standard error of `yakkan judge` on the folder."""

    def run(plan="out", answers="out"):
        result = yakkan_here("judge", "--plan", plan, "--answers", answers, "--json", "report.json")
        return result.code, json.loads((tmp_path / "report.json").read_text("utf-8")), result.err

    return run


def not_tested(report):
    return [(one["what"], one["why"]) for one in report["not_tested"]]


def test_a_right_batch_conforms(exported, billed, answered, judged, tmp_path):
    """Answers of a right batch conform, with the power of the exported cases; plan.json is enough to judge by."""
    told = exported().err
    answered(billed())

    code, report, _ = judged()

    assert (code, report["verdict"], report["answered"]) == (0, "conforms", 12)
    assert report["power"]["caught"] > 100
    assert "12 cases in out: cases.ndjson, plan.json" in told
    assert "yakkan judge --plan out --answers out" in told
    (tmp_path / "out" / "cases.ndjson").unlink()
    assert judged("out/plan.json", "out/answers.ndjson")[0] == 0


def test_a_wrong_batch_diverges_and_is_diagnosed(exported, billed, answered, judged):
    """Answers of a batch with another setting diverge, and the setting is named."""
    exported(number=30)
    answered(billed(SETTING))

    code, report, _ = judged()

    assert (code, report["verdict"]) == (1, "diverges")
    assert "thirty" in json.dumps(report["diagnosis"])


def test_one_bad_line_never_loses_the_others(exported, billed, answered, judged, tmp_path):
    """A missing answer is not tested, a bad line is told, a bad answer is a failure, and the others are judged."""
    exported()
    answers = billed()
    names = [one["case"] for one in answers]
    answers[0]["bills"] = 7
    answered(answers[:-1])
    with (tmp_path / "out" / "answers.ndjson").open("a") as file:
        file.write('{"case": "another", "bills": []}\n{\n')

    code, report, err = judged()

    assert (code, report["answered"], report["failed"]) == (2, 10, 1)
    assert ("1 case", f"no answer was recorded: {names[-1]}") in not_tested(report)
    assert any(why.startswith("failed: YK310 answers.ndjson:1 bills") for _, why in not_tested(report))
    assert 'YK449 answers.ndjson:12: "another" is not one of the cases' in err
    assert "YK303 answers.ndjson:13" in err


def test_tables_come_back_as_bills_csv(exported, billed, judged, tmp_path):
    """bills.csv with a row a line of a bill is judged as the answers are, semicolons, mark and CRLF included."""
    exported()
    columns = ["case", "contract", "first_day", "last_day", "issued", "item", "amount", "quantity", "tax", "total"]
    rows = []
    for answer in billed(SETTING):
        if not answer["bills"]:
            rows.append({"case": answer["case"]})
        for bill in answer["bills"]:
            plain = {key: value for key, value in bill.items() if key != "lines"}
            rows += [{"case": answer["case"], **plain, **line} for line in bill["lines"]]
    with (tmp_path / "out" / "bills.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=";", restval="")
        writer.writeheader()
        writer.writerows(rows)

    code, report, _ = judged()

    assert (code, report["answered"], report["failed"]) == (1, 12, 0)
    assert ("lines", "the system gives totals only") not in not_tested(report)
    assert {one["kind"] for one in report["divergences"]} >= {"wrong-share"}


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: value for key, value in row.items() if value} for row in csv.DictReader(file)]


def unflattened(row: dict[str, str]) -> dict[str, Any]:
    """A row with its attributes in an object again."""
    attributes = {key.removeprefix("attributes."): value for key, value in row.items() if key.startswith("attributes.")}
    plain = {key: value for key, value in row.items() if not key.startswith("attributes.")}
    return plain | ({"attributes": attributes} if attributes else {})


def test_the_tables_hold_the_whole_cases(exported, tmp_path):
    """What the three tables say of the cases is what the plan says of them."""
    exported("--format", "csv")
    folder = tmp_path / "out"
    readings, events = defaultdict(list), defaultdict(list)
    for row in read(folder / "readings.csv"):
        readings[row["contract"]].append(row["on"])
    for row in map(unflattened, read(folder / "events.csv")):
        events[row.pop("contract")].append({key: value for key, value in row.items() if key != "case"})
    rebuilt = defaultdict(list)
    last = {}
    for row in map(unflattened, read(folder / "contracts.csv")):
        contract = {"id": row["contract"], "start": row["start"], "attributes": row.get("attributes", {})}
        history = {"tariff": row["tariff"], "contract": contract, "readings": readings[row["contract"]]}
        estimated = [{**one, "estimated": True} if "estimated" in one else one for one in events[row["contract"]]]
        rebuilt[row["case"]].append(history | {"events": estimated})
        last[row["case"]] = {"bill_through": row["bill_through"]} | (
            {"runs": row["runs"].split()} if "runs" in row else {}
        )
    cases = [
        read_case({"protocol": "yakkan/1", "case": name, "contracts": histories, **last[name]})
        for name, histories in rebuilt.items()
    ]

    plan = json.loads((folder / "plan.json").read_text("utf-8"))
    assert len(cases) == 12
    assert cases == [read_case(one["case"]) for one in plan["cases"]]
    assert sorted(path.name for path in folder.iterdir()) == [
        "contracts.csv",
        "events.csv",
        "plan.json",
        "readings.csv",
    ]


def test_the_system_chooses_the_cases(exported, billed, answered, judged, tmp_path):
    """What system.json leaves out is not exported, and is listed as not tested when the answers are judged."""
    system = {
        "protocol": ["yakkan/1"],
        "name": "Nightly",
        "version": "4",
        "capabilities": {"events": ["reading"], "lines": False},
    }
    (tmp_path / "system.json").write_text(json.dumps(system))
    exported("--system", "system.json")
    answers = billed()
    answered([{"case": one["case"], "bills": [{**bill, "lines": None} for bill in one["bills"]]} for one in answers])
    (tmp_path / "out" / "system.json").write_text(json.dumps(system))

    code, report, _ = judged()

    assert code == 0
    assert (report["system"]["name"], report["system"]["version"]) == ("Nightly", "4")
    assert "cancellation" not in (tmp_path / "out" / "cases.ndjson").read_text("utf-8")
    assert ("cancellation events", "the system does not list them among its events") in not_tested(report)
    assert ("lines", "the system gives totals only") in not_tested(report)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--output", "full"], "is not empty"),
        (["--output", "file"], "is not a folder"),
        (["--output", "new", "--system", "no-such.json"], "does not exist"),
        (["--output", "new", "--system", "file"], "YK303"),
        (["--output", "new", "--format", "xlsx"], "Invalid value"),
        (["--output", "new", "--calls", "0"], "Invalid value"),
    ],
)
def test_what_can_not_be_exported_is_refused(yakkan_here, power, tmp_path, options, words):
    """A folder in which something lies, a file in its place and a bad option are refused, and nothing is made."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "answers.ndjson").touch()
    (tmp_path / "file").touch()

    result = yakkan_here("export", "--terms", power, *options)

    assert result.code == 3
    assert words in result.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("plan", "answers", "words"),
    [
        ("out", "out", "there is neither answers.ndjson nor bills.csv"),
        ("out", "no-such-file.ndjson", "No such file"),
        ("no-such-folder", "out", "No such file"),
        ("both", "both", "No such file"),
        ("out", "both", "there are both answers.ndjson and bills.csv"),
    ],
)
def test_what_can_not_be_judged_is_refused(yakkan_here, exported, tmp_path, plan, answers, words):
    """A folder without a plan or without answers, or with two kinds of them, is refused with 3."""
    exported(number=3)
    (tmp_path / "both").mkdir()
    (tmp_path / "both" / "answers.ndjson").touch()
    (tmp_path / "both" / "bills.csv").touch()

    result = yakkan_here("judge", "--plan", plan, "--answers", answers)

    assert result.code == 3
    assert words in result.err
