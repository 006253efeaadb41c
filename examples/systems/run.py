"""Verify billing engines of third parties, each from its published package in its own environment, compare the findings
with its `system.toml`, and write the page of verdicts.

    python examples/systems/run.py                     all engines
    python examples/systems/run.py localstripe         one of them
    python examples/systems/run.py --light             only the light runs, which take seconds each
    python examples/systems/run.py --page docs/systems.md
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from described import HERE, DescribedError, System, described
from environment import prepared
from page import write_sections
from verified import Result, verified


def main(arguments: Sequence[str]) -> int:
    """The exit status: 0, 1 if an engine does not do what its description says, 3 if a name is unknown or a description
    cannot be used."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="folders of examples/systems (default: all)")
    parser.add_argument("--light", action="store_true", help="only the light runs")
    parser.add_argument("--page", type=Path, help="write the verdicts into this page")
    given = parser.parse_args(arguments)
    try:
        systems = [described(name) for name in given.names or every_name()]
    except DescribedError as error:
        print(error, file=sys.stderr)
        return 3
    if given.light:
        systems = [light for system in systems if (light := system.light).runs]
    results = [one_system(system) for system in systems]
    if given.page is not None:
        write_sections(given.page, results)
    wrong = [line for result in results for line in result.wrong]
    for line in wrong:
        print(f"not as described: {line}", file=sys.stderr)
    return 1 if wrong else 0


def every_name() -> list[str]:
    """The folders that have a description, sorted."""
    return sorted(path.parent.name for path in HERE.glob("*/system.toml"))


def one_system(system: System) -> Result:
    """Install an engine if necessary, and make all its runs."""
    print(f"{system.name} {system.version} ({system.licence})", flush=True)
    python = prepared(system)
    result = verified(system, python, lambda line: print(f"  {line}", flush=True))
    print(f"  {len(result.wrong)} not as described" if result.wrong else "  all as described", flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
