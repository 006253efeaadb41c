"""What a system does instead of the terms: the clause, what the terms say, what the system does, and how many of its
bills that explains."""

from collections.abc import Sequence
from dataclasses import dataclass

from ...faults import Fault, Part, Suspect, now_text, other_text, versions_of, without
from ...oracle import Book, Case, Clause, Terms
from ...oracle.changes import numbered
from .evidence import Evidence, Observation
from .predictions import TERMS


@dataclass(frozen=True, slots=True)
class Instead:
    """One thing that a system does instead.

    `setting` is the path of a setting, or a fault of the catalogue. `terms` and `system` say what each of them does.
    `explains` of the `of` wrong bills are explained by it, alone or together with the other rows. `alternatives` would
    bill the same in every case that can be put to this system.
    """

    tariff: str
    setting: str
    terms: str
    system: str
    clause: Clause
    explains: int
    of: int
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What explains the wrong bills of a tariff.

    `rows` is empty where nothing known explains all bills; `nearest` is then the setting or fault that explains the
    most, "" where there is none. `explains` of the `of` bills, right and wrong ones, are explained by the rows or by
    `nearest`. `calls` is the number of calls after the first wrong bill, up to the last one that was needed.
    """

    tariff: str
    rows: tuple[Instead, ...]
    explains: int
    of: int
    calls: int = 0
    nearest: str = ""
    settled: bool = True
    """False where the calls were spent before the rows could be distinguished from their alternatives."""
    apart: tuple[Case, ...] = ()
    """Where it is not settled: cases that were not put to the system and whose answers would distinguish them."""


def rows_of(evidence: Evidence, suspect: Suspect, equivalents: Sequence[Suspect]) -> tuple[Instead, ...]:
    """A row for each part of the `suspect` that explains the evidence; `equivalents` explain it equally well."""
    return tuple(_row(evidence, suspect, part, equivalents) for part in suspect.parts)


def _row(evidence: Evidence, suspect: Suspect, part: Part, equivalents: Sequence[Suspect]) -> Instead:
    less = without(suspect, part)
    wrong = sum(_wrong_bills(evidence, one) for one in evidence.wrong)
    needed = sum(_wrong_bills(evidence, one) for one in evidence.wrong if not evidence.explains(less, one))
    book = evidence.predictions.book
    setting, terms, system, clause = _texts_of(part, evidence.tariff, book)
    others = dict.fromkeys(
        part_text(other, book)
        for one in equivalents
        for other in one.parts
        if other is not part and _in_place_of(one, suspect, part)
        if other not in suspect.parts
    )
    return Instead(evidence.tariff, setting, terms, system, clause, needed, wrong, tuple(others))


def _in_place_of(other: Suspect, suspect: Suspect, part: Part) -> bool:
    """True if another suspect is this one with something else in place of `part`."""
    return [one for one in suspect.parts if one not in other.parts] == [part]


def _wrong_bills(evidence: Evidence, one: Observation) -> int:
    """How many bills of an observation differ from the terms; at least 1."""
    expected = dict(evidence.predicted(TERMS, one) or ())
    seen = dict(one.answer)
    return max(1, sum(expected.get(place) != seen.get(place) for place in expected.keys() | seen.keys()))


def part_text(part: Part, book: Book) -> str:
    """A part in one line: `proration.trigger: always → never`, or the fault with its id."""
    if isinstance(part, Fault):
        return f"{part.id} {part.name}"
    setting, terms, system, _ = _texts_of(part, part.tariff, book)
    return f"{setting}: {terms} → {system}"


def suspect_text(suspect: Suspect, book: Book) -> str:
    """All parts in one line."""
    return " + ".join(part_text(part, book) for part in suspect.parts)


def _texts_of(part: Part, tariff: str, book: Book) -> tuple[str, str, str, Clause]:
    """The setting or fault, what the terms say, what the system does, and the clause."""
    if isinstance(part, Fault):
        right, _, wrong = part.formula.partition(" => ")
        return f"{part.id} {part.name}", right, wrong, _clause_of(part, book.versions[tariff])
    terms = versions_of(part, book)[-1]
    clause = terms.clause(".".join(numbered(terms, part.setting)) if part.setting else "")
    setting = part.name or "version"
    if part.version is not None and part.setting:
        setting = f"{setting} ({part.version})"
    return setting, now_text(part, book), other_text(part, book), clause


def _clause_of(fault: Fault, versions: Sequence[Terms]) -> Clause:
    """The clause of the first setting that a fault changes, in the newest version where it changes one; the clause of
    `service` where it changes the history alone."""
    for terms in reversed(versions):
        wrong = fault.laid_over(terms)
        for name in type(terms).model_fields:
            if name not in {"clauses", "text"} and getattr(wrong, name) != getattr(terms, name):
                return terms.clause(name)
    return versions[-1].clause("service")
