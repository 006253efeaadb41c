"""The documentation tells the truth."""

import ast
import importlib.util
import json
import re
import shlex
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from unicodedata import east_asian_width

import pytest
from yakkan.adapters import read_case
from yakkan.oracle import bill, load_terms

import yakkan

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLES = DOCS / "examples"
TOLD = sorted(EXAMPLES.glob("*.txt"))
TOTALS = {
    # 842.40 + 120 × 19.52 + 140 × 26.00 - 260 × 3.03 - 54 + 686 (260 × 2.64 = 686.40), as TEPCO published it
    "tepco-2018-02": ("tepco-meter-lighting-b", [6669]),
    # 842.40 × 10 ÷ 31 + 1,684.80 × 21 ÷ 31 = 1,413.05…; + 5,982.40 - 260 × 2.14 - 54 + 260 × 2.90
    "change-of-amperage": ("tepco-meter-lighting-b", [7539]),
    # 1,684.80 × 27 ÷ 30 = 1,516.32
    "first-days-of-supply": ("enex-low-voltage", [1516]),
    # 3,100, 3,100, and for 9 of 30 days 930 in place of the second one
    "cancellation-told-late": ("ntt-west-ip-network", [3100, 3100, -2170]),
}
MOST_LINES, MOST_COLUMNS = 50, 120


def test_the_reference_of_terms_is_up_to_date():
    """docs/terms.md has every table, key and value of the vocabulary, as docs/make_terms_reference.py writes them."""
    spec = importlib.util.spec_from_file_location("make_terms_reference", DOCS / "make_terms_reference.py")
    assert spec is not None
    assert spec.loader is not None
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    _, mark, written = (DOCS / "terms.md").read_text(encoding="utf-8").partition(maker.MARK)

    assert mark
    assert written == maker.reference()


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_an_example_is_what_its_command_prints(path):
    """Below the command on its first line an example has what the command prints, to the letter."""
    command, _, told = path.read_text(encoding="utf-8").partition("\n")
    prompt, program, *arguments = shlex.split(command)
    run = [sys.executable, "-m", "yakkan.cli", *arguments]
    done = subprocess.run(run, capture_output=True, cwd=DOCS.parent, check=False, encoding="utf-8")

    assert (prompt, program, done.returncode, done.stderr) == ("$", "yakkan", 0, "")
    assert done.stdout == told


@pytest.mark.parametrize("name", TOTALS)
def test_the_bills_of_an_example(name):
    """The totals of an example are those of a sum by hand."""
    tariff, totals = TOTALS[name]
    case = read_case(json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8")))

    assert [one.total for one in bill(load_terms(DOCS.parent / "terms" / tariff), case)] == list(map(Fraction, totals))


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_an_explained_bill_fits_on_one_screen(path):
    """An explained bill takes at most 50 lines of 120 columns."""
    for told in path.read_text(encoding="utf-8").partition("\n")[2].split("\n\n"):
        columns = [sum(2 if east_asian_width(char) in "WF" else 1 for char in line) for line in told.splitlines()]
        assert len(columns) <= MOST_LINES
        assert max(columns) <= MOST_COLUMNS


@pytest.mark.parametrize("name", ["tepco-2018-02", "tepco-2018-02.ja"])
def test_every_number_of_the_model_bill_has_its_source(name):
    """The seven rows that the model bill takes its numbers from are told with their days and sources, each once."""
    told = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8")
    rows = re.findall(r"row since .*|published for .*|.*からの単価: .*|.*分として公表: .*|.*の税率 .*", told)

    assert len(rows) == len(set(rows)) == 7
    assert told.splitlines()[-1].split("6,669")[0].strip() in {"bill", "請求額"}


def test_every_example_is_told():
    """Every case of the examples has its bill, its sum by hand, and a word in their README."""
    cases = {path.stem for path in EXAMPLES.glob("*.json")}

    assert cases == set(TOTALS) == {path.name.split(".")[0] for path in TOLD}
    assert len((EXAMPLES / "README.md").read_text(encoding="utf-8").splitlines()) == 5


def test_the_example_in_python_prints_what_the_page_says():
    """The example of the front door runs as it stands, and prints the explained bill and the verdict of its page."""
    folder = EXAMPLES / "python"
    done = subprocess.run(
        [sys.executable, "acceptance.py"], cwd=folder, capture_output=True, check=True, encoding="utf-8"
    )
    derivation, _, verdict = done.stdout.partition("\n\n")
    page = (DOCS / "python.md").read_text(encoding="utf-8")

    assert (EXAMPLES / "first-days-of-supply.txt").read_text(encoding="utf-8").endswith(f"\n{derivation}\n")
    assert f"```text\n{verdict}```\n" in page


def test_the_front_door_has_what_its_page_names():
    """Every name of the front door is there and typed, and stands on its page."""
    page = (DOCS / "python.md").read_text(encoding="utf-8")
    stub = ast.parse((DOCS.parent / "yakkan" / "__init__.pyi").read_text())
    typed = {alias.name for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}

    assert typed | {"__version__"} == set(yakkan.__all__) == set(dir(yakkan))
    assert all(getattr(yakkan, name) is not None for name in yakkan.__all__)
    assert [name for name in typed if f"`{name}" not in page and f" {name}" not in page] == []
