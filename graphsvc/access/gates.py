"""May this text of an analyst be run? Gates G0 to G2: limits, characters, words.

It reads tokens and is no parser: it knows what may stand beside what. A word after a complete
expression has to be a known clause or operator, a word before a bracket a known function; so a
clause that nobody thought of is refused like the ones everybody knows. The server's READ mode
and the reader account are the other locks.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphsvc.access import gate_words as words
from graphsvc.access.gate_parameters import check_parameters
from graphsvc.access.gate_tokens import Token, refusal, refused, tokens
from graphsvc.errors import QueryInvalid

MOST_TEXT_BYTES = 8_192
DEEPEST_BRACKETS = 40

_OPEN, _CLOSE = "([{", {")": "(", "]": "[", "}": "{"}
_NOTHING = Token("start", "", 0)


def check_query(text: str, parameters: Mapping[str, Any], *, identify: bool) -> str:
    """The text to run, without comments, if it passes; *identify*: the viewer may see names.

    Raises:
        QueryInvalid: too long, or parameters that are too many, too large or of no usable type.
        QueryRefused: more than reading the graph, with line, column and reason.
    """
    check_parameters(parameters)
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise QueryInvalid("The query is not valid text.") from error
    if size > MOST_TEXT_BYTES:
        raise QueryInvalid(f"The query is longer than {MOST_TEXT_BYTES} bytes.")
    found, kept = tokens(text)
    if not found:
        raise QueryInvalid("The query is empty.")
    _Reading(text, found, identify).check()
    return kept


@dataclass
class _Group:
    """An open bracket: ``before`` is the token in front of it."""

    opener: Token
    before: Token
    relation: bool = False  # [...] of a relationship
    pattern: bool = False  # {...} of a node or relationship, not a map by itself
    subquery: bool = False  # {...} that holds clauses
    arrows: bool = False  # holds a relationship directly


@dataclass
class _Reading:
    """One pass over the tokens. ``complete``: what stands before is a complete expression."""

    text: str
    tokens: list[Token]
    identify: bool
    groups: list[_Group] = field(default_factory=list)
    complete: bool = False
    closed: _Group | None = None  # the bracket closed last

    def check(self) -> None:
        first = self.tokens[0]
        if first.kind != "word" or first.text.upper() not in words.BEGINNINGS:
            raise self._refused(first, f"A query that begins with {first.text!r}")
        for place, token in enumerate(self.tokens):
            if token.kind == "word":
                self._word(place, token)
            elif token.kind == "mark":
                self._mark(place, token)
            else:
                self._value(place, token)
        if self.groups:
            raise self._refused(self.groups[-1].opener, "A bracket that is not closed")

    def _word(self, place: int, token: Token) -> None:
        upper, before, after = token.text.upper(), self._at(place - 1), self._at(place + 1)
        self._check_word(token, upper)
        if before.text == ".":
            self._after_dot(place, token)
            return
        if upper == "CALL" and after.text not in ("(", "{"):
            raise self._refused(token, "Calling a procedure")
        if upper not in words.KEYWORDS:
            if self.complete:
                raise self._refused(token, f"{token.text!r} here")
            if after.text == "(":
                self._check_function(token, token.text, place)
            self._check_key(token, after)
            self.complete = True
            return
        named = upper in words.AMBIGUOUS and after.text not in ("(", "{")
        self.complete = upper in words.COMPLETE or named

    def _check_word(self, token: Token, upper: str) -> None:
        if upper in words.REFUSED:
            raise refusal(self.text, token.at, f"{upper} {words.REFUSED[upper]}")
        lower = token.text.lower()
        if lower in words.NEVER_SHOWN:
            raise self._refused(token, f"The internal property {lower}")
        if lower in words.IDENTIFYING and not self.identify:
            raise self._refused(token, f"{lower} without the scope people:identify")

    def _after_dot(self, place: int, token: Token) -> None:
        self.complete = True
        if self._at(place + 1).text == "(":
            self._check_function(token, self._dotted(place), place)
        elif self._at(place + 1).text == "." and self._is_function(place):
            return
        else:
            self._check_property(token)

    def _is_function(self, place: int) -> bool:
        """Whether a dotted name goes on to a bracket: a function, checked at its last part."""
        while self._at(place + 1).text == "." and self._at(place + 2).kind == "word":
            place += 2
        return self._at(place + 1).text == "("

    def _dotted(self, place: int) -> str:
        parts = [self.tokens[place].text]
        while self._at(place - 1).text == "." and self._at(place - 2).kind == "word":
            place -= 2
            parts.insert(0, self.tokens[place].text)
        return ".".join(parts)

    def _check_property(self, token: Token) -> None:
        lower = token.text.lower()
        if not self.identify and lower not in words.OPEN | words.OF_DATES:
            raise self._refused(token, f"The property {lower}")

    def _check_key(self, token: Token, after: Token) -> None:
        """A name before a colon in ``(p {level: 3})`` is a property like one after a dot."""
        if after.text == ":" and self.groups and self.groups[-1].pattern:
            self._check_property(token)

    def _check_function(self, token: Token, name: str, place: int) -> None:
        lower = name.lower()
        allowed = words.FUNCTIONS | (words.IDENTIFYING_FUNCTIONS if self.identify else set())
        if lower not in allowed or (lower in words.TELLING_FUNCTIONS and not self.identify):
            raise self._refused(token, f"The function {name}")
        if lower == "range":
            self._check_range(place)

    def _check_range(self, place: int) -> None:
        inside = "".join(one.text for one in self.tokens[place + 1 : place + 9])
        found = re.match(r"\((-?\d+),(-?\d+)(?:,(-?\d+))?\)", inside)
        if found is None:
            raise self._refused(self.tokens[place], "range of anything but whole numbers")
        if abs(int(found[2]) - int(found[1])) > words.MOST_IN_RANGE:
            what = f"A range of more than {words.MOST_IN_RANGE} numbers"
            raise self._refused(self.tokens[place], what)

    def _value(self, place: int, token: Token) -> None:
        before = self._at(place - 1)
        if token.kind == "quoted" and before.text.upper() != "AS":
            raise self._refused(token, "A name in back-ticks other than a column's, after AS,")
        if token.kind == "quoted":
            self._check_quoted(token)
        if self.complete or before.text == ".":
            raise self._refused(token, f"{token.text[:20]!r} here")
        in_map = self._in("{") and not self.groups[-1].subquery
        if token.kind == "parameter" and before.text == ":" and not in_map:
            raise self._refused(token, "A label or type by parameter")
        self.complete = True

    def _check_quoted(self, token: Token) -> None:
        for word in re.findall(r"\w+", token.text):
            self._check_word(token, word.upper())
            self._check_word(token._replace(text=word), word.upper())

    def _mark(self, place: int, token: Token) -> None:
        if token.text in _OPEN:
            self._opened(place, token)
        elif token.text in _CLOSE:
            self._closed(token)
        elif token.text in (";", "=~"):
            what = "More than one statement (;)" if token.text == ";" else "A regular expression"
            raise self._refused(token, what)
        else:
            self._operator(place, token)

    def _opened(self, place: int, token: Token) -> None:
        before, after = self._at(place - 1), self._at(place + 1)
        group = _Group(token, before)
        if token.text == "(" and self.complete and before.kind != "word":
            raise self._refused(token, "A pattern that is repeated")
        if token.text == "[":
            group.relation = before.text == "-"
            self._saw_arrow(group.relation)
            if self.complete and not group.relation:
                self._check_subscript(place)
        if token.text == "{":
            if after.kind == "number" or after.text == "," or before.text in ("-", ">"):
                raise self._refused(token, "A pattern that is repeated")
            keyword = before.text.upper() in words.KEYWORDS
            group.subquery = keyword or before.text == ")"
            in_pattern = before.kind == "word" or before.text in ("(", "[")
            group.pattern = (in_pattern and not keyword) or self._in("[", relation=True)
        if len(self.groups) == DEEPEST_BRACKETS:
            raise self._refused(token, f"Brackets deeper than {DEEPEST_BRACKETS}")
        self.groups.append(group)
        self.complete = False

    def _closed(self, token: Token) -> None:
        if not self.groups or self.groups[-1].opener.text != _CLOSE[token.text]:
            raise self._refused(token, "A bracket that was not opened")
        self.closed = self.groups.pop()
        self.complete = True

    def _operator(self, place: int, token: Token) -> None:
        before = self._at(place - 1)
        if token.text == "*":
            if before.text == "." and not self.identify:
                raise self._refused(token, "All properties at once")
            if self._in("[", relation=True):
                self._check_steps(place)
        if token.text == "|" == before.text:
            raise self._refused(token, "Joining text with ||")
        if token.text == "+" and not self.identify:
            self._check_sum(place)
        self._saw_arrow(before.text + token.text in ("--", "->", "<-"))
        repeats = before.text == ")" and self.closed is not None and self.closed.arrows
        if token.text in "*+" and (before.text in (">", "-") or repeats):
            raise self._refused(token, "A pattern that is repeated")
        # In count(*) and RETURN * the mark is the expression.
        self.complete = token.text == "*" and before.text.upper() in ("(", "RETURN", "WITH", ".")
        if token.text == "*" and before.text.upper() == "DISTINCT":
            self.complete = True

    def _check_sum(self, place: int) -> None:
        """Text plus a person is text about the person on the embedded engine.

        What stands to the right of a + must be known not to be a person; what stands to the left
        too, unless a number or a date follows: these do not join with text.
        """
        left, right = self._kind_before(place), self._kind_after(place)
        if right == "number" or (left is not None and right == "text"):
            return
        what = (
            "A sum of other than numbers, texts and functions that return them, such as toInteger,"
        )
        raise self._refused(self.tokens[place], what)

    def _kind_after(self, place: int) -> str | None:
        after = self._at(place + 1)
        if after.kind == "number":
            return "number"
        if after.kind in ("string", "parameter"):
            return "text"
        end = place + 1
        while self._at(end + 1).text == "." and self._at(end + 2).kind == "word":
            end += 2
        return self._kind_of(self._dotted(end)) if self._at(end + 1).text == "(" else None

    def _kind_before(self, place: int) -> str | None:
        before = self._at(place - 1)
        if before.kind == "number":
            return "number"
        if before.kind in ("string", "parameter"):
            return "text"
        if before.text == ")" and self.closed is not None and self.closed.before.kind == "word":
            return self._kind_of(self._dotted(self.tokens.index(self.closed.before)))
        return None

    @staticmethod
    def _kind_of(function: str) -> str | None:
        lower = function.lower()
        if lower in words.NUMBER_FUNCTIONS:
            return "number"
        return "text" if lower in words.TEXT_FUNCTIONS else None

    def _saw_arrow(self, arrow: bool) -> None:
        if arrow and self.groups:
            self.groups[-1].arrows = True

    def _check_subscript(self, place: int) -> None:
        if self.identify:
            return
        inside = "".join(one.text for one in self.tokens[place : place + 7])
        if not re.match(r"\[(-?\d+|(-?\d+)?\.\.(-?\d+)?)\]", inside):
            what = "A subscript that is not a whole number or a range of them"
            raise self._refused(self.tokens[place], what)

    def _check_steps(self, place: int) -> None:
        inside = "".join(one.text for one in self.tokens[place + 1 : place + 4])
        exact, upto = re.match(r"(\d+)(?!\d*\.)", inside), re.match(r"\d*\.\.(\d+)", inside)
        bound = upto or exact
        if bound is None:
            raise self._refused(self.tokens[place], "A path without an upper bound")
        if len(bound[1]) > 2 or int(bound[1]) > words.MOST_STEPS:
            raise self._refused(self.tokens[place], f"A path of more than {words.MOST_STEPS} steps")

    def _in(self, opener: str, *, relation: bool = False) -> bool:
        group = self.groups[-1] if self.groups else None
        return group is not None and group.opener.text == opener and group.relation >= relation

    def _at(self, place: int) -> Token:
        return self.tokens[place] if 0 <= place < len(self.tokens) else _NOTHING

    def _refused(self, token: Token, what: str) -> Exception:
        return refused(self.text, token.at, what)
