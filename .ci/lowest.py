"""Print the lowest versions that pyproject.toml allows, as constraints for pip. Standard library only."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = {"dev", "night"}
"""Extras whose packages are for the work on Yakkan: they stay at the versions of constraints.txt."""


def main() -> None:
    """One line for each dependency of the base and of the extras that users install."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [
        one for name, of_extra in project["optional-dependencies"].items() if name not in TOOLS for one in of_extra
    ]
    lowest: dict[str, str] = {}
    for one in [*project["dependencies"], *extras]:
        found = re.match(r"([A-Za-z0-9_-]+)(?:\[[^]]*\])?>=([0-9.]+)", one)
        if found:
            lowest[found[1]] = found[2]
    pinned = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split())
    tools = project["optional-dependencies"]["dev"]
    kept = {name for name in (re.match(r"[A-Za-z0-9_-]+", one) for one in tools) if name and name[0] in pinned}
    for name, version in sorted(lowest.items()):
        print(f"{name}=={version}")
    for name in sorted(match[0] for match in kept if match[0] not in lowest):
        print(f"{name}=={pinned[name]}")


if __name__ == "__main__":
    main()
