# SPDX-License-Identifier: Apache-2.0
"""Tests of the checks: each rule is shown a small tree that breaks it and one that does not."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import tidy
from project import Project

SPDX = "// SPDX-License-Identifier: Apache-2.0\n"
HASH_SPDX = "# SPDX-License-Identifier: Apache-2.0\n"
HEADER = SPDX + "#pragma once\n\n// What it is for.\n"
RULES = Path(tidy.HERE) / "rules.toml"


class Tree(unittest.TestCase):
    """A throw-away tree; found() gives the names of the rules that it breaks."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)

    def write(self, path, content):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, encoding="utf-8")

    def found(self, *ignored):
        project = Project.load(self.root, RULES)
        ignored = {"top-level", "unused-file", *ignored}
        return [f.rule for f in tidy.findings(project) if f.rule not in ignored]


class Text(Tree):
    def test_clean_header_has_no_findings(self):
        self.write("core/domain/a.h", HEADER + "struct A {\n    int a = 0;\n};\n")
        self.assertEqual(self.found(), [])

    def test_line_length(self):
        self.write("core/domain/a.cpp", SPDX + "// " + "x" * 107 + "\n")
        self.assertEqual(self.found(), [])
        self.write("core/domain/a.cpp", SPDX + "// " + "x" * 108 + "\n")
        self.assertEqual(self.found(), ["line-length"])

    def test_columns_are_characters_not_bytes(self):
        self.write("core/domain/a.cpp", SPDX + "// " + "…" * 100 + "\n")
        self.assertEqual(self.found(), [])

    def test_file_length(self):
        self.write("core/domain/a.cpp", SPDX + "int a;\n" * 400)
        self.assertEqual(self.found(), ["file-length"])

    def test_function_length(self):
        self.write("core/domain/a.cpp", SPDX + "void f() {\n" + "    g();\n" * 68 + "}\n")
        self.assertEqual(self.found(), [])
        self.write("core/domain/a.cpp", SPDX + "void f() {\n" + "    g();\n" * 69 + "}\n")
        self.assertEqual(self.found(), ["function-length"])

    def test_licence_line(self):
        self.write("core/domain/a.cpp", "int a;\n")
        self.write("installer/run", "#!/usr/bin/env bash\n" + HASH_SPDX)
        self.assertEqual(self.found(), ["spdx"])

    def test_header_needs_pragma_and_comment(self):
        self.write("core/domain/a.h", SPDX + "struct A {};\n")
        self.assertEqual(sorted(self.found()), ["header-comment", "pragma-once"])

    def test_comment_after_the_first_declaration_is_too_late(self):
        self.write("core/domain/a.h", SPDX + "#pragma once\nstruct A {};\n// Late.\nstruct B {};\n")
        self.assertEqual(self.found(), ["header-comment"])

    def test_comment_above_the_class_inside_a_namespace_counts(self):
        self.write("core/domain/a.h", SPDX + "#pragma once\nnamespace hotswap {\n// An a.\nstruct A {};\n}\n")
        self.assertEqual(self.found(), [])

    def test_commented_out_code(self):
        self.write("core/domain/a.cpp", SPDX + "// m_count = next(m_count);\n// Why it is so; and how.\n")
        self.assertEqual(self.found(), ["commented-code"])


class Ports(Tree):
    def port(self, methods):
        lines = "".join(f"    virtual void f{n}(int a) = 0;\n" for n in range(methods))
        self.write("core/ports/a.h", HEADER + "class A {\npublic:\n    virtual ~A() = default;\n" + lines +
                   "};\nclass B {\n    virtual void g() = 0;\n};\n")
        return self.found()

    def test_ports_stay_small(self):
        self.assertEqual(self.port(7), [])
        self.assertEqual(self.port(8), ["port-size"])


class Banned(Tree):
    def broken_by(self, path, line):
        self.write(path, SPDX + line + "\n")
        rules = self.found("header-comment", "pragma-once")
        (self.root / path).unlink()
        return rules

    def test_each_token_is_found_where_it_is_banned(self):
        cases = [
            ("core/engine/a.cpp", "auto a = Foo::instance();", "singleton"),
            ("app/console/a.cpp", "c.setContextProperty(a, b);", "context-property"),
            ("core/engine/a.cpp", "class NodeManager {};", "manager"),
            ("core/engine/a.cpp", "auto t = std::chrono::steady_clock::now();", "clock-read"),
            ("ui/fleet/a.cpp", "auto t = QDateTime::currentDateTime();", "clock-read"),
            ("core/sim/a.cpp", "std::random_device d;", "random"),
            ("tests/unit/a.cpp", "std::this_thread::sleep_for(1s);", "sleep"),
            ("tests/unit/a.cpp", "QTest::qWait(50);", "sleep"),
            ("app/ctl/a.cpp", "std::cout << 1;", "debug-print"),
            ("qml/fleet/A.qml", "Item { onX: console.log(1) }", "debug-print"),
            ("core/engine/a.cpp", "// TO" "DO later", "unfinished"),
            ("core/engine/a.h", "using namespace std;", "using-namespace"),
            ("core/engine/a.cpp", "#include <QtCore/QString>", "qt-in-core"),
            ("ui/fleet/a.cpp", "QSettings s;", "settings"),
            ("core/engine/a.cpp", "pqxx::work w;", "pqxx"),
            ("core/codec/a.cpp", "#include <sodium.h>", "sodium"),
            ("core/node/a.cpp", "#include <archive.h>", "archive"),
            ("qml/fleet/A.qml", "Item { property var a: 1 }", "property-var"),
            ("qml/fleet/A.qml", "Timer { interval: 1 }", "qml-timer"),
            ("qml/fleet/A.qml", "import QtQuick 2.15", "qml-versioned-import"),
            ("qml/fleet/A.qml", 'Rectangle { color: "#12ab9f" }', "colour"),
            ("qml/fleet/A.qml", 'Rectangle { color: "red" }', "colour"),
            ("ui/fleet/a.cpp", 'QColor c("red");', "colour"),
            ("core/engine/a.cpp", "#ifdef HOTSWAP_LAB\n#endif", ""),
            ("core/engine/a.cpp", "#ifdef LAB", "conditional-mode"),
            ("core/engine/a.cpp", "// see /home/me/notes", "machine-path"),
        ]
        for path, line, rule in cases:
            with self.subTest(line=line):
                self.assertEqual(self.broken_by(path, line), [rule] if rule else [])

    def test_allowed_places_are_allowed(self):
        cases = [
            ("app/console/clock.cpp", "auto t = std::chrono::steady_clock::now();"),
            ("app/console/random.cpp", "std::random_device d;"),
            ("core/node/a.cpp", "#include <QtCore/QString>"),
            ("core/store/local/a.cpp", "QSettings s;"),
            ("core/crypto/a.cpp", "#include <sodium.h>"),
            ("qml/theme/Theme.qml", 'QtObject { property color a: "#12ab9f" }'),
            ("qml/fleet/A.qml", 'Rectangle { color: "transparent" }'),
            ("core/engine/a.cpp", "// the steady_clock is not read here"),
            ("core/engine/a.cpp", 'fail("std::cout is for programs");'),
        ]
        for path, line in cases:
            with self.subTest(line=line):
                self.assertEqual(self.broken_by(path, line), [])

    def test_globs_in_folder_lists(self):
        self.write("core/domain/CMakeLists.txt", HASH_SPDX + "file(GLOB all *.cpp)\n")
        self.assertEqual(self.found(), ["cmake-glob"])


class Graph(Tree):
    def test_include_edges(self):
        self.write("core/engine/a.cpp", SPDX + '#include "core/ports/b.h"\n#include "core/verdict/c.h"\n')
        self.assertEqual(self.found(), [])
        self.write("core/engine/a.cpp", SPDX + '#include "core/store/memory/b.h"\n')
        self.assertEqual(self.found(), ["include-edge"])

    def test_ui_must_not_see_an_adapter_and_nobody_the_tests(self):
        self.write("ui/fleet/a.cpp", SPDX + '#include "core/engine/b.h"\n')
        self.write("app/ctl/a.cpp", SPDX + '#include "tests/support/b.h"\n#include "core/engine/b.h"\n')
        self.assertEqual(self.found(), ["include-edge", "include-edge"])

    def test_relative_includes(self):
        self.write("core/engine/a.cpp", SPDX + '#include "b.h"\n')
        self.assertEqual(self.found(), ["include-path"])

    def test_include_in_a_comment_is_none(self):
        self.write("core/domain/a.cpp", SPDX + '/*\n#include "core/engine/b.h"\n*/\n')
        self.assertEqual(self.found(), [])

    def test_link_edges(self):
        listing = HASH_SPDX + "hotswap_library(engine SOURCES a.cpp LINKS {} PRIVATE Threads::Threads)\n"
        self.write("core/engine/CMakeLists.txt", listing.format("ports domain verdict"))
        self.write("tests/bench/CMakeLists.txt", HASH_SPDX + "hotswap_bench(verdict SOURCES a.cpp)\n")
        self.assertEqual(self.found(), [])
        self.write("core/engine/CMakeLists.txt", listing.format("store_memory"))
        self.assertEqual(self.found(), ["link-edge"])
        self.write("ui/fleet/CMakeLists.txt", HASH_SPDX + "hotswap_qt_library(fleet_models SOURCES a.cpp)\n")
        self.write("core/engine/CMakeLists.txt", listing.format("fleet_models"))
        self.assertEqual(self.found(), ["link-edge"])
        self.write("core/engine/CMakeLists.txt", listing.format("Threads::Threads"))
        self.assertEqual(self.found(), ["link-edge"])

    def test_qml_import_edges(self):
        self.write("qml/fleet/A.qml", SPDX + "import HotSwap.Theme\nimport HotSwap.Components\nItem {}\n")
        self.assertEqual(self.found(), [])
        self.write("qml/fleet/A.qml", SPDX + "import HotSwap.Deployments\nItem {}\n")
        self.assertEqual(self.found(), ["import-edge"])

    def test_unused_sources(self):
        self.write("core/domain/CMakeLists.txt", HASH_SPDX + "hotswap_library(domain SOURCES a.cpp)\n")
        self.write("core/domain/a.cpp", SPDX + '#include "core/domain/a.h"\n')
        self.write("core/domain/a.h", HEADER + "struct A {};\n")
        project = Project.load(self.root, RULES)
        self.assertFalse([f for f in tidy.findings(project) if f.rule == "unused-file"])
        self.write("core/domain/b.cpp", SPDX + "int b;\n")
        project = Project.load(self.root, RULES)
        paths = [f.path for f in tidy.findings(project) if f.rule == "unused-file"]
        self.assertEqual(paths, ["core/domain/b.cpp"])

    def test_unused_folders(self):
        self.write("CMakeLists.txt", HASH_SPDX + "foreach(folder IN ITEMS core/domain tests)\n")
        self.write("core/domain/CMakeLists.txt", HASH_SPDX)
        self.write("tests/CMakeLists.txt", HASH_SPDX + "add_subdirectory(unit)\n")
        self.write("tests/unit/CMakeLists.txt", HASH_SPDX)
        self.write("tests/sim/CMakeLists.txt", HASH_SPDX)
        project = Project.load(self.root, RULES)
        paths = [f.path for f in tidy.findings(project) if f.rule == "unused-file"]
        self.assertEqual(paths, ["tests/sim/CMakeLists.txt"])

    def test_sources_named_by_a_loop_are_used(self):
        self.write("tests/unit/CMakeLists.txt", HASH_SPDX + "foreach(name IN ITEMS tst_a)\n"
                   "    hotswap_test(${name} SOURCES ${name}.cpp)\nendforeach()\n")
        self.write("tests/unit/tst_a.cpp", SPDX)
        self.write("tests/unit/tst_b.cpp", SPDX)
        project = Project.load(self.root, RULES)
        paths = [f.path for f in tidy.findings(project) if f.rule == "unused-file"]
        self.assertEqual(paths, ["tests/unit/tst_b.cpp"])

    def test_unused_assets(self):
        self.write("resources/icons/node.svg", "<svg/>")
        self.write("resources/icons/gone.svg", "<svg/>")
        self.write("qml/fleet/A.qml", SPDX + 'Icon { name: "node" }\n')
        project = Project.load(self.root, RULES)
        paths = [f.path for f in tidy.findings(project) if f.rule == "unused-file"]
        self.assertIn("resources/icons/gone.svg", paths)
        self.assertNotIn("resources/icons/node.svg", paths)

    def test_top_level(self):
        self.write("scripts/a.sh", HASH_SPDX)
        self.write(".editorconfig", "")
        project = Project.load(self.root, RULES)
        names = [f.path for f in tidy.findings(project) if f.rule == "top-level"]
        self.assertIn("scripts", names)
        self.assertIn("README.md", names)
        self.assertNotIn(".editorconfig", names)


class Words(Tree):
    TS = ('<?xml version="1.0"?><!DOCTYPE TS><TS version="2.1" language="de">'
          "<context><name>A</name>{}</context></TS>")
    DONE = "<message><source>Pause</source><translation>Anhalten</translation></message>"

    def qml(self, line):
        self.write("qml/fleet/A.qml", SPDX + "Item {\n    " + line + "\n}\n")
        return self.found()

    def test_untranslated_text(self):
        for line in ['text: "Pause"', 'title: root.busy ? "Wait" : qsTr("Go")', 'Accessible.name: "Pause"',
                     'placeholderText: "Search " + root.what']:
            with self.subTest(line=line):
                self.assertEqual(self.qml(line), ["untranslated"])

    def test_translated_or_wordless_text(self):
        for line in ['text: qsTr("Pause")', 'title: "HotSwap"', 'text: "•"', 'text: root.name', 'text: ""',
                     'text: qsTr("%1 of %2").arg(a).arg(b)', 'text: root.format("short")']:
            with self.subTest(line=line):
                self.assertEqual(self.qml(line), [])

    def test_complete_translation(self):
        self.write("qml/fleet/A.qml", SPDX + 'Label { text: qsTr("Pause") }\n')
        self.write("translations/hotswap_de.ts", self.TS.format(self.DONE))
        self.assertEqual(self.found(), [])

    def test_missing_unfinished_and_stale_translations(self):
        self.write("qml/fleet/A.qml", SPDX + 'Label { text: qsTr("Pause") }\n')
        for message in ["", self.DONE.replace("<translation>", '<translation type="unfinished">'),
                        self.DONE.replace("<translation>", '<translation type="vanished">'),
                        self.DONE.replace("Anhalten", "")]:
            with self.subTest(message=message):
                self.write("translations/hotswap_de.ts", self.TS.format(message))
                self.assertEqual(self.found(), ["translation"])

    def test_translations_have_the_places_of_their_sources(self):
        self.write("qml/fleet/A.qml", SPDX + 'Label { text: qsTr("%1 of %2") }\n')
        for text, finds in [("%1 von %2", []), ("%2 von %L1", []), ("%1 von", ["translation"]),
                            ("%1 von %3", ["translation"]), ("%1 von %2 {1 ?}", ["translation"])]:
            with self.subTest(text=text):
                done = self.DONE.replace("Pause", "%1 of %2").replace("Anhalten", text)
                self.write("translations/hotswap_de.ts", self.TS.format(done))
                self.assertEqual(self.found(), finds)

    def test_strings_of_cpp_and_pieces_are_wanted_too(self):
        self.write("ui/fleet/a.cpp", SPDX + 'auto a = tr("One \\"two\\" "\n            "three");\n')
        self.write("translations/hotswap_de.ts", self.TS.format(self.DONE))
        self.assertEqual(self.found(), ["translation"])
        done = self.DONE.replace("Pause", 'One "two" three')
        self.write("translations/hotswap_de.ts", self.TS.format(done))
        self.assertEqual(self.found(), [])

    def test_the_plural_only_file_need_not_hold_everything(self):
        self.write("qml/fleet/A.qml", SPDX + 'Label { text: qsTr("Pause") }\n')
        self.write("translations/hotswap_en.ts", self.TS.format(""))
        self.assertEqual(self.found(), [])


class Program(Tree):
    def run_tidy(self, *arguments):
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = tidy.main(["--root", str(self.root), *arguments])
        return status, output.getvalue()

    def test_prints_place_rule_reason_and_replacement(self):
        self.write("core/engine/a.cpp", SPDX + "std::random_device d;\n")
        status, output = self.run_tidy("core/engine")
        self.assertEqual(status, 1)
        self.assertIn("core/engine/a.cpp:2: random: 'random_device' (a seed must replay exactly; "
                      "use ports::RandomSource)", output)

    def test_lists_the_files_of_a_language(self):
        self.write("core/engine/a.cpp", "int a;\n")
        self.write("tests/run", "#!/usr/bin/env bash\n")
        self.assertEqual(self.run_tidy("--list", "shell"), (0, "tests/run\0"))
        self.assertEqual(self.run_tidy("--list", "cpp"), (0, "core/engine/a.cpp\0"))

    def test_a_flood_is_cut_per_file_and_rule(self):
        self.write("core/engine/a.cpp", SPDX + "std::random_device d;\n" * 25)
        _, output = self.run_tidy("core/engine")
        self.assertIn("core/engine/a.cpp: random: 5 more", output)
        self.assertIn("26 violations", output)

    def test_paths_narrow_the_report(self):
        self.write("core/engine/a.cpp", "int a;\n")
        self.assertEqual(self.run_tidy("core/domain")[0], 0)


if __name__ == "__main__":
    unittest.main()
