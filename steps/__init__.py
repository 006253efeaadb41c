"""The Gherkin vocabulary, in English and Japanese, and the pytest plugin that runs it.

pytest imports this package in every run of every project beside which Yakkan is installed: it imports nothing.
"""

__all__: list[str] = []
