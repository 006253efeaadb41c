"""All measures, one after the other. Exit status 1 if one of them is not as it must be."""

import sys

import calls

if __name__ == "__main__":
    sys.exit(calls.main())
