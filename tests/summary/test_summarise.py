# SPDX-License-Identifier: Apache-2.0
"""Tests of summarise.py: nothing that failed may be counted as passed."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import summarise
from summarise import Count

QT = """********* Start testing of TstA *********
PASS   : TstA::initTestCase()
PASS   : TstA::adds()
SKIP   : TstA::later() not here
FAIL!  : TstA::breaks() Compared values are not the same
PASS   : TstA::cleanupTestCase()
Totals: 3 passed, 1 failed, 1 skipped, 0 blacklisted, 2ms
"""


class CountCase(unittest.TestCase):
    def test_qt_functions_are_counted_without_the_frame(self):
        self.assertEqual(summarise.count_case("fail", QT), Count(1, 1, 1))

    def test_a_crash_after_passing_functions_is_a_failure(self):
        self.assertEqual(summarise.count_case("fail", "PASS   : TstA::adds()\n"), Count(1, 1, 0))

    def test_unittest_output(self):
        output = "Ran 5 tests in 0.1s\n\n"
        self.assertEqual(summarise.count_case("run", output + "OK (skipped=2)\n"), Count(3, 0, 2))
        self.assertEqual(summarise.count_case("fail", output + "FAILED (failures=1, errors=1)\n"),
                         Count(3, 2, 0))

    def test_other_programs_count_once(self):
        self.assertEqual(summarise.count_case("run", "fine"), Count(1, 0, 0))
        self.assertEqual(summarise.count_case("fail", ""), Count(0, 1, 0))

    def test_what_did_not_run_failed(self):
        self.assertEqual(summarise.count_case("notrun", ""), Count(0, 1, 0))
        self.assertEqual(summarise.count_case("disabled", ""), Count(0, 0, 1))


class Report(unittest.TestCase):
    def report(self, xml, failed_before=0):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tests.xml"
            path.write_text(xml, encoding="utf-8")
            output = io.StringIO()
            with contextlib.redirect_stdout(output):
                status = summarise.main(str(path), failed_before)
            return status, output.getvalue().rstrip().split("\n")

    def test_all_passed(self):
        status, lines = self.report('<testsuite><testcase name="a" status="run"><system-out>ok</system-out>'
                                    "</testcase></testsuite>")
        self.assertEqual((status, lines), (0, ["1 passed, 0 failed, 0 skipped"]))

    def test_a_check_that_failed_before_counts(self):
        status, lines = self.report('<testsuite><testcase name="a" status="run"/></testsuite>', 1)
        self.assertEqual((status, lines[-1]), (1, "1 passed, 1 failed, 0 skipped"))

    def test_a_missing_executable_fails_and_shows(self):
        status, lines = self.report('<testsuite><testcase name="gone" status="notrun">'
                                    '<skipped message="Unable to find executable"/></testcase></testsuite>')
        self.assertEqual(status, 1)
        self.assertEqual(lines[0], "--- gone failed after 0.0 s:")
        self.assertEqual(lines[-1], "0 passed, 1 failed, 0 skipped")

    def test_a_test_that_says_it_was_skipped(self):
        status, lines = self.report('<testsuite><testcase name="a" status="notrun">'
                                    '<skipped message="SKIP_RETURN_CODE=77"/></testcase></testsuite>')
        self.assertEqual((status, lines), (0, ["0 passed, 0 failed, 1 skipped"]))


if __name__ == "__main__":
    unittest.main()
