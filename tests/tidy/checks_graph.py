# SPDX-License-Identifier: Apache-2.0
"""Checks over the whole tree: who may depend on whom, unused files, and the fixed top level."""

import re

from project import Finding

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
QML_IMPORT = re.compile(r"^\s*import\s+HotSwap\.(\w+)")
TARGET = re.compile(r"\b(hotswap_(?:(?:qt_)?library|program|test|bench))\s*\(([^)]*)\)")
KEYWORDS = {"SOURCES", "LINKS", "PUBLIC", "PRIVATE", "LABELS", "TIMEOUT", "POSTGRES"}


def component_of(path, edges):
    """The longest folder of the edge table that holds the path, or None."""
    held = [folder for folder in edges if path == folder or path.startswith(folder + "/")]
    return max(held, key=len, default=None)


def _may(edges, source, target):
    allowed = edges[source]
    return source == target or target in allowed or ("*" in allowed and not target.startswith("tests"))


def include_edges(project):
    """Quoted includes are rooted at the repository and follow the allowed edges."""
    edges = project.rules["edges"]
    why = project.rules["edges_why"]
    for file in project.of("cpp"):
        source = component_of(file.path, edges)
        if source is None:
            continue
        for number, line in file.lines("text"):
            match = INCLUDE.match(line)
            if not match or match.group(1).endswith(".moc"):
                continue
            target = component_of(match.group(1), edges)
            if target is None:
                yield Finding(file.path, number, "include-path", f"'{match.group(1)}' is not a path of ours",
                              "quoted includes start at the repository root; use <…> for other libraries")
            elif not _may(edges, source, target):
                yield Finding(file.path, number, "include-edge", f"{source} must not include {target}", why)


def targets(file):
    """Our targets declared in a CMakeLists.txt: (line, name, {keyword: [words], "kind": [function]})."""
    for match in TARGET.finditer(file.code):
        words = file.raw[match.start(2):match.end(2)].split()
        parts, keyword = {"": [], "kind": [match.group(1)]}, ""
        for word in words:
            keyword = word if word in KEYWORDS else keyword
            if word not in KEYWORDS:
                parts.setdefault(keyword, []).append(word)
        yield file.code.count("\n", 0, match.start()) + 1, (parts[""] or ["?"])[0], parts


def link_edges(project):
    """LINKS in the CMake files follow the same edges as the includes, and name libraries of ours."""
    edges = project.rules["edges"]
    by_target = {folder.removeprefix("core/").replace("/", "_"): folder for folder in edges}
    by_target |= {name: component_of(file.path, edges) for file in project.of("cmake")
                  for _, name, parts in targets(file)
                  if parts["kind"][0].endswith("library") and component_of(file.path, edges)}
    for file in project.of("cmake"):
        source = component_of(file.path, edges)
        if source is None:
            continue
        for line, name, parts in targets(file):
            for link in parts.get("LINKS", []):
                folder = by_target.get(link)
                if folder is None:
                    yield Finding(file.path, line, "link-edge", f"{name} links '{link}', no folder of ours",
                                  "LINKS takes our libraries only; use PRIVATE or PUBLIC for others")
                elif not _may(edges, source, folder):
                    yield Finding(file.path, line, "link-edge", f"{source} must not link {folder}",
                                  project.rules["edges_why"])


def qml_edges(project):
    """Imports between our QML modules."""
    edges = project.rules["qml_edges"]
    for file in project.of("qml"):
        parts = file.path.split("/")
        if parts[0] != "qml" or len(parts) < 3:
            continue
        allowed = edges.get(parts[1], edges["page"])
        for number, line in file.lines("code"):
            match = QML_IMPORT.match(line)
            target = match.group(1).lower() if match else parts[1]
            if target != parts[1] and target not in allowed and "*" not in allowed:
                message = f"qml/{parts[1]} must not import HotSwap.{match.group(1)}"
                yield Finding(file.path, number, "import-edge", message, project.rules["qml_edges_why"])


def unused_sources(project):
    """Every source is named in a CMakeLists.txt at or above its folder; a header may be included instead."""
    lists = {file.path.rpartition("/")[0]: _words(file) for file in project.of("cmake")}
    included = {match.group(1) for file in project.of("cpp") for _, line in file.lines("text")
                if (match := INCLUDE.match(line))}
    for file in project.of("cpp", "qml"):
        if file.path in included:
            continue
        if not any(file.path.removeprefix(folder + "/") in words or file.path in words
                   for folder, words in lists.items() if file.path.startswith(folder + "/") or not folder):
            yield Finding(file.path, 1, "unused-file", "no CMakeLists.txt names this file",
                          "what is not built rots; add it to its folder's CMakeLists.txt or delete it")


def unused_folders(project):
    """A folder with a CMakeLists.txt is added by a CMakeLists.txt above it."""
    lists = {file.path.rpartition("/")[0]: file for file in project.of("cmake")
             if file.name == "CMakeLists.txt"}
    for folder, file in lists.items():
        above = [upper for upper in lists
                 if folder != upper and (not upper or folder.startswith(upper + "/"))]
        if above and not any(folder.removeprefix(upper + "/") in _words(lists[upper]) for upper in above):
            yield Finding(file.path, 1, "unused-file", "no CMakeLists.txt above adds this folder",
                          "what is not built rots; add it with add_subdirectory or delete it")


def _words(file):
    """The words of a list file; where it builds names as ${name}.cpp, each word also with that suffix."""
    words = set(re.split(r"[\s()\"]+", file.text))
    suffixes = {match.group(1) for word in words if (match := re.fullmatch(r"\$\{\w+\}(\.\w+)", word))}
    return words | {word + suffix for word in words for suffix in suffixes}


def unused_assets(project):
    """Pictures, icons and fonts are mentioned by name somewhere."""
    assets = [file for file in project.files if file.matches(project.rules["assets"]["in"])]
    texts = [file.raw for file in project.files if file.is_code or file.language in {"markdown", "json"}
             or file.path.endswith(".qrc")]
    for file in assets:
        stem = file.name.rsplit(".", 1)[0]
        if not any(file.name in text or f'"{stem}"' in text for text in texts):
            yield Finding(file.path, 1, "unused-file", "nothing mentions this file",
                          project.rules["assets"]["why"])


def top_level(project):
    """The top level is fixed."""
    rule = project.rules["top_level"]
    present = {file.path.split("/", 1)[0] for file in project.files}
    for name in sorted(present - set(rule["entries"])):
        if not name.startswith("."):
            yield Finding(name, 1, "top-level", f"'{name}' does not belong at the top level", rule["why"])
    for name in sorted(set(rule["entries"]) - present):
        yield Finding(name, 1, "top-level", f"'{name}' is missing from the top level", rule["why"])


CHECKS = [include_edges, link_edges, qml_edges, unused_sources, unused_folders, unused_assets, top_level]
