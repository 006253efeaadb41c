"""All benchmarks, one after the other. Exit status 1 if one of them does not meet its requirement."""

import sys

import calls
import columnar_speed
import diagnosis
import http_speed
import oracle_speed

if __name__ == "__main__":
    sys.exit(max(oracle_speed.main(), columnar_speed.main(), http_speed.main(), calls.main(), diagnosis.main()))
