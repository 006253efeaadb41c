"""Put a folder `yakkan` with a link to each room into .venv/links: what the installed package looks like.

An editable install is a table that only Python reads. Tools that read code without running it (pyright, editors,
import-linter) look there instead. Standard library only.
"""

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINKS = ROOT / ".venv" / "links" / "yakkan"


def main() -> None:
    """Make the links anew; a room that is gone loses its link."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    folders = project["tool"]["setuptools"]["package-dir"]
    rooms = {name.partition(".")[2]: ROOT / folder for name, folder in folders.items()}
    wanted = {room: folder for room, folder in rooms.items() if room}
    wanted |= {file.name: file for file in rooms[""].iterdir() if file.suffix in {".py", ".pyi", ".typed"}}
    LINKS.mkdir(parents=True, exist_ok=True)
    for there in LINKS.iterdir():
        there.unlink()
    for name, target in wanted.items():
        (LINKS / name).symlink_to(target, target_is_directory=target.is_dir())


if __name__ == "__main__":
    main()
