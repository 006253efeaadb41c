"""The command line that replays a saved case."""

import shlex
from collections.abc import Sequence
from pathlib import Path


def replay_command(case_file: Path, target: str, options: Sequence[str] = ()) -> str:
    """`yakkan replay` for a file, shorter where it lies under the current folder; ready to paste into a shell."""
    here = Path.cwd()
    shown = case_file.resolve()
    shown = shown.relative_to(here) if shown.is_relative_to(here) else shown
    return shlex.join(["yakkan", "replay", str(shown), "--sut", target, *options])
