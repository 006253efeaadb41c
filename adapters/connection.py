"""The options of a connection to a system, each with its default, its limits and its command-line text.

Imports only the standard library: wherever Yakkan is installed, pytest reads the options in every run.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from .credentials import Auth

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class FlagKind(Enum):
    """The kind of value that an option takes."""

    TEXT = "text"
    FILE = "file"
    NUMBER = "number"
    WHOLE = "whole number"


@dataclass(frozen=True, slots=True)
class Flag:
    """A command-line option: `--name` for `yakkan`, `--yakkan-name` for pytest.

    Numbers range from `least` to `most`, inclusive, except that `above` excludes `least`. `repeated`: the option may be
    given several times. `in_replays` is False for options that the few calls of a replay do not need.
    """

    name: str
    kind: FlagKind
    help: str
    metavar: str | None = None
    least: float | None = None
    most: float | None = None
    above: bool = False
    repeated: bool = False
    in_replays: bool = True

    def value(self, text: str) -> float | Path | str:
        """The value of a command-line text.

        Raises:
            ValueError: it is not a number, or is outside the limits.
        """
        match self.kind:
            case FlagKind.TEXT:
                return text
            case FlagKind.FILE:
                return Path(text)
            case FlagKind.NUMBER:
                return self._within(float(text))
            case FlagKind.WHOLE:
                return self._within(int(text))

    def _within(self, number: float) -> float:
        inside = self.least is None or number > self.least or (number == self.least and not self.above)
        if not inside or (self.most is not None and not number <= self.most):
            raise ValueError(f"{number:g} is not {self.range}")
        return number

    @property
    def range(self) -> str:
        """The limits in words."""
        least = "" if self.least is None else f"{'above' if self.above else 'at least'} {self.least:g}"
        return " and ".join([*([least] if least else []), *([] if self.most is None else [f"at most {self.most:g}"])])


_FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionOptions:
    """How a system is reached, whatever the kind of connection. Options that do not apply to a kind are ignored.

    `timeout` is in seconds for each attempt, from connecting to the last byte (for a round in a folder, for each of its
    cases); `attempts` and `concurrency` are 1 or more; `waiting` is the most seconds that all pauses between attempts
    may add up to, and `rate` the most calls a second. `batch` is the most cases in a call, if the system says that it
    accepts batches. `ca` is a PEM file of authorities that replace the usual ones; `cert` and `key`, with its password,
    are the client's own; `token_command` prints a bearer token; `batch_command` bills the cases of a folder. `environ`
    is the environment of a program or a batch command, and may name a database.
    """

    headers: Mapping[str, str] = field(
        default_factory=lambda: NO_HEADERS,
        metadata={
            _FLAG: Flag("header", FlagKind.TEXT, "Sent with every call.", metavar="'NAME: VALUE'", repeated=True)
        },
    )
    timeout: float = field(
        default=10.0,
        metadata={_FLAG: Flag("timeout", FlagKind.NUMBER, "Seconds for each attempt.", least=0, most=3600, above=True)},
    )
    token_command: str | None = field(
        default=None,
        metadata={
            _FLAG: Flag(
                "token-command",
                FlagKind.TEXT,
                "Command that prints a bearer token; run again when the token is refused.",
                metavar="CMD",
            )
        },
    )
    ca: Path | None = field(
        default=None, metadata={_FLAG: Flag("ca", FlagKind.FILE, "PEM file of certificate authorities to trust.")}
    )
    cert: Path | None = field(
        default=None, metadata={_FLAG: Flag("cert", FlagKind.FILE, "PEM file of the client's own certificate.")}
    )
    key: Path | None = field(
        default=None,
        metadata={
            _FLAG: Flag(
                "key", FlagKind.FILE, "PEM file of the certificate's key; its password is in YAKKAN_SUT_KEY_PASSWORD."
            )
        },
    )
    proxy: str | None = field(
        default=None,
        metadata={
            _FLAG: Flag(
                "proxy", FlagKind.TEXT, "HTTP proxy; proxies set in the environment are not used.", metavar="URL"
            )
        },
    )
    batch_command: str | None = field(
        default=None,
        metadata={
            _FLAG: Flag(
                "batch-command",
                FlagKind.TEXT,
                "Command run in the folder of folder:DIR, which bills its cases.ndjson.",
                metavar="CMD",
            )
        },
    )
    attempts: int = field(
        default=3,
        metadata={_FLAG: Flag("attempts", FlagKind.WHOLE, "Attempts at a call that gets no answer.", least=1, most=20)},
    )
    waiting: float = field(
        default=900.0,
        metadata={
            _FLAG: Flag(
                "wait",
                FlagKind.NUMBER,
                "The most seconds that all pauses between attempts may add up to.",
                least=0,
                most=24 * 3600,
                in_replays=False,
            )
        },
    )
    rate: float | None = field(
        default=None,
        metadata={
            _FLAG: Flag(
                "rate", FlagKind.NUMBER, "The most calls a second.", least=0, most=1000, above=True, in_replays=False
            )
        },
    )
    batch: int = field(
        default=1,
        metadata={
            _FLAG: Flag(
                "batch",
                FlagKind.WHOLE,
                "The most cases in a call, if the system says that it accepts several.",
                least=1,
                most=10_000,
                in_replays=False,
            )
        },
    )
    concurrency: int = 4
    auth: Auth | None = None
    key_password: str = field(default="", repr=False)
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)


def header_of(text: str) -> tuple[str, str]:
    """The name and value of a header given as `NAME: VALUE`.

    Raises:
        ValueError: it is not in that form.
    """
    name, colon, value = text.partition(":")
    if not colon or not name.strip():
        raise ValueError("a header has the form 'NAME: VALUE'")
    return name.strip(), value.strip()


def flags() -> dict[str, Flag]:
    """The options that appear on command lines, by field name."""
    return {one.name: _flag(one) for one in fields(ConnectionOptions) if _FLAG in one.metadata}


def _flag(one: Field[Any]) -> Flag:
    return cast("Flag", one.metadata[_FLAG])


DEFAULTS = ConnectionOptions()
"""The options that apply where none are given."""
