# SPDX-License-Identifier: Apache-2.0
"""The project as the checks see it: its files, each read once, and the rules."""

import fnmatch
import subprocess
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import lexing

SUFFIXES = {
    ".h": "cpp", ".cpp": "cpp", ".c": "cpp", ".qml": "qml", ".js": "qml", ".cmake": "cmake", ".py": "python",
    ".sh": "shell", ".sql": "sql", ".toml": "toml", ".md": "markdown", ".ts": "translation", ".json": "json",
}


@dataclass(frozen=True)
class Finding:
    """One violation, printed as file:line: rule: message (why; use …)."""

    path: str
    line: int
    rule: str
    message: str
    why: str = ""

    def __str__(self):
        reason = f" ({self.why})" if self.why else ""
        return f"{self.path}:{self.line}: {self.rule}: {self.message}{reason}"


class SourceFile:
    """One file, with its text in the three views of lexing.views()."""

    def __init__(self, root, path):
        self.path = path
        self.name = path.rsplit("/", 1)[-1]
        self._absolute = Path(root) / path

    @cached_property
    def raw(self):
        try:
            return self._absolute.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            return ""

    @cached_property
    def language(self):
        if self.name == "CMakeLists.txt":
            return "cmake"
        known = SUFFIXES.get(self._absolute.suffix)
        if known:
            return known
        first = self.raw.split("\n", 1)[0] if not self._absolute.suffix else ""
        if first.startswith("#!"):
            return "python" if "python" in first else "shell"
        return "other"

    @cached_property
    def _views(self):
        return lexing.views(self.raw, self.language)

    @property
    def code(self):
        return self._views[0]

    @property
    def text(self):
        return self._views[1]

    @property
    def is_code(self):
        return self.language in {"cpp", "qml", "cmake", "python", "shell", "sql", "toml"}

    def lines(self, view="raw"):
        """Pairs (number, line) of the named view."""
        return enumerate(getattr(self, view).split("\n"), 1)

    def matches(self, patterns):
        """True when one of the glob patterns fits; * crosses folders."""
        return any(fnmatch.fnmatchcase(self.path, pattern) for pattern in patterns)


def listed(root):
    """Paths of the project's files: what git knows or would take up; without git, the tree."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    git = subprocess.run(command, capture_output=True, check=False)
    if git.returncode == 0:
        names = {name for name in git.stdout.decode().split("\0") if name}
        return sorted(name for name in names if (Path(root) / name).is_file())
    paths = (p.relative_to(root) for p in Path(root).rglob("*") if p.is_file())
    skipped = {"build", ".git", "__pycache__"}
    return sorted(str(path) for path in paths if not skipped.intersection(path.parts))


class Project:
    """All files of one tree with the rules that hold for it."""

    def __init__(self, root, rules):
        self.root = Path(root)
        self.rules = rules
        self.files = [SourceFile(root, path) for path in listed(root)]

    @classmethod
    def load(cls, root, rules_file):
        with open(rules_file, "rb") as stream:
            return cls(root, tomllib.load(stream))

    @cached_property
    def by_path(self):
        return {file.path: file for file in self.files}

    def of(self, *languages):
        return [file for file in self.files if file.language in languages]
