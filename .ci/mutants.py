"""Change the code in one place at a time and see whether a test notices: mutmut, over what decides a verdict.

    python .ci/mutants.py SHARE [FILE ...]

SHARE is a day of the week, 1 to 7: seven runs cover all files. Files that are named are covered instead. mutmut wants
a package as it is installed, so it works in a copy below build/. What survives is printed with its change; what may
survive is listed with its reason in mutants.toml. The exit code is 1 only where mutmut itself failed: the share that
survives is a figure to look at.
"""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "mutants"
REASONS = ROOT / ".ci" / "mutants.toml"
SHARES = 7
MUTATED = ("oracle", "verdict/comparison", "verdict/diagnosis")
TESTS = ("tests/oracle", "tests/faults/families", "tests/verdict/comparison", "tests/verdict/diagnosis")
BESIDE = ("tests", "terms", "conftest.py")
CONFIGURATION = """\
[tool.pytest]
addopts = ["--import-mode=importlib", "-p", "no:schemathesis"]

[tool.mutmut]
source_paths = ["yakkan"]
only_mutate = {files}
also_copy = {beside}
pytest_add_cli_args_test_selection = {tests}
"""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no test noticed: the function, and the line as it was and as it became."""

    function: str
    before: str
    after: str


def main(share: int, named: list[str]) -> int:
    """Mutate a share of the files, or the named ones, and print what survives."""
    files = named or sorted(_files())[share - 1 :: SHARES]
    print(f"{len(files)} files: {', '.join(files)}", flush=True)
    _copy(files)
    done, said = _mutmut("run")
    states = dict(
        line.strip().split(": ", 1) for line in _mutmut("results", "--all", "true")[1].splitlines() if ": " in line
    )
    if done or not states:
        print(said[-3000:])
        return 1
    _report(states, [_survivor(name) for name, state in states.items() if state != "killed"])
    return 0


def _mutmut(*arguments: str) -> tuple[int, str]:
    command = [Path(sys.executable).with_name("mutmut"), *arguments]
    out = subprocess.PIPE
    done = subprocess.run(command, cwd=WORK, stdout=out, stderr=subprocess.STDOUT, check=False)  # noqa: S603
    return done.returncode, done.stdout.decode(errors="replace")


def _files() -> Iterator[str]:
    for folder in MUTATED:
        yield from (str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*.py"))


def _copy(files: list[str]) -> None:
    """The rooms as they are installed, and the tests beside them."""
    shutil.rmtree(WORK, ignore_errors=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    leave_out = shutil.ignore_patterns("__pycache__")
    for name, folder in project["tool"]["setuptools"]["package-dir"].items():
        shutil.copytree(ROOT / folder, WORK / name.replace(".", "/"), ignore=leave_out, dirs_exist_ok=True)
    for name in BESIDE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, WORK / name, ignore=leave_out)
        else:
            shutil.copy(ROOT / name, WORK / name)
    mutated = [f"yakkan/{file}" for file in files]
    text = CONFIGURATION.format(files=mutated, beside=list(BESIDE), tests=list(TESTS))
    (WORK / "pyproject.toml").write_text(text, encoding="utf-8")


def _survivor(name: str) -> Survivor:
    lines = [line for line in _mutmut("show", name)[1].splitlines() if not line.startswith(("---", "+++", "#"))]
    before = " ".join(line[1:].strip() for line in lines if line.startswith("-"))
    after = " ".join(line[1:].strip() for line in lines if line.startswith("+"))
    return Survivor(name.rpartition("__mutmut_")[0].removeprefix("yakkan."), before, after)


def _report(states: dict[str, str], survivors: list[Survivor]) -> None:
    reasons = tomllib.loads(REASONS.read_text(encoding="utf-8"))["survivor"]
    known = {Survivor(one["function"], one["before"], one["after"]): one["reason"] for one in reasons}
    for one in survivors:
        print(f"{one.function}\n  - {one.before}\n  + {one.after}")
        if one in known:
            print(f"  for a reason: {known[one]}")
    unexplained = sum(one not in known for one in survivors)
    percent = 100 * unexplained / len(states)
    print(
        f"{len(states)} mutants, {len(states) - len(survivors)} noticed, {len(survivors) - unexplained} survive for a "
        f"reason, {unexplained} survive: {percent:.1f} %"
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
