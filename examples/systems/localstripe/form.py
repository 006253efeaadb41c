"""The body of a Stripe request: nested values as form fields, `items[0][price]=price_1`."""

from collections.abc import Iterator, Mapping

Value = str | int | bool | Mapping[str, "Value"] | list["Value"] | None
"""What a parameter may be. Money is a whole number of minor units, a day a number of seconds; None is left out."""


def fields(parameters: Mapping[str, Value]) -> list[tuple[str, str]]:
    """The form fields of a request's parameters, in their order."""
    return [field for name, value in parameters.items() for field in _fields(name, value)]


def _fields(name: str, value: Value) -> Iterator[tuple[str, str]]:
    match value:
        case None:
            return
        case bool():
            yield name, "true" if value else "false"
        case str() | int():
            yield name, str(value)
        case list():
            for number, one in enumerate(value):
                yield from _fields(f"{name}[{number}]", one)
        case _:
            for key, one in value.items():
                yield from _fields(f"{name}[{key}]", one)
