"""The command line that replays a saved case."""

import shlex
from collections.abc import Sequence
from pathlib import Path


def replay_command(case_file: Path, target: str, options: Sequence[str] = ()) -> str:
    """`yakkan replay` for a file, quoted for a shell; its path is relative where it lies below the current folder."""
    here = Path.cwd()
    shown = case_file.resolve()
    shown = shown.relative_to(here) if shown.is_relative_to(here) else shown
    return shlex.join(["yakkan", "replay", str(shown), "--sut", target, *options])
