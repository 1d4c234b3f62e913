# SPDX-License-Identifier: Apache-2.0
"""Just enough lexing to tell code from comments and strings, and to find where functions begin and end.

It is not a parser: it understands the shapes that clang-format leaves behind.
"""

import ast
import re
from dataclasses import dataclass

CONTROL = re.compile(r"\b(if|for|while|switch|catch|do|else|try|return|case|default)\b")
SCOPE = re.compile(r"^\s*(?:inline\s+)?(namespace|class|struct|union|enum|extern)\b")
CALL_TAIL = re.compile(r"\)\s*(const|noexcept|override|final|mutable|&|->[\s\w:<>,*&]+|requires.*)*\s*$",
                       re.S)
ACCESS = re.compile(r"\b(Q_SIGNALS|(public|private|protected)(\s+Q_SLOTS)?)\s*:(?!:)")
TEMPLATE = re.compile(r"\btemplate\s*<[^<>]*(?:<[^<>]*>[^<>]*)*>")
QML_BLOCK = re.compile(r"function\s+(\w*)\s*\([^)]*\)[^{;]*\{|\b(on[A-Z]\w*)\s*:\s*[^\n{]*\{")
RAW_STRING = re.compile(r'R"([^()\\\s]{0,16})\(')


@dataclass(frozen=True)
class Function:
    """A function body: its first and last line, counted from 1."""

    name: str
    first: int
    last: int


def _blank(chunk):
    return "".join(c if c == "\n" else " " for c in chunk)


def _string_end(source, start):
    """Index after the closing quote of the string that opens at start; strings end with their line."""
    quote = source[start]
    i = start + 1
    while i < len(source):
        if source[i] == "\\":
            i += 2
            continue
        if source[i] == quote or (source[i] == "\n" and quote != "`"):
            return i + 1
        i += 1
    return len(source)


def _comment_end(source, i, line_marks):
    """Index after the comment that opens at i, or 0 when none opens there."""
    if "//" in line_marks and source.startswith("/*", i):
        end = source.find("*/", i + 2)
        return len(source) if end < 0 else end + 2
    for mark in line_marks:
        if not source.startswith(mark, i):
            continue
        if mark == "#" and i > 0 and not source[i - 1].isspace():
            continue
        end = source.find("\n", i)
        return len(source) if end < 0 else end
    return 0


def views(source, language):
    """Returns (code, text): comments and string contents blanked; only comments blanked. Same length."""
    marks = {"cpp": ("//",), "qml": ("//",), "sql": ("--",)}.get(language, ("#",))
    quotes = "\"'`" if language == "qml" else "\"'"
    code, text = [], []
    i = 0
    while i < len(source):
        end = _comment_end(source, i, marks)
        if end:
            code.append(_blank(source[i:end]))
            text.append(_blank(source[i:end]))
            i = end
            continue
        raw = RAW_STRING.match(source, i) if language == "cpp" else None
        if raw:
            closing = source.find(")" + raw.group(1) + '"', raw.end())
            end = len(source) if closing < 0 else closing + len(raw.group(1)) + 2
        elif source[i] in quotes and not (source[i] == "'" and i > 0 and source[i - 1].isalnum()):
            end = _string_end(source, i)
        if end:
            text.append(source[i:end])
            code.append('"' + _blank(source[i + 1:end - 1]) + ('"' if source[end - 1] != "\n" else "\n"))
            i = end
            continue
        code.append(source[i])
        text.append(source[i])
        i += 1
    return "".join(code), "".join(text)


def comment_at(source, text, line):
    """True when the given line (from 1) of the source holds a comment, judged by what views() blanked."""
    raw = source.split("\n")[line - 1]
    kept = text.split("\n")[line - 1]
    return raw.strip() != kept.strip()


def _pairs(code):
    """Maps each opening brace to its closing one."""
    stack, pairs = [], {}
    for i, c in enumerate(code):
        if c == "{":
            stack.append(i)
        elif c == "}" and stack:
            pairs[stack.pop()] = i
    return pairs


def _head(code, brace):
    """What stands before a brace, back to the previous statement, block or access label."""
    depth = 0
    i = brace - 1
    while i >= 0:
        c = code[i]
        if c == ")":
            depth += 1
        elif c == "(":
            depth -= 1
        elif depth <= 0 and c in ";{}":
            break
        i -= 1
    head = code[i + 1:brace]
    labels = list(ACCESS.finditer(head))
    return head[labels[-1].end():] if labels else head


def _without_preprocessor(code):
    lines, continued = [], False
    for line in code.split("\n"):
        directive = continued or line.lstrip().startswith("#")
        continued = directive and line.endswith("\\")
        lines.append(" " * len(line) if directive else line)
    return "\n".join(lines)


def _kind(head, following):
    """What a brace opens: scope (look inside), function, or value (skip)."""
    stripped = TEMPLATE.sub(" ", head)
    if SCOPE.match(stripped):
        if not CALL_TAIL.search(stripped) or stripped.lstrip().startswith("extern"):
            return "scope"
    if following in ",{" and ")" in stripped and ":" in stripped:
        return "member initialiser"
    outside = re.sub(r"\([^()]*\)", "", stripped)
    if re.search(r"(?<![=!<>])=(?!=)", outside) and "operator" not in outside:
        return "value"
    if "(" in stripped and not CONTROL.search(stripped.split("(")[0]):
        return "function"
    return "value" if stripped.strip() else "scope"


def cpp_functions(code):
    """Function bodies of C++ code without comments and strings. Lambdas count with their function."""
    code = _without_preprocessor(code)
    pairs = _pairs(code)
    found = []
    i, member_start = 0, None
    while i < len(code):
        if code[i] != "{" or i not in pairs:
            i += 1
            continue
        head = _head(code, i)
        following = code[pairs[i] + 1:].lstrip()[:1] or ";"
        kind = _kind(head, following)
        if member_start is not None and following not in ",{":
            kind = "function"
        if kind == "member initialiser":
            member_start = member_start or (i, head)
        elif kind == "function":
            at, words = member_start or (i, head)
            member_start = None
            start = at - len(words) + (len(words) - len(words.lstrip()))
            name = re.search(r"([~\w:]+)\s*\(", words)
            first, last = code.count("\n", 0, start) + 1, code.count("\n", 0, pairs[i]) + 1
            found.append(Function(name.group(1) if name else "lambda", first, last))
        i = i + 1 if kind == "scope" else pairs[i] + 1
    return found


def qml_functions(code):
    """Functions and handler blocks of QML or JavaScript."""
    pairs = _pairs(code)
    found = []
    for match in QML_BLOCK.finditer(code):
        brace = match.end() - 1
        if brace in pairs:
            first, last = code.count("\n", 0, match.start()) + 1, code.count("\n", 0, pairs[brace]) + 1
            found.append(Function(match.group(1) or match.group(2) or "function", first, last))
    return found


def python_functions(source):
    """Functions of Python source; a file that does not parse has none (the tests will say so)."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [Function(n.name, n.lineno, n.end_lineno) for n in ast.walk(tree) if isinstance(n, kinds)]


def shell_functions(source):
    """Functions of shell scripts written as name() { … } with the closing brace in the first column."""
    found = []
    opened = None
    for number, line in enumerate(source.split("\n"), 1):
        match = re.match(r"(?:function\s+)?([\w-]+)\s*\(\)\s*\{", line)
        if match:
            opened = (match.group(1), number)
        elif line.startswith("}") and opened:
            found.append(Function(opened[0], opened[1], number))
            opened = None
    return found


def functions(source, code, language):
    """Function bodies in any language that has them."""
    if language == "cpp":
        return cpp_functions(code)
    if language == "qml":
        return qml_functions(code)
    if language == "python":
        return python_functions(source)
    if language == "shell":
        return shell_functions(source)
    return []
