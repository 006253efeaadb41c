"""All measures, one after the other. Exit status 1 if one of them is not as it must be."""

import sys

import calls
import oracle_speed

if __name__ == "__main__":
    sys.exit(max(oracle_speed.main(), calls.main()))
