#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks the tree against the house style of rules.toml and prints one line per violation.

Exit status: 0 clean, 1 violations, 2 wrong usage.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import checks_graph
import checks_text
import checks_words
from project import Project

HERE = Path(__file__).resolve().parent
SHOWN_PER_RULE = 20
CHECKS = checks_text.CHECKS + checks_graph.CHECKS + checks_words.CHECKS


def findings(project):
    """All violations, ordered by place."""
    found = [finding for check in CHECKS for finding in check(project)]
    return sorted(found, key=lambda f: (f.path, f.line, f.rule, f.message))


def show(shown):
    """Prints the findings, of one rule in one file not more than SHOWN_PER_RULE."""
    counts = Counter()
    for finding in shown:
        place = (finding.path, finding.rule)
        counts[place] += 1
        if counts[place] <= SHOWN_PER_RULE:
            print(finding)
    for (path, rule), count in counts.items():
        if count > SHOWN_PER_RULE:
            print(f"{path}: {rule}: {count - SHOWN_PER_RULE} more")


def main(arguments):
    parser = argparse.ArgumentParser(prog="tidy.py", description="Checks the tree against rules.toml.")
    parser.add_argument("--root", default=HERE.parent.parent, type=Path, help="the tree to check")
    parser.add_argument("--rules", default=HERE / "rules.toml", type=Path, help="the rules")
    parser.add_argument("--list", metavar="LANGUAGE",
                        help="print the files of a language, each ended by a zero byte")
    parser.add_argument("paths", nargs="*", help="report only below these paths")
    options = parser.parse_args(arguments)
    project = Project.load(options.root, options.rules)
    if options.list:
        print("".join(file.path + "\0" for file in project.of(options.list)), end="")
        return 0
    below = tuple(path.rstrip("/") for path in options.paths)
    shown = [f for f in findings(project)
             if not below or any(f.path == path or f.path.startswith(path + "/") for path in below)]
    show(shown)
    print(f"{len(project.files)} files checked, {len(shown)} violations")
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
