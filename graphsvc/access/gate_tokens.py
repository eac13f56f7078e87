"""Of which tokens does an analyst's text consist? Whatever could be read two ways is refused."""

import re
import unicodedata
from typing import NamedTuple

from graphsvc.errors import QueryRefused

MOST_TOKENS = 2_000
# Control, format (direction marks, zero width), surrogate, private, unassigned, line separators.
_NEVER = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\n]+|\r\n)
      | (?P<comment>//[^\n]*|/\*(?s:.*?)\*/)
      | (?P<string>'(?:[^'\\]|\\[\\'"nt])*'|"(?:[^"\\]|\\[\\'"nt])*")
      | (?P<quoted>`[A-Za-z0-9_ -]{1,64}`)
      | (?P<parameter>\$[A-Za-z_][A-Za-z0-9_]*)
      | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_]))
      | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<mark>=~|\.\.|[()\[\]{},.:;|=<>+\-*/%^&!])""",
    re.VERBOSE,
)
_WHY_NOT = {
    "'": "A string that does not end, or with a backslash other than \\\\ \\' \\\" \\n \\t",
    '"': "A string that does not end, or with a backslash other than \\\\ \\' \\\" \\n \\t",
    "`": "Back-ticks around other than letters, digits, blanks, - and _",
    "$": "A label, type or parameter that is computed",
    "\\": "A backslash outside a string",
    "/": "A comment that does not end",
}


class Token(NamedTuple):
    """``kind``: word, number, string, quoted, parameter or mark. ``at``: offset in the text."""

    kind: str
    text: str
    at: int


def tokens(text: str) -> tuple[list[Token], str]:
    """The tokens of *text*, and *text* with blanks in place of its comments.

    What is sent to the server has no comments: nothing in it can be read differently there.

    Raises:
        QueryRefused: a character, escape or token that is not allowed, with line and column.
    """
    _check_characters(text)
    found: list[Token] = []
    kept: list[str] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        # "/" may begin a comment that never ends: as a division it would hide what follows.
        if match is None or text.startswith("/*", at) and match.lastgroup == "mark":
            raise refused(text, at, _WHY_NOT.get(text[at], f"The character {text[at]!a}"))
        kind, part = str(match.lastgroup), match.group()
        if kind == "comment":
            kept.append(re.sub(r"[^\n]", " ", part))
        else:
            kept.append(part)
        if kind not in ("blank", "comment"):
            found.append(Token(kind, part, at))
        at = match.end()
    if len(found) > MOST_TOKENS:
        raise refused(text, found[MOST_TOKENS].at, f"More than {MOST_TOKENS} words and marks")
    return found, "".join(kept)


def refused(text: str, at: int, what: str) -> QueryRefused:
    """The refusal of *what* stands at that offset."""
    return refusal(text, at, f"{what} is not allowed")


def refusal(text: str, at: int, reason: str) -> QueryRefused:
    """The refusal for a *reason*, with line and column of that offset."""
    line = text.count("\n", 0, at) + 1
    return QueryRefused(reason, line=line, column=at - text.rfind("\n", 0, at))


def _check_characters(text: str) -> None:
    if not unicodedata.is_normalized("NFC", text):
        raise refused(text, 0, "Text that is not in normal form C")
    for at, character in enumerate(text):
        if character in "\t\n" or " " <= character <= "~" and character != "\\":
            continue
        if character == "\r" and text.startswith("\r\n", at):
            continue
        # The server decodes \u anywhere, before it looks for strings and comments.
        if character == "\\" and text[at + 1 : at + 2] in ("u", "U"):
            raise refused(text, at, "A Unicode escape")
        if unicodedata.category(character) in _NEVER:
            raise refused(text, at, f"The invisible character U+{ord(character):04X}")
