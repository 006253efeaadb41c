"""Secrets taken out of whatever a system sends back, before any of it is shown or cut."""

import json
from dataclasses import dataclass, field, replace
from typing import cast
from urllib.parse import quote

from ..oracle.problems import Problem

_HIDDEN = "***"
_DEEPEST = 32


@dataclass(frozen=True, slots=True)
class Redaction:
    """Hides `secrets` in every form in which a system echoes them: as they are, in JSON, in a URL."""

    secrets: tuple[str, ...] = field(repr=False)

    def text(self, text: str) -> str:
        """`text` without the secrets."""
        for form in self._forms():
            text = text.replace(form, _HIDDEN)
        return text

    def data(self, data: bytes) -> bytes:
        """`data` without the secrets."""
        for form in self._forms():
            data = data.replace(form.encode(), _HIDDEN.encode())
        return data

    def value(self, value: object, depth: int = _DEEPEST) -> object:
        """A JSON value without the secrets in its texts. Keys stay, and what is nested too deep to matter goes."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict | list) and depth == 0:
            return None
        if isinstance(value, dict):
            return {key: self.value(inner, depth - 1) for key, inner in cast("dict[str, object]", value).items()}
        if isinstance(value, list):
            return [self.value(inner, depth - 1) for inner in cast("list[object]", value)]
        return value

    def problem(self, problem: Problem) -> Problem:
        """A problem told without the secrets."""
        place, message, hint = (self.text(text) for text in (problem.place, problem.message, problem.hint))
        return replace(problem, place=place, message=message, hint=hint)

    def _forms(self) -> list[str]:
        forms: set[str] = set()
        for secret in self.secrets:
            in_json = json.dumps(secret)[1:-1]
            forms |= {secret, quote(secret), quote(secret, safe=""), in_json, in_json.replace("/", "\\/")}
            forms.add(json.dumps(secret, ensure_ascii=False)[1:-1])
        return sorted(forms - {""}, key=lambda form: (-len(form), form))
