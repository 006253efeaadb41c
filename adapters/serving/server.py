"""The reference system over HTTP, with the same endpoints as a vendor's system."""

import signal
import socket
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from ...oracle import Problem
from .. import codes
from ..errors import ListenError, WireError
from ..reference import BATCH, ReferenceSystem
from ..wire import (
    EXAMPLE_CASE,
    LIMIT,
    AnswerShape,
    ErrorShape,
    RefusalShape,
    SystemShape,
    parse_json,
    too_large,
    write_error,
    write_system,
)
from .openapi import CASE, RESPONSES, batch_of, body_of, describe_bodies

_ABOUT = """The wire format yakkan/1, answered by the oracle.

Implement the same endpoints in front of your billing system, and `yakkan verify` tests it. Days are YYYY-MM-DD; money
and quantities are decimal **strings** in major units; unknown keys are ignored by both sides.
"""
_LATER: dict[str, Any] = {
    "Retry-After": {"description": "Seconds, or an HTTP date.", "schema": {"type": "string"}},
}
_BAD: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorShape, "description": "Not a case of this wire format."},
    413: {"model": ErrorShape, "description": "More than 4 MiB."},
    429: {"description": "Busy: try again later.", "headers": _LATER},
    503: {"description": "Busy: try again later.", "headers": _LATER},
}
_LAST_PORT = 65_535
_GRACE = 5
"""Seconds that calls in progress have to finish when the server is asked to stop."""


def make_app(reference: ReferenceSystem) -> FastAPI:
    """The endpoints of the wire format over a reference system."""

    async def system() -> JSONResponse:
        return JSONResponse(write_system(reference.describe()))

    async def bills(request: Request) -> JSONResponse:
        return await _answered(request, "the case", reference.answer)

    async def batch(request: Request) -> JSONResponse:
        return await _answered(request, "the batch", reference.answer_batch)

    info = reference.describe()
    app = FastAPI(title=info.name, version=info.version, description=_ABOUT)
    app.add_api_route(
        "/v1/system",
        system,
        methods=["GET"],
        summary="The system's description of itself",
        responses={200: {"model": SystemShape}},
    )
    app.add_api_route(
        "/v1/bills",
        bills,
        methods=["POST"],
        summary="Every bill of one case, issued up to bill_through",
        description="`case` is the idempotency key, also in the `Idempotency-Key` header: the same key gives the same "
        "answer. A system that is busy answers 429 or 503 with `Retry-After`.",
        responses={
            200: {"model": AnswerShape, "description": "The bills; an empty list if there are none."},
            422: {"model": RefusalShape, "description": "The system does not bill this case."},
            **_BAD,
        },
        openapi_extra=body_of(CASE, EXAMPLE_CASE),
    )
    app.add_api_route(
        "/v1/bills:batch",
        batch,
        methods=["POST"],
        summary="Many cases at once, answered in their order",
        responses={
            200: {
                "description": "An answer or a refusal for each case, matched by its `case`.",
                "content": {"application/json": {"schema": RESPONSES}},
            },
            **_BAD,
        },
        openapi_extra=body_of(batch_of(BATCH), {"cases": [EXAMPLE_CASE]}),
    )
    describe_bodies(app)
    return app


def serve(
    app: FastAPI, host: str = "127.0.0.1", port: int = 0, on_ready: Callable[[str], object] = lambda _url: None
) -> None:
    """Serve `app` until SIGTERM or SIGINT, then finish the calls in progress and return. Port 0 is any free port.

    `on_ready` is called with the URL once connections are accepted.

    Raises:
        ListenError: the host and port cannot be bound.
    """
    with _listening(host, port) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=_GRACE))
        with _stopped_by_signals(server):
            shown_host = f"[{host}]" if ":" in host else host
            on_ready(f"http://{shown_host}:{listener.getsockname()[1]}")
            server.run(sockets=[listener])


async def _answered(
    request: Request, what: str, answer: Callable[[object], tuple[int, dict[str, Any]]]
) -> JSONResponse:
    try:
        body = await _body(request, what)
    except WireError as error:
        return JSONResponse(write_error(error), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        value = parse_json(body, what)
    except WireError as error:
        return JSONResponse(write_error(error), HTTPStatus.BAD_REQUEST)
    status, answered = await run_in_threadpool(answer, value)
    return JSONResponse(answered, status)


async def _body(request: Request, what: str) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LIMIT:
            raise too_large(what, LIMIT)
    return bytes(body)


def _listening(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _LAST_PORT:
        raise ListenError(Problem(codes.CANNOT_LISTEN, f"{host}:{port}", f"ports range from 0 to {_LAST_PORT}"))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise ListenError(Problem(codes.CANNOT_LISTEN, f"{host}:{port}", str(error))) from None
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # asyncio leaves it off, which costs 40 ms an answer
    return listener


@contextmanager
def _stopped_by_signals(server: uvicorn.Server) -> Generator[None]:
    """Let signals stop the server, not the process, before uvicorn handles them and when it raises them again."""

    def stop(_number: int, _frame: object) -> None:
        server.should_exit = True

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
