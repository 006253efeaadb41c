"""The description of an engine in its `system.toml`: how to run it, which runs to make, and what each one finds."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CLASSES = ("defect", "policy")


class DescribedError(Exception):
    """A description that cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of divergence that a run finds. `judged` is "defect" or "policy": a choice that terms may declare."""

    kind: str
    situation: str
    judged: str
    reason: str


@dataclass(frozen=True, slots=True)
class Run:
    """Verifying the engine by some terms, with at most `calls` calls, those of the folder `cases` first. A `light` run
    takes seconds."""

    id: str
    about: str
    terms: tuple[str, ...]
    verdict: str
    calls: int
    seed: int
    kinds: tuple[Kind, ...]
    environment: Mapping[str, str]
    cases: str | None
    light: bool


@dataclass(frozen=True, slots=True)
class System:
    """An engine: `command` starts its shim, with {python} for the interpreter of its own environment."""

    folder: Path
    name: str
    version: str
    licence: str
    about: str
    command: tuple[str, ...]
    runs: tuple[Run, ...]

    @property
    def light(self) -> "System":
        """The engine with its light runs only."""
        return replace(self, runs=tuple(run for run in self.runs if run.light))


def described(name: str) -> System:
    """The engine of a folder.

    Raises:
        DescribedError: there is no such engine, or its description is incomplete.
    """
    folder = HERE / name
    try:
        value = tomllib.loads((folder / "system.toml").read_text(encoding="utf-8"))
        runs = tuple(_run(one) for one in value["run"])
        return System(
            folder,
            value["name"],
            value["version"],
            value["licence"],
            value["about"],
            tuple(value["command"]),
            runs,
        )
    except FileNotFoundError:
        known = ", ".join(sorted(path.parent.name for path in HERE.glob("*/system.toml")))
        raise DescribedError(f"no engine is called {name!r}; there are: {known}") from None
    except (tomllib.TOMLDecodeError, KeyError, ValueError) as error:
        raise DescribedError(f"{folder / 'system.toml'}: {error!r}") from None


def _run(value: Mapping[str, Any]) -> Run:
    return Run(
        value["id"],
        value["about"],
        tuple(value["terms"]),
        value["verdict"],
        value["calls"],
        value.get("seed", 0),
        tuple(_kind(one) for one in value.get("kind", ())),
        value.get("environment", {}),
        value.get("cases"),
        value.get("light", False),
    )


def _kind(value: Mapping[str, Any]) -> Kind:
    if value["class"] not in CLASSES:
        raise ValueError(f"class {value['class']!r}; allowed: {', '.join(CLASSES)}")
    return Kind(value["kind"], value["situation"], value["class"], " ".join(value["reason"].split()))
