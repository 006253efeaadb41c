"""Markdown documents as terms, and the book of all versions of all tariffs."""

from .book import Book, book_of, book_of_texts, load_terms
from .build import build_terms
from .changed_book import change_book
from .document import Document, read_document

__all__ = [
    "Book",
    "Document",
    "book_of",
    "book_of_texts",
    "build_terms",
    "change_book",
    "load_terms",
    "read_document",
]
