"""The Gherkin steps, in English and Japanese: what a newcomer may copy."""
