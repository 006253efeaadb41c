"""The runs of an engine, made with the command line and compared with its description."""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from described import Run, System

_VERDICTS = {0: "conforms", 1: "diverges"}
LAW = "law"
"""The kind under which a broken law is described; its situation is the law's name."""


@dataclass(frozen=True, slots=True)
class Result:
    """The report of each run, and what differs from the description."""

    system: System
    reports: tuple[tuple[Run, Mapping[str, Any]], ...]
    wrong: tuple[str, ...]


def verified(system: System, python: Path, report_line: Callable[[str], object]) -> Result:
    """Every run of an engine, one after the other."""
    reports: list[tuple[Run, Mapping[str, Any]]] = []
    wrong: list[str] = []
    for run in system.runs:
        report, why = _verify(system, run, python)
        if report is None:
            report_line(f"{run.id}: no verdict")
            wrong.append(f"{system.name} {run.id}: no verdict: {why}")
            continue
        report_line(f"{run.id}: {report['verdict']}, {report['reason']}")
        reports.append((run, report))
        wrong += [f"{system.name} {run.id}: {line}" for line in _not_as_described(run, report)]
    return Result(system, tuple(reports), tuple(wrong))


def found(report: Mapping[str, Any]) -> set[tuple[str, str]]:
    """The kinds of divergence, and the laws broken."""
    kinds = {(one["kind"], one["situation"]) for one in report["divergences"]}
    return kinds | {(LAW, law["name"]) for law in report["laws"] if law["violations"]}


def _verify(system: System, run: Run, python: Path) -> tuple[Mapping[str, Any] | None, str]:
    program = shlex.join(part.replace("{python}", str(python)) for part in system.command)
    with tempfile.TemporaryDirectory() as folder:
        report, cases = Path(folder) / "report.json", Path(folder) / "cases"
        if run.cases is not None:
            shutil.copytree(system.folder / run.cases, cases)
        command = [sys.executable, "-m", "yakkan.cli", "verify", "--sut", f"program:{program}"]
        command += [part for terms in run.terms for part in ("--terms", terms)]
        command += ["--calls", str(run.calls), "--seed", str(run.seed), "--concurrency", "1", "--timeout", "120"]
        command += ["--json", str(report), "--corpus", str(cases)]
        ended = subprocess.run(
            command,
            cwd=system.folder,
            env={**os.environ, **run.environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if not report.exists():
            return None, ended.stderr.strip()[-1000:]
        return json.loads(report.read_text(encoding="utf-8")), ""


def _not_as_described(run: Run, report: Mapping[str, Any]) -> Iterator[str]:
    if report["verdict"] != run.verdict:
        yield f"{report['verdict']} ({report['reason']}), described: {run.verdict}"
    if report["failed"]:
        first = report["problems"][0]["message"] if report["problems"] else ""
        yield f"{report['failed']} calls failed: {first}"
    known = {(one.kind, one.situation) for one in run.kinds}
    for kind, situation in sorted(found(report) - known):
        yield f"found {kind} / {situation}, which is not described"
    for kind, situation in sorted(known - found(report)):
        yield f"{kind} / {situation} is described and was not found"
