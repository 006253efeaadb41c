"""The values of a setting that the vocabulary allows or that real systems use, from its type."""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import product
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin

from ...oracle.vocabulary import Rule, Typical

_MOST = 400
"""The most values of a whole table that are generated, beginning with the first values of its settings."""


def domain(annotation: object, metadata: Sequence[object] = ()) -> tuple[object, ...]:
    """The finite list of values of a type: members of an enum, typical numbers, tables of these; () if the type has no
    such list."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return domain(inner, (*metadata, *more))
    if origin in {Union, UnionType}:
        options = [one for one in get_args(annotation) if one is not type(None)]
        return tuple(dict.fromkeys(value for one in options for value in domain(one, metadata)))
    for one in metadata:
        if isinstance(one, Typical):
            return one.values
    if not isinstance(annotation, type):
        return ()
    if annotation is bool:
        return (True, False)
    if issubclass(annotation, Enum):
        return tuple(annotation)
    return tuple(_tables(annotation)) if issubclass(annotation, Rule) else ()


def markers(annotation: object, metadata: Sequence[object] = ()) -> tuple[object, ...]:
    """The metadata of a type, including those inside unions."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return markers(inner, (*metadata, *more))
    if origin in {Union, UnionType}:
        return tuple(one for option in get_args(annotation) for one in markers(option, metadata))
    return tuple(metadata)


def _tables(rule: type[Rule]) -> Iterator[Rule]:
    """Tables of a rule with every combination of values; none if the values of a required setting are not finite."""
    fields = {name: field for name, field in rule.model_fields.items() if field.is_required()}
    choices = [domain(field.annotation, field.metadata) for field in fields.values()]
    if not fields or not all(choices):
        return
    every = {domain(field.annotation, field.metadata) for field in rule.model_fields.values()}
    if len(every) == 1 and len(fields) > 1:  # one value for all of them, as a document writes it
        yield from (rule.model_validate(dict.fromkeys(rule.model_fields, value)) for value in every.pop())
        return
    for number, values in enumerate(product(*choices)):
        if number == _MOST:
            return
        table = cast("dict[str, Any]", dict(zip(fields, values, strict=True)))
        try:
            yield rule.model_validate(table)
        except ValueError:
            continue
