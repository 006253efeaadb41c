"""Write the reference part of `docs/terms.md` from the vocabulary itself: `python docs/make_terms_reference.py`."""

import ast
import inspect
import sys
from datetime import date
from enum import Enum
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Literal, get_args, get_origin

from pydantic import BaseModel
from yakkan.oracle import Terms, calendar, money
from yakkan.oracle.vocabulary import charge_rules, rules, settings

HERE = Path(__file__).parent
MARK = "<!-- From here on written by docs/make_terms_reference.py -->\n"


def main() -> int:
    """Rewrite the file below its mark."""
    path = HERE / "terms.md"
    head, mark, _ = path.read_text(encoding="utf-8").partition(MARK)
    path.write_text(head + mark + reference(), encoding="utf-8")
    return 0


def reference() -> str:
    """The tables with their keys, and every setting's values with their meaning."""
    parts = ["\n## Tables\n", _table(Terms)]
    parts += [_table(model) for module in (rules, charge_rules) for model in _models(module)]
    parts.append("\n## Values\n")
    parts += [text for module in (settings, money, calendar) for text in _enums(module)]
    return "\n".join(parts).rstrip() + "\n"


def _models(module: ModuleType) -> list[type[BaseModel]]:
    found = [value for value in vars(module).values() if inspect.isclass(value) and issubclass(value, BaseModel)]
    own = [model for model in found if model.__module__ == module.__name__]
    return sorted(own, key=lambda model: inspect.getsourcelines(model)[1])


def _table(model: type[BaseModel]) -> str:
    rows = [
        f"| `{name}` | {_kind(field.annotation)} | {'required' if field.is_required() else 'optional'} |"
        for name, field in model.model_fields.items()
        if name not in {"title", "text", "clauses"}
    ]
    text = inspect.cleandoc(model.__doc__ or "")
    return "\n".join([f"### {model.__name__}\n", text, "", "| key | value | |", "|---|---|---|", *rows, ""])


def _kind(annotation: object) -> str:
    """The value of a key in a word: the settings or tables it names, or text, number, day."""
    named = [one for one in _classes(annotation) if issubclass(one, BaseModel | Enum)]
    if named:
        return " or ".join(f"[{one.__name__}](#{one.__name__.lower()})" for one in dict.fromkeys(named))
    words = {Fraction: "number", date: "day", bool: "true or false", int: "whole number", str: "text"}
    literal = next((args for args in _literals(annotation)), ())
    if literal:
        return ", ".join(f"`{value}`" for value in literal)
    return next((word for kind, word in words.items() if kind in _classes(annotation)), "any value")


def _classes(annotation: object) -> list[type]:
    if isinstance(annotation, type):
        return [annotation]
    return [one for inner in get_args(annotation) for one in _classes(inner)]


def _literals(annotation: object) -> list[tuple[object, ...]]:
    if get_origin(annotation) is Literal:
        return [get_args(annotation)]
    return [one for inner in get_args(annotation) for one in _literals(inner)]


def _is_enum(node: ast.stmt) -> bool:
    return isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "StrEnum" for base in node.bases)


def _enums(module: ModuleType) -> list[str]:
    found: list[str] = []
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef) or not _is_enum(node):
            continue
        rows = [f"### {node.name}\n", ast.get_docstring(node) or "", ""]
        for member, meaning in zip(node.body, node.body[1:], strict=False):
            if isinstance(member, ast.Assign) and isinstance(meaning, ast.Expr):
                text = " ".join(str(ast.literal_eval(meaning.value)).split())
                rows.append(f"- `{ast.literal_eval(member.value)}`: {text}")
        found.append("\n".join([*rows, ""]))
    return found


if __name__ == "__main__":
    sys.exit(main())
