"""Rust source as tokens, for the checks in this folder: no comments, and every literal is one token."""

import re
from typing import NamedTuple


class Token(NamedTuple):
    kind: str  # "ident", "string", "literal" (a character, a lifetime, a number) or "punct"
    text: str  # of a string: its opening quote and what follows, escapes as written, so that no string equals an ident
    line: int


STRING = re.compile(r'[bc]?"((?:[^"\\]|\\.)*)"', re.DOTALL)
RAW_STRING = re.compile(r'[bc]?r(#*)"(.*?)"\1', re.DOTALL)
CHARACTER = re.compile(r"b?'(?:[^'\\\n]|\\(?:[^u]|u\{[0-9a-fA-F_]+\})[0-9a-fA-F]?)'")
LIFETIME = re.compile(r"'[A-Za-z_]\w*")
IDENT = re.compile(r"(?:r#)?[A-Za-z_]\w*")
NUMBER = re.compile(r"[0-9]\w*")
LINE_COMMENT = re.compile(r"//[^\n]*")
COMMENT_EDGE = re.compile(r"/\*|\*/")
SPACE = re.compile(r"\s+")


def tokens(text):
    """The tokens of a file, in order."""
    found, at, line = [], 0, 1
    while at < len(text):
        kind, value, end = next_token(text, at)
        if kind:
            found.append(Token(kind, value, line))
        line += text.count("\n", at, end)
        at = end
    return found


def next_token(text, at):
    """Kind, text and end of the token at a place; no kind for space and comments."""
    for pattern in (SPACE, LINE_COMMENT):
        if match := pattern.match(text, at):
            return None, "", match.end()
    if text.startswith("/*", at):
        return None, "", comment_end(text, at)
    if match := RAW_STRING.match(text, at):
        return "string", '"' + match[2], match.end()
    if match := STRING.match(text, at):
        return "string", '"' + match[1], match.end()
    for pattern in (CHARACTER, LIFETIME, NUMBER):
        if match := pattern.match(text, at):
            return "literal", match[0], match.end()
    if match := IDENT.match(text, at):
        return "ident", match[0].removeprefix("r#"), match.end()
    end = at + (2 if text.startswith("::", at) else 1)
    return "punct", text[at:end], end


def comment_end(text, at):
    """Block comments nest."""
    depth = 0
    for edge in COMMENT_EDGE.finditer(text, at):
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return edge.end()
    return len(text)


def group_end(tokens, at):
    """The place after the bracket that closes the one at a place."""
    depth = 0
    while at < len(tokens):
        if tokens[at].kind == "punct":
            depth += (tokens[at].text in "([{") - (tokens[at].text in ")]}")
        at += 1
        if depth == 0:
            return at
    return at


def item_end(tokens, at):
    """The place after an item: after its first `;`, or after its first braces."""
    while at < len(tokens) and tokens[at].text != ";":
        if tokens[at].text == "{":
            return group_end(tokens, at)
        at = group_end(tokens, at) if tokens[at].text in ("(", "[") else at + 1
    return at + 1
