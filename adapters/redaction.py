"""Removing secrets from whatever a system sends back, before any of it is shown or cut."""

import json
from collections.abc import Iterable
from dataclasses import replace
from threading import Lock
from typing import cast
from urllib.parse import quote

from ..oracle import Problem

_HIDDEN = "***"
_NOT_SHOWN = "not shown: it contains credentials"
_DEEPEST = 32
_LONG = 8
"""The least characters of a secret for its appearance inside a longer text not to be a coincidence."""
_PART = 12
"""The least characters of a secret that must not be shown even if the rest was cut off."""


class Redaction:
    """Hides secrets in every form in which a system may echo them: as they are, in JSON, in a URL."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self._secrets: frozenset[str] = frozenset()
        self._forms: tuple[str, ...] = ()
        self._lock = Lock()
        self.learn(*secrets)

    def __repr__(self) -> str:
        return f"Redaction({len(self._secrets)} secrets)"

    def learn(self, *secrets: str) -> None:
        """Hide these too."""
        with self._lock:
            self._secrets |= {secret for secret in secrets if secret}
            self._forms = _forms(self._secrets)

    def text(self, text: str) -> str:
        """`text` without the secrets."""
        for form in self._forms:
            text = text.replace(form, _HIDDEN)
        return text

    def data(self, data: bytes) -> bytes:
        """`data` without the secrets."""
        for form in self._forms:
            data = data.replace(form.encode(), _HIDDEN.encode())
        return data

    def holds(self, text: str) -> bool:
        """True if a text is a secret or contains one of 8 characters or more. Shorter ones are ignored: a word on a
        bill that happens to contain a short password gives nothing away."""
        return any(form == text or (len(form) >= _LONG and form in text) for form in self._forms)

    def value(self, value: object, depth: int = _DEEPEST) -> object:
        """A JSON value with the secrets removed from its texts and keys; values nested deeper than 32 are dropped."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict | list) and depth == 0:
            return None
        if isinstance(value, dict):
            inside = cast("dict[str, object]", value).items()
            return {self._key(key): self.value(inner, depth - 1) for key, inner in inside}
        if isinstance(value, list):
            return [self.value(inner, depth - 1) for inner in cast("list[object]", value)]
        return value

    def problem(self, problem: Problem) -> Problem:
        """A problem without the secrets; a text that still shows part of one, because it was cut there, is hidden."""
        place, message, hint = (self._shown(text) for text in (problem.place, problem.message, problem.hint))
        return replace(problem, place=place, message=message, hint=hint)

    def _key(self, key: str) -> str:
        return self.text(key) if len(key) >= _LONG and self.holds(key) else key

    def _shown(self, text: str) -> str:
        clean = self.text(text)
        parts = (form[at : at + _PART] for form in self._forms for at in range(len(form) - _PART + 1))
        return _NOT_SHOWN if any(part in clean for part in parts) else clean


def _forms(secrets: Iterable[str]) -> tuple[str, ...]:
    forms: set[str] = set()
    for secret in secrets:
        in_json = json.dumps(secret)[1:-1]
        forms |= {secret, quote(secret), quote(secret, safe=""), in_json, in_json.replace("/", "\\/")}
        forms.add(json.dumps(secret, ensure_ascii=False)[1:-1])
    return tuple(sorted(forms - {""}, key=lambda form: (-len(form), form)))
