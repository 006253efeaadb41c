"""Terms with other settings, as faults, readings, neighbours and `--setting` need them.

Settings that no valid document could have are refused here, before anything is billed by them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .. import codes
from ..lints import lint_terms
from ..problems import Problem, TermsError, nearest
from ..vocabulary import HIDDEN, Rule, Terms, problems_of
from .paths import numbered, setting_paths

SettingValues = Mapping[str, object]
"""New values by the path of the setting in the document, such as `proration.denominator.end`. In a charge's path the
item may be used in place of its number: `charge.basic.price`. A value is one of the vocabulary's, or as written in a
document. None removes a setting, a row or a charge."""

_Tree = dict[str, Any]


class SettingsRefusedError(TermsError):
    """The settings are not valid together; `cause` is the exception that a rule of the vocabulary raised, if any."""

    cause: object = None


def change_settings(terms: Terms, settings: SettingValues) -> Terms:
    """`terms` with all of `settings` changed together; the clauses stay.

    Raises:
        SettingsRefusedError: a setting does not exist, cannot have its value, or makes no sense with the others.
    """
    tree: _Tree = {}
    for path, value in settings.items():
        *around, last = numbered(terms, path)
        here = tree
        for part in around:
            here = here.setdefault(part, {})
            if isinstance(here, _Leaf):
                raise _unknown(terms, path)
        here[last] = _Leaf(value, path)
    changed = _Change(terms).applied(tree)
    problems = tuple(lint_terms(changed))
    if problems:
        raise SettingsRefusedError(problems)
    return changed


class _Leaf:
    """A new value, as opposed to a table that leads to one."""

    __slots__ = ("path", "value")

    def __init__(self, value: object, path: str) -> None:
        self.value = value
        self.path = path


class _Change:
    """One change of terms: sets the new values and validates each changed rule again."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms

    def applied(self, tree: _Tree) -> Terms:
        return cast("Terms", self._put(self._terms, tree, ()))

    def _put(self, place: object, tree: object, at: tuple[str, ...]) -> object:
        if isinstance(tree, _Leaf):
            return tree.value
        inner = cast("_Tree", tree)
        if isinstance(place, tuple):
            return self._rows(cast("tuple[object, ...]", place), inner, at)
        if isinstance(place, Mapping):
            table = cast("Mapping[str, object]", place)
            new = {**table, **{key: self._put(table.get(key), value, (*at, key)) for key, value in inner.items()}}
            return {key: value for key, value in new.items() if value is not None}
        if isinstance(place, Rule):
            return self._rule(place, inner, at)
        raise _unknown(self._terms, _first_path(inner))

    def _rows(self, rows: tuple[object, ...], inner: _Tree, at: tuple[str, ...]) -> object:
        if not inner.keys() <= {str(number) for number in range(len(rows))}:
            raise _unknown(self._terms, _first_path(inner))
        new = [
            self._put(row, inner[str(number)], (*at, str(number))) if str(number) in inner else row
            for number, row in enumerate(rows)
        ]
        return tuple(row for row in new if row is not None)

    def _rule(self, rule: Rule, inner: _Tree, at: tuple[str, ...]) -> object:
        fields = type(rule).model_fields
        for key in inner:
            if key not in fields or (not at and key in HIDDEN):
                raise _unknown(self._terms, _first_path({key: inner[key]}))
        values = {name: getattr(rule, name) for name in fields}
        values |= {key: self._put(values[key], value, (*at, key)) for key, value in inner.items()}
        values = {key: value for key, value in values.items() if value is not None}  # a removed list is an empty one
        try:
            return type(rule).model_validate(values)
        except ValidationError as error:
            raise self._refused(error, at, values) from error

    def _refused(self, error: ValidationError, at: tuple[str, ...], values: Mapping[str, object]) -> TermsError:
        """The validation errors of a rule as problems at its place in the terms."""
        prefix = tuple(int(part) if part.isdecimal() else part for part in at)
        details = [
            cast("ErrorDetails", {**one, "loc": (*prefix, *one["loc"])}) for one in error.errors(include_url=False)
        ]
        refused = SettingsRefusedError(problems_of(self._terms.clauses, _nested(at, values), details))
        refused.cause = details[0].get("ctx", {}).get("error")
        return refused


def _nested(at: tuple[str, ...], values: Mapping[str, object]) -> object:
    """The values at their place in an otherwise empty table, which is enough to word an error."""
    table: object = values
    for part in reversed(at):
        table = {part: table, int(part): table} if part.isdecimal() else {part: table}
    return table


def _first_path(tree: _Tree) -> str:
    return next(_paths(tree))


def _paths(tree: _Tree) -> Iterator[str]:
    for value in tree.values():
        if isinstance(value, _Leaf):
            yield value.path
        else:
            yield from _paths(value)


def _unknown(terms: Terms, path: str) -> TermsError:
    hint = nearest(path, setting_paths(terms))
    return SettingsRefusedError(Problem(codes.UNKNOWN_SETTING, "", f'there is no setting "{path}"', hint=hint))
