"""The page of verdicts: a section for each engine, written when it is run; other sections stay as they are."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from described import Kind, Run
from verified import LAW, Result

_TITLE = """# Systems that nobody here wrote

Billing engines driven from their published packages, each in a process of its own. This page is written by
`make systems`; what is a policy and what is a defect, with the reason, stands in each engine's `system.toml`.

A **policy** is a choice that terms may declare: where they do, the system conforms. A **defect** is under no reading of
any terms.

"""
_COLUMNS = ("engine", "version", "licence", "runs", "conform", "diverge", "defects", "policies")
_HEAD = f"| {' | '.join(_COLUMNS)} |\n|{'---|' * len(_COLUMNS)}\n"
_SECTION = re.compile(r"<!-- engine (\{.*?\}) -->\n(.*?)<!-- end -->\n", re.DOTALL)


def write_sections(page: Path, results: Sequence[Result]) -> None:
    """Write the sections of these engines; those of other engines are kept."""
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    sections = {json.loads(facts)["name"]: (json.loads(facts), text) for facts, text in _SECTION.findall(before)}
    sections |= {result.system.name: (_facts(result), _section(result)) for result in results}
    text = _TITLE + _HEAD
    for _, (facts, _) in sorted(sections.items()):
        cells = [f"[{facts['name']}](#{facts['name']})", *(str(facts[key]) for key in list(facts)[1:])]
        text += f"| {' | '.join(cells)} |\n"
    for _, (facts, section) in sorted(sections.items()):
        text += f"\n<!-- engine {json.dumps(facts)} -->\n{section}<!-- end -->\n"
    page.write_text(text, encoding="utf-8")


def _facts(result: Result) -> dict[str, Any]:
    system, verdicts = result.system, [report["verdict"] for _, report in result.reports]
    kinds = [kind for run, _ in result.reports for kind in run.kinds]
    return {
        "name": system.name,
        "version": system.version,
        "licence": system.licence,
        "runs": len(verdicts),
        "conforms": verdicts.count("conforms"),
        "diverges": verdicts.count("diverges"),
        "defects": sum(kind.judged == "defect" for kind in kinds),
        "policies": sum(kind.judged == "policy" for kind in kinds),
    }


def _section(result: Result) -> str:
    system = result.system
    lines = [f"## {system.name}", "", f"{system.about.rstrip('.')}. Version {system.version}, {system.licence}."]
    lines += [f"[How it is driven](../examples/systems/{system.folder.name}/README.md).", ""]
    if result.reports:
        lines += ["The shim declares:", "", *_declared(result.reports[0][1]), ""]
    for run, report in result.reports:
        lines += [*_run(run, report), ""]
    return "\n".join(lines)


def _declared(report: Mapping[str, Any]) -> Iterator[str]:
    for key, value in report["system"].get("capabilities", {}).items():
        if key != "tariffs":
            yield f"- `{key}`: {', '.join(map(str, value)) if isinstance(value, list) else json.dumps(value)}"


def _run(run: Run, report: Mapping[str, Any]) -> Iterator[str]:
    power = report["power"] or {}
    yield f"### {run.id}: {report['verdict']}"
    yield ""
    yield f"{run.about[:1].upper()}{run.about[1:].rstrip('.')}."
    documents = ", ".join(f"`{terms}`" for terms in run.terms)
    yield f"{documents} · {report['calls']} calls, {report['answered']} answered, {report['refused']} refused" + (
        f" · would have caught {power['caught']} of {power['catchable']} faults and other settings" if power else ""
    )
    for one in report["diagnosis"]:
        yield ""
        yield (
            f"Instead: `{one['setting']}`, the terms say *{one['terms']}*, the system does *{one['system']}* "
            f"(explains {one['explains']} of {one['of']} wrong bills)."
        )
    for one in report["explained"]:
        if not one["known"] and report["divergences"]:
            nearest = f"; the nearest is {one['nearest']}" if one["nearest"] else ""
            yield ""
            yield f"No known setting explains all bills of {one['tariff']}{nearest} ({one['explains']} of {one['of']})."
    for kind in run.kinds:
        yield ""
        yield from _kind(kind, report)
    left_out = sorted({f"{one['what']}: {one['why']}" for one in report["not_tested"]})
    if left_out:
        yield ""
        yield "Not tested:"
        yield ""
        yield from (f"- {line}" for line in left_out)


def _kind(kind: Kind, report: Mapping[str, Any]) -> Iterator[str]:
    name = f"law {kind.situation}" if kind.kind == LAW else f"{kind.kind} ({kind.situation})"
    yield f"**{kind.judged.capitalize()}: {name}.** {kind.reason}"
    for one in report["divergences"]:
        if (one["kind"], one["situation"]) == (kind.kind, kind.situation):
            yield ""
            yield from _smallest(one)
            return


def _smallest(one: Mapping[str, Any]) -> Iterator[str]:
    """The smallest case and the bills of both sides, without names, which differ in each run."""
    yield "The smallest case, and its bills:"
    yield ""
    yield "```text"
    case = one["case"]
    for history in case.get("contracts", [case]):
        attributes = " ".join(f"{key}={value}" for key, value in history["contract"].get("attributes", {}).items())
        yield f"{history['tariff']} from {history['contract']['start']} {attributes}".rstrip()
        for event in history.get("events", []):
            details = " ".join(f"{key} {value}" for key, value in event.items() if key != "type")
            yield f"  {event['type']} {details}"
    runs = f", run on {', '.join(case['runs'])}" if case.get("runs") else ""
    yield f"  billed through {case['bill_through']}{runs}"
    for title, bills in (("terms bill", one["expected"]), ("system bills", one["observed"])):
        for bill in bills or [None]:
            if bill is None:
                yield f"  {title:<13}nothing"
            else:
                yield f"  {title:<13}{bill['first_day']} … {bill['last_day']}  {bill['total']:>10}"
    yield "```"
