"""The reference system over HTTP. Needs FastAPI: imported by who serves, and by nobody else."""

from .server import make_app, serve

__all__ = ["make_app", "serve"]
