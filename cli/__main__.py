"""`python -m yakkan.cli`."""

from .app import main

main()
