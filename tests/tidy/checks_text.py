# SPDX-License-Identifier: Apache-2.0
"""Checks that look at one file at a time: limits, opening comments, banned tokens."""

import re

import lexing
from project import Finding

SPDX = "SPDX-License-Identifier: Apache-2.0"
DECLARATION = re.compile(r"^\s*(template|class|struct|union|enum|constexpr|inline|using|\w[\w:<>,\s*&]*\()")
CLASS = re.compile(r"^(?:class|struct)\s+(\w+)[^;{]*\{", re.M)
PURE = re.compile(r"\bvirtual\b[^;{}]*=\s*0\s*;")


def limits(project):
    """File, function and line length."""
    limit = project.rules["limits"]
    for file in project.files:
        if not file.is_code:
            continue
        count = len(file.raw.splitlines())
        if count > limit["file_lines"]:
            message = f"{count} lines, at most {limit['file_lines']}"
            yield Finding(file.path, count, "file-length", message, limit["file_why"])
        for number, line in file.lines():
            if len(line) > limit["line_columns"]:
                yield Finding(file.path, number, "line-length",
                              f"{len(line)} columns, at most {limit['line_columns']}", limit["line_why"])
        for function in lexing.functions(file.raw, file.code, file.language):
            length = function.last - function.first + 1
            if length > limit["function_lines"]:
                yield Finding(file.path, function.first, "function-length",
                              f"{function.name} has {length} lines, at most {limit['function_lines']}",
                              limit["function_why"])


def licence_line(project):
    """The SPDX line comes first, after a #! line where there is one."""
    for file in project.files:
        if not file.is_code:
            continue
        lines = file.raw.split("\n")
        first = lines[1] if lines[0].startswith("#!") and len(lines) > 1 else lines[0]
        if SPDX not in first:
            yield Finding(file.path, 1, "spdx", f"the first line must be '{SPDX}' in a comment",
                          "one line instead of a banner")


def header_comment(project):
    """A header says once what it is for, before its first declaration, and has #pragma once."""
    for file in project.of("cpp"):
        if not file.path.endswith(".h"):
            continue
        if "#pragma once" not in file.code:
            yield Finding(file.path, 1, "pragma-once", "the header has no '#pragma once'",
                          "a second include must be harmless")
        if not _opens_with_comment(file):
            yield Finding(file.path, 1, "header-comment", "no comment says what this header is for",
                          "a reader decides here whether to read on; write one before the first declaration")


def _opens_with_comment(file):
    for number, line in file.lines("code"):
        if number > 1 and lexing.comment_at(file.raw, file.text, number):
            return True
        if not line.lstrip().startswith("#") and DECLARATION.match(line):
            return False
    return False


def banned_tokens(project):
    """The list in rules.toml: a pattern, where it holds, why, and what to use instead."""
    for rule in project.rules["banned"]:
        pattern = re.compile(rule["pattern"])
        for file in project.files:
            if not file.matches(rule["in"]) or file.matches(rule.get("except", [])):
                continue
            if file.language not in rule.get("languages", [file.language]):
                continue
            for number, line in file.lines(rule.get("view", "code")):
                match = pattern.search(line)
                if match:
                    yield Finding(file.path, number, rule["name"], f"'{match.group(0).strip()}'",
                                  f"{rule['why']}; use {rule['use']}")


def commented_code(project):
    """A comment line that ends like a statement is code somebody put to sleep."""
    pattern = re.compile(r"^\s*//\s*(?!.*[.:]\s)[\w:<>*&.\->\[\]]+.*[\w)\]\"'];\s*$")
    for file in project.of("cpp", "qml"):
        for number, line in file.lines():
            if pattern.match(line) and lexing.comment_at(file.raw, file.text, number):
                yield Finding(file.path, number, "commented-code", "commented-out code",
                              "git keeps what was; delete it")


def port_size(project):
    """Ports stay small: few pure virtual methods per class of core/ports."""
    limit = project.rules["limits"]
    for file in project.of("cpp"):
        if not file.path.startswith("core/ports/"):
            continue
        for match in CLASS.finditer(file.code):
            methods = len(PURE.findall(file.code, match.end(), file.code.find("\n};", match.end())))
            if methods > limit["port_methods"]:
                yield Finding(file.path, file.code.count("\n", 0, match.start()) + 1, "port-size",
                              f"{match.group(1)} has {methods} methods, at most {limit['port_methods']}",
                              limit["port_why"])


CHECKS = [limits, licence_line, header_comment, banned_tokens, commented_code, port_size]
