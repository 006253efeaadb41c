"""The program transport of the wire format: one JSON value per line, on standard input and output."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from .clock import Clock
from .play import New
from .system import Shim


def serve(
    system: Mapping[str, Any], new: New, *, clock: Clock | None = None, arguments: Sequence[str] | None = None
) -> int:
    """Answer until `{"do": "stop"}` or the end of standard input; returns the exit status.

    What the engine prints goes to standard error, so that it cannot break the protocol. With `--keep` among
    the `arguments` (the process's own if None), what was created in the engine is left there.
    """
    given = sys.argv[1:] if arguments is None else arguments
    shim = Shim(system, new, clock=clock, keep="--keep" in given)
    with _own_output() as out:
        return answer_lines(shim, sys.stdin, out)


def answer_lines(shim: Shim, lines: TextIO, out: TextIO) -> int:
    """Answer each request, one per line; returns 0 at the end."""
    for line in lines:
        if not line.strip():
            continue
        request = json.loads(line)
        if request.get("do") == "stop":
            break
        out.write(json.dumps(_answer(shim, request), ensure_ascii=False) + "\n")
        out.flush()
    return 0


def _answer(shim: Shim, request: Mapping[str, Any]) -> object:
    match request.get("do"):
        case "system":
            return shim.system()
        case "bill":
            return shim.bill(request["case"])
        case "bills":
            return {"answers": shim.bill_many(request["cases"])}
        case other:
            message = f"found do {other!r}; allowed: system, bill, bills, stop"
            return {"error": {"code": "unknown-request", "message": message}}


def _own_output() -> TextIO:
    """The real standard output, for the protocol only; anything else written there goes to standard error."""
    sys.stdout.flush()
    own = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a text stream of this process
    return own
