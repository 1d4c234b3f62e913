# SPDX-License-Identifier: Apache-2.0
"""Checks of what people read: nothing untranslated in QML, and translations that are complete."""

import re
import xml.etree.ElementTree as ElementTree

from project import Finding

PROPERTY = re.compile(r"^\s*(?:property\s+string\s+)?(text|title|placeholderText|label|caption"
                      r"|description|heading|(?:Accessible|ToolTip)\.(?:name|description|text))\s*:(.*)$")
TRANSLATED = re.compile(r'qsTr(?:Id)?\((?:[^()"]|"(?:\\.|[^"\\])*"|\([^()]*\))*\)')
LITERAL = re.compile(r'(?:^|[?:+]|\breturn\b)\s*"(?:\\.|[^"\\])*[^\W\d_](?:\\.|[^"\\])*"')
QML_SOURCE = re.compile(r'\bqsTr\(\s*((?:"(?:\\.|[^"\\])*"\s*\+?\s*)+)')
CPP_SOURCE = re.compile(r'(?<![\w:])(?:tr|QT_TR_NOOP|QCoreApplication::translate\("[^"]*",'
                        r'|QT_TRANSLATE_NOOP\("[^"]*",)\s*\(?\s*((?:"(?:\\.|[^"\\])*"\s*)+)')
PLACE = re.compile(r"%L?([1-9])")
PIECE = re.compile(r'"((?:\\.|[^"\\])*)"')
ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "'": "'"}


def _short(source):
    line = " ".join(source.split())
    return line if len(line) <= 60 else line[:59] + "…"


def untranslated(project):
    """A literal that people see goes through qsTr."""
    for file in project.of("qml"):
        if not file.path.startswith("qml/"):
            continue
        for number, line in file.lines("text"):
            match = PROPERTY.match(line)
            shown = TRANSLATED.sub("", match.group(2)) if match else ""
            for name in project.rules["translations"]["names"]:
                shown = shown.replace(f'"{name}"', '""')
            if LITERAL.search(shown):
                message = f"{match.group(1)} has a literal without qsTr"
                yield Finding(file.path, number, "untranslated", message,
                              "everything a person sees is translatable; use qsTr(…)")


def _unescape(piece):
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m.group(1), 16)), piece)
    return re.sub(r"\\(.)", lambda m: ESCAPES.get(m.group(1), m.group(1)), plain)


def sources(file):
    """(line, text) of every translatable string in a file."""
    pattern = QML_SOURCE if file.language == "qml" else CPP_SOURCE
    for match in pattern.finditer(file.text):
        pieces = PIECE.findall(match.group(1))
        yield file.text.count("\n", 0, match.start()) + 1, "".join(_unescape(piece) for piece in pieces)


def _has_same_places(source, translation):
    """Each %1 once or more where the source has it; the number itself (%n) may be a word of a plural form."""
    wanted, there = set(PLACE.findall(source)), set(PLACE.findall(translation))
    # What lupdate makes of a text of signs alone that it takes for another one's: "%1 s {1/?}".
    return wanted == there and ("?}" in source or "?}" not in translation)


def _incomplete(file, tree, rule):
    for message in tree.iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        kind = "" if translation is None else translation.get("type", "")
        forms = [] if translation is None else [f.text or "" for f in translation.findall("numerusform")]
        empty = translation is None or not (all(forms) if forms else translation.text)
        if kind in {"vanished", "obsolete"}:
            message = f"'{_short(source)}' is no longer in the sources"
            yield Finding(file.path, 1, "translation", message, rule["why_stale"])
        elif kind == "unfinished" or empty:
            message = f"'{_short(source)}' is not translated"
            yield Finding(file.path, 1, "translation", message, rule["why"])
        elif any(not _has_same_places(source, form) for form in forms or [translation.text]):
            message = f"'{_short(source)}' has other places in its translation"
            yield Finding(file.path, 1, "translation", message, rule["why_places"])


def translations(project):
    """Each language is complete: no unfinished or stale entry, and every string of the sources is there."""
    rule = project.rules["translations"]
    wanted = {}
    for file in project.of("qml", "cpp"):
        if file.matches(rule["sources"]):
            for line, source in sources(file):
                wanted.setdefault(source, (file.path, line))
    for file in project.of("translation"):
        try:
            tree = ElementTree.fromstring(file.raw)
        except ElementTree.ParseError as error:
            yield Finding(file.path, 1, "translation", f"not readable: {error}", rule["why"])
            continue
        yield from _incomplete(file, tree, rule)
        if file.matches(rule["plural_only"]):
            continue
        known = {message.findtext("source") for message in tree.iter("message")}
        for source, (path, line) in wanted.items():
            if source not in known:
                message = f"'{_short(source)}' is missing from {file.path}"
                yield Finding(path, line, "translation", message, rule["why"])


CHECKS = [untranslated, translations]
