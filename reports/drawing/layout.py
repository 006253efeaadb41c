"""Text laid out in the columns of a terminal, where a full-width character takes two."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from ...oracle.derivation import padded

_NOT_FIRST = "、。,.!?)」』】〕〉》・ーっゃゅょッャュョ々…"
"""Characters that a line of Japanese must not begin with."""


def centred(text: str, columns: int, fill: str) -> str:
    """`text` in the middle of `columns` of `fill`; longer text as it is."""
    free = max(0, columns - cell_len(text))
    return fill * (free // 2) + text + fill * (free - free // 2)


def table(rows: Sequence[Sequence[str]], apart: int = 3) -> list[str]:
    """The rows as lines, `apart` blanks between columns: the first column aligned left, the others right."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    lines: list[str] = []
    for first, *others in rows:
        line = padded(first, widths[0])
        for cell, width in zip(others, widths[1:], strict=True):
            line += " " * (apart + width - cell_len(cell)) + cell
        lines.append(line.rstrip())
    return lines


def wrapped(text: str, columns: int) -> list[str]:
    """The lines of `text`, none wider than `columns` unless punctuation hangs over its end.

    Lines break at blanks, and between any two characters where one of them is full-width.
    """
    return [line for paragraph in text.splitlines() for line in _wrapped_line(paragraph, columns)]


def _wrapped_line(text: str, columns: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(text):
        if line and cell_len(line) + cell_len(piece.rstrip()) > columns and piece[0] not in _NOT_FIRST:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """What stays together on a line: a word with the blanks behind it, or one full-width character."""
    word = ""
    for char in text:
        wide = cell_len(char) > 1
        if word and (wide or (word[-1].isspace() and not char.isspace()) or cell_len(word[-1]) > 1):
            yield word
            word = ""
        word += char
    if word:
        yield word
