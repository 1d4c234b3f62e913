#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turns ctest's JUnit file into one summary: failures with their output, then the counts on one line.

Executables of Qt Test and unittest are counted by test function, everything else as one test. Exit status 1
when anything failed. A second argument says how many checks outside ctest failed before; they count too.
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass

QT_LINE = re.compile(r"^(PASS  |FAIL! |XPASS |SKIP  ) : (.*)$", re.M)
QT_FRAME = re.compile(r"::(initTestCase|cleanupTestCase)\(\)")
UNITTEST = re.compile(r"^Ran (\d+) tests? in ", re.M)
UNITTEST_END = re.compile(r"^(?:OK|FAILED)(?: \((.*)\))?$", re.M)
OUTPUT_LINES_SHOWN = 60


@dataclass
class Count:
    """How many tests ended how."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def _qt(output):
    count = Count()
    for kind, what in QT_LINE.findall(output):
        if kind.startswith("PASS"):
            count.passed += 0 if QT_FRAME.search(what) else 1
        elif kind.startswith("SKIP"):
            count.skipped += 1
        else:
            count.failed += 1
    return count


def _unittest(output):
    ran = sum(int(number) for number in UNITTEST.findall(output))
    end = UNITTEST_END.search(output)
    parts = dict(re.findall(r"(\w+)=(\d+)", end.group(1) or "")) if end else {}
    failed = int(parts.get("failures", 0)) + int(parts.get("errors", 0))
    skipped = int(parts.get("skipped", 0))
    return Count(max(0, ran - failed - skipped), failed, skipped)


def count_case(status, output):
    """Counts one ctest entry. What ctest calls failed never counts as free of failures."""
    if status in {"notrun", "disabled"}:
        return Count(skipped=1) if status == "disabled" else Count(failed=1)
    if QT_LINE.search(output):
        count = _qt(output)
    elif UNITTEST.search(output):
        count = _unittest(output)
    else:
        count = Count()
    if status == "fail" and count.failed == 0:
        count.failed = 1
    if count == Count():
        count.passed = 1
    return count


def main(path, failed_before=0):
    total = Count(failed=failed_before)
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        output = case.findtext("system-out") or ""
        status = case.get("status", "fail")
        if case.find("skipped") is not None:
            message = case.find("skipped").get("message", "")
            status = "disabled" if "SKIP" in message or status == "disabled" else "notrun"
        count = count_case(status, output)
        total = Count(total.passed + count.passed, total.failed + count.failed, total.skipped + count.skipped)
        if count.failed:
            print(f"--- {case.get('name')} failed after {float(case.get('time', 0)):.1f} s:")
            print("\n".join(output.rstrip().split("\n")[-OUTPUT_LINES_SHOWN:]))
    print(total)
    return 1 if total.failed else 0


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3} or not (sys.argv[2:] or ["0"])[0].isdigit():
        print("usage: summarise.py TESTS.XML [FAILED-BEFORE]", file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1], int((sys.argv[2:] or ["0"])[0])))
