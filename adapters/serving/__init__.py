"""The reference system over HTTP. Needs FastAPI, so it is imported only by those who serve."""

from .server import make_app, serve

__all__ = ["make_app", "serve"]
