"""Does each token of an analyst's text stand where it may? One pass, token by token.

It reads tokens and is no parser: it knows what may stand beside what. A word after a complete
expression has to be a known clause or operator, a word before a bracket a known function; so a
clause that nobody thought of is refused like the ones everybody knows.
"""

import re
from dataclasses import dataclass, field

from graphsvc.access import gate_pieces as pieces
from graphsvc.access import gate_words as words
from graphsvc.access.gate_tokens import Token, refusal, refused

DEEPEST_BRACKETS = 40

_OPEN, _CLOSE = "([{", {")": "(", "]": "[", "}": "{"}
_AFTER_UNION = {"ALL", "DISTINCT"}
_STARTS_A_VALUE = {"TRUE", "FALSE", "NULL", "CASE"}
_HOLDS_CLAUSES = {"CALL", "EXISTS", "COUNT", "COLLECT", ")"}  # before a {


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
class Reading:
    """One pass over the tokens. ``complete``: what stands before is a complete expression."""

    text: str
    tokens: list[Token]
    identify: bool
    groups: list[_Group] = field(default_factory=list)
    complete: bool = False
    closed: _Group | None = None  # the bracket closed last

    def check(self) -> None:
        for place, token in enumerate(self.tokens):
            if self._begins(place):
                self._check_beginning(place, token)
            if token.kind == "word":
                self._word(place, token)
            elif token.kind == "mark":
                self._mark(place, token)
            else:
                self._value(place, token)
        if self.groups:
            raise self._refused(self.groups[-1].opener, "A bracket that is not closed")

    def _begins(self, place: int) -> bool:
        """Whether the text, a subquery or a part of a union begins here."""
        before = self._at(place - 1)
        opened = before.text == "{" and self.groups[-1].subquery
        united = before.text.upper() == "UNION" or (
            self._at(place - 2).text.upper() == "UNION" and before.text.upper() in _AFTER_UNION
        )
        return before is pieces.NOTHING or opened or (before.kind == "word" and united)

    def _check_beginning(self, place: int, token: Token) -> None:
        if token.kind == "word":
            self._check_word(token, token.text.upper())
        allowed = token.text.upper() in words.BEGINNINGS
        united = self._at(place - 1).text.upper() == "UNION" and token.text.upper() in _AFTER_UNION
        # EXISTS and COUNT also take a pattern by itself.
        pattern = token.text == "(" and self._at(place - 1).text == "{"
        if token.kind not in ("word", "mark") or not (allowed or united or pattern):
            raise self._refused(token, f"A query that begins with {token.text[:20]!r}")

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
        if self.complete and upper in _STARTS_A_VALUE:
            raise self._refused(token, f"{token.text!r} here")
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
            self._check_function(token, pieces.dotted(self.tokens, place), place)
        elif self._at(place + 1).text == "." and pieces.goes_on_to_a_bracket(self.tokens, place):
            return
        else:
            self._check_property(token)

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
            self._unless(token, pieces.wrong_range(self.tokens, place))

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
            if self.complete and not group.relation and not self.identify:
                self._unless(token, pieces.wrong_subscript(self.tokens, place))
        if token.text == "{":
            self._opened_curly(token, before, after, group)
        if len(self.groups) == DEEPEST_BRACKETS:
            raise self._refused(token, f"Brackets deeper than {DEEPEST_BRACKETS}")
        self.groups.append(group)
        self.complete = False

    def _opened_curly(self, token: Token, before: Token, after: Token, group: _Group) -> None:
        if after.kind == "number" or after.text == "," or before.text in ("-", ">"):
            raise self._refused(token, "A pattern that is repeated")
        group.subquery = before.text.upper() in _HOLDS_CLAUSES
        named = before.kind == "word" and before.text.upper() not in words.KEYWORDS
        in_pattern = named or before.text in ("(", "[")
        group.pattern = in_pattern or self._in("[", relation=True)

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
                self._unless(token, pieces.wrong_steps(self.tokens, place))
        if token.text == "|" == before.text:
            raise self._refused(token, "Joining text with ||")
        if token.text == "+" and not self.identify:
            self._unless(token, pieces.wrong_sum(self.tokens, place, self._function_closed()))
        self._saw_arrow(before.text + token.text in ("--", "->", "<-"))
        repeats = before.text == ")" and self.closed is not None and self.closed.arrows
        if token.text in "*+" and (before.text in (">", "-") or repeats):
            raise self._refused(token, "A pattern that is repeated")
        # In count(*) and RETURN * the mark is the expression.
        self.complete = token.text == "*" and before.text.upper() in ("(", "RETURN", "WITH", ".")
        if token.text == "*" and before.text.upper() == "DISTINCT":
            self.complete = True

    def _function_closed(self) -> str:
        """The function whose bracket was closed last, '' where it was no function's."""
        if self.closed is None or self.closed.before.kind != "word":
            return ""
        return pieces.dotted(self.tokens, self.tokens.index(self.closed.before))

    def _saw_arrow(self, arrow: bool) -> None:
        if arrow and self.groups:
            self.groups[-1].arrows = True

    def _in(self, opener: str, *, relation: bool = False) -> bool:
        group = self.groups[-1] if self.groups else None
        return group is not None and group.opener.text == opener and group.relation >= relation

    def _at(self, place: int) -> Token:
        return pieces.at(self.tokens, place)

    def _unless(self, token: Token, wrong: str | None) -> None:
        if wrong is not None:
            raise self._refused(token, wrong)

    def _refused(self, token: Token, what: str) -> Exception:
        return refused(self.text, token.at, what)
