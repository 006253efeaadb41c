"""The Gherkin steps, in English and Japanese: for newcomers to copy."""
