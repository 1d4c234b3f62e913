# SPDX-License-Identifier: Apache-2.0
"""Tests of lexing.py: what counts as comment, string and function."""

import unittest

import lexing


def long_body(lines):
    return "".join(f"    call({n});\n" for n in range(lines))


class Views(unittest.TestCase):
    def test_comments_and_strings_are_blanked_in_place(self):
        source = 'int a; // steady_clock\nauto s = "std::cout"; /* b\nc */ int d;\n'
        code, text = lexing.views(source, "cpp")
        self.assertEqual(len(code), len(source))
        self.assertNotIn("steady_clock", code)
        self.assertNotIn("cout", code)
        self.assertIn("std::cout", text)
        self.assertIn("int d;", code)
        self.assertEqual(code.count("\n"), source.count("\n"))

    def test_slashes_in_strings_open_no_comment(self):
        code, text = lexing.views('call("http://x", 1);', "cpp")
        self.assertIn('"http://x"', text)
        self.assertIn(", 1);", code)

    def test_raw_strings_and_digit_separators(self):
        code, _ = lexing.views('auto s = R"(a " // b)"; int n = 1\'000\'000; int m;', "cpp")
        self.assertIn("int n = 1'000'000; int m;", code)

    def test_hash_inside_a_shell_word_is_no_comment(self):
        code, _ = lexing.views('n=${#x}; m=$# # the count\n', "shell")
        self.assertIn("${#x}; m=$#", code)
        self.assertNotIn("count", code)


class CppFunctions(unittest.TestCase):
    def names(self, source):
        return [(f.name, f.last - f.first + 1) for f in lexing.cpp_functions(lexing.views(source, "cpp")[0])]

    def test_plain_function(self):
        self.assertEqual(self.names("int add(int a, int b) {\n    return a + b;\n}\n"), [("add", 3)])

    def test_members_inside_namespace_and_class(self):
        source = ("namespace hotswap {\nclass A final : public B {\npublic:\n    int f() const override {\n"
                  "        return 1;\n    }\nprivate Q_SLOTS:\n    void g() { h(); }\n};\n}\n")
        self.assertEqual(self.names(source), [("f", 3), ("g", 1)])

    def test_signature_over_several_lines_counts(self):
        self.assertEqual(self.names("void f(int a,\n       int b)\n{\n    g();\n}\n"), [("f", 5)])

    def test_constructor_with_brace_initialisers(self):
        source = ("A::A(int a, int b)\n    : m_a{a}, m_b{b} {\n" + long_body(4) +
                  "}\nint next() { return 1; }\n")
        self.assertEqual(self.names(source), [("A::A", 7), ("next", 1)])

    def test_constructor_with_parenthesis_initialisers(self):
        self.assertEqual(self.names("A::A(int a) : m_a(a) {\n    f();\n}\n"), [("A::A", 3)])

    def test_tables_and_enums_are_no_functions(self):
        source = ("constexpr std::array<Row, 2> kRows = {{\n    {1, 2},\n    {f(3), 4},\n}};\n"
                  "enum class E { A, B };\nstruct S {\n    int a = 0;\n    Id id{};\n};\n")
        self.assertEqual(self.names(source), [])

    def test_lambda_counts_with_its_function(self):
        source = ("void f() {\n    auto g = [](int a) {\n        return a;\n    };\n"
                  "    if (g(1)) {\n    }\n}\n")
        self.assertEqual(self.names(source), [("f", 7)])

    def test_operators_and_trailing_return_types(self):
        source = ("bool operator==(const A& a, const A& b) {\n    return true;\n}\n"
                  "auto f(int a) -> std::vector<int> {\n    return {a};\n}\n"
                  "struct S f2() {\n    return S{};\n}\n")
        self.assertEqual([length for _, length in self.names(source)], [3, 3, 3])

    def test_templates(self):
        source = "template <typename T, int N = 3>\nT f(T a) {\n    return a;\n}\n"
        self.assertEqual([length for _, length in self.names(source)][-1], 4)

    def test_macros_are_skipped(self):
        self.assertEqual(self.names("#define X(a) \\\n    do { f(a); } while (0)\nint g() { return 1; }\n"),
                         [("g", 1)])


class OtherFunctions(unittest.TestCase):
    def test_qml_functions_and_handlers(self):
        source = ("Item {\n    function go(a: int) {\n        f()\n    }\n"
                  "    onClicked: {\n        g()\n    }\n}\n")
        found = [(f.name, f.first, f.last) for f in lexing.qml_functions(source)]
        self.assertEqual(found, [("go", 2, 4), ("onClicked", 5, 7)])

    def test_shell_functions(self):
        found = lexing.shell_functions("usage() {\n    echo a\n}\nmain() {\n    b\n}\n")
        self.assertEqual([(f.name, f.first, f.last) for f in found], [("usage", 1, 3), ("main", 4, 6)])

    def test_python_functions(self):
        found = lexing.python_functions("def f():\n    return 1\n")
        self.assertEqual([(f.name, f.last) for f in found], [("f", 2)])

    def test_broken_python_has_none(self):
        self.assertEqual(lexing.python_functions("def f(:\n"), [])


if __name__ == "__main__":
    unittest.main()
