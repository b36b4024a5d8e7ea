"""Measures one topic on the base that DATABASE_URL names, in a process of its own: a result as JSON per line."""

import argparse
import importlib
import json


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("topic")
    parser.add_argument("numbers", type=int, nargs="+", help="what the topic asks for, first of all the size")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    importlib.import_module("gcmhub.wsgi")  # sets everything up as for the server
    measure = importlib.import_module(f"bench.{options.topic}").measure
    for result in measure(*options.numbers, quick=options.quick):
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
