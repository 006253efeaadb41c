"""A server that answers every case at once with one bill, to measure the connection and not the system.

Run it, and it prints its URL. It parses no more of HTTP and JSON than it needs to answer correctly.
"""

import asyncio

_ANSWER = (
    b'{"case": "%s", "bills": [{"contract": "%s-1", "first_day": "2016-05-12", "last_day": "2016-06-07", '
    b'"issued": "2016-06-10", "lines": [{"item": "basic", "amount": "1516.32", "quantity": "1"}], '
    b'"tax": "112", "total": "1516"}]}'
)
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"


class Connection(asyncio.Protocol):
    """One connection, which is kept alive."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin with nothing."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  # of TCP
        self._transport = transport
        self._data = b""

    def data_received(self, data: bytes) -> None:
        """Answer each complete request."""
        self._data += data
        while (end := self._data.find(b"\r\n\r\n")) >= 0:
            length = int(_between(self._data[:end].lower() + b"\r\n", b"content-length:", b"\r\n") or b"0")
            whole = end + 4 + length
            if len(self._data) < whole:
                return
            case = _between(self._data[end:whole], b'"case": "', b'"')
            self._data = self._data[whole:]
            body = _ANSWER % (case, case)
            self._transport.write(_HEAD % len(body) + body)


def _between(data: bytes, start: bytes, end: bytes) -> bytes:
    at = data.find(start)
    return data[at + len(start) : data.find(end, at + len(start))] if at >= 0 else b""


async def main() -> None:
    """Serve until killed."""
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
