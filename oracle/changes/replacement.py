"""The same terms with other values at some of their paths, made fast: thousands of neighbours are tried in a search.

Values are of the vocabulary's own types; `change.py` is for values as a person writes them.
"""

from collections.abc import Mapping
from typing import Any, cast

from pydantic import ValidationError

from ..vocabulary import Rule, Terms
from .change import numbered

Tree = dict[str, Any]


class NotAllowed(ValueError):  # noqa: N818  # a value, not a fault of the program
    """The vocabulary does not allow these values together; `cause` is what its rule said of them."""

    def __init__(self, error: ValidationError) -> None:
        self.cause: object = error.errors(include_url=False)[0].get("ctx", {}).get("error")
        super().__init__(str(error))


def replaced(terms: Terms, settings: Mapping[str, object]) -> Terms:
    """`terms` with a value for each path, charges by item or number; None takes a setting, a row or a charge away.

    Raises:
        NotAllowed: a rule does not allow its values together.
        KeyError: there is no such place.
    """
    changes = {key: _put(getattr(terms, key), tree, terms) for key, tree in _tree(terms, settings).items()}
    copy = terms.model_copy(update=changes)
    copy.forget()
    return copy


def _tree(terms: Terms, settings: Mapping[str, object]) -> Tree:
    tree: Tree = {}
    for path, value in settings.items():
        *around, last = numbered(terms, path)
        here = tree
        for part in around:
            here = here.setdefault(part, {})
        here[last] = _Leaf(value)
    return tree


class _Leaf:
    """A value to put, told apart from the places that lead to one."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


def _put(place: object, tree: object, around: object) -> object:
    if isinstance(tree, _Leaf):
        return tree.value
    inner = cast("Tree", tree)
    if isinstance(place, tuple):
        rows = cast("tuple[object, ...]", place)
        if not inner.keys() <= {str(n) for n in range(len(rows))}:
            raise KeyError(", ".join(inner))
        new = [_put(row, inner[str(n)], rows) if str(n) in inner else row for n, row in enumerate(rows)]
        return tuple(row for row in new if row is not None)
    if isinstance(place, Mapping):
        table = cast("Mapping[str, object]", place)
        return {**table, **{key: _put(table.get(key), value, table) for key, value in inner.items()}}
    if isinstance(place, Rule):
        values = {**place.__dict__, **{key: _put(getattr(place, key), value, place) for key, value in inner.items()}}
        values = {key: value for key, value in values.items() if value is not None}  # a list taken away is an empty one
        try:
            return type(place).model_validate(values)
        except ValidationError as error:
            raise NotAllowed(error) from error
    raise KeyError(f"{type(around).__name__} has no such place")
