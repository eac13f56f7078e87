"""What does a stretch of an analyst's tokens say? Names, ranges, steps, sums, looked at in place.

The checks return what is wrong, None where nothing is.
"""

import re
from collections.abc import Sequence

from graphsvc.access import gate_words as words
from graphsvc.access.gate_tokens import Token

NOTHING = Token("start", "", 0)


def at(tokens: Sequence[Token], place: int) -> Token:
    """The token in that place, an empty one before the first and after the last."""
    return tokens[place] if 0 <= place < len(tokens) else NOTHING


def goes_on_to_a_bracket(tokens: Sequence[Token], place: int) -> bool:
    """Whether a dotted name ends in a bracket: a function, checked at its last part."""
    return at(tokens, _last_of_name(tokens, place) + 1).text == "("


def dotted(tokens: Sequence[Token], place: int) -> str:
    """The whole dotted name that ends in that place."""
    parts = [tokens[place].text]
    while at(tokens, place - 1).text == "." and at(tokens, place - 2).kind == "word":
        place -= 2
        parts.insert(0, tokens[place].text)
    return ".".join(parts)


def wrong_range(tokens: Sequence[Token], place: int) -> str | None:
    """Against a ``range`` whose name is in that place: bounds that are computed or far apart."""
    found = re.match(r"\((-?\d+),(-?\d+)(?:,(-?\d+))?\)", _joined(tokens, place + 1, 8))
    if found is None:
        return "range of anything but whole numbers"
    if abs(int(found[2]) - int(found[1])) > words.MOST_IN_RANGE:
        return f"A range of more than {words.MOST_IN_RANGE} numbers"
    return None


def wrong_subscript(tokens: Sequence[Token], place: int) -> str | None:
    """Against a subscript that opens in that place: a computed one names any property."""
    if re.match(r"\[(-?\d+|(-?\d+)?\.\.(-?\d+)?)\]", _joined(tokens, place, 7)):
        return None
    return "A subscript that is not a whole number or a range of them"


def wrong_steps(tokens: Sequence[Token], place: int) -> str | None:
    """Against the ``*`` of a relationship in that place: without an upper bound, or too far."""
    inside = _joined(tokens, place + 1, 3)
    exact, upto = re.match(r"(\d+)(?!\d*\.)", inside), re.match(r"\d*\.\.(\d+)", inside)
    bound = upto or exact
    if bound is None:
        return "A path without an upper bound"
    if len(bound[1]) > 2 or int(bound[1]) > words.MOST_STEPS:
        return f"A path of more than {words.MOST_STEPS} steps"
    return None


def wrong_sum(tokens: Sequence[Token], place: int, function: str) -> str | None:
    """Against the ``+`` in that place: text plus a person is text about the person.

    On the embedded engine, that is. What stands to the right of a + must be known not to be a
    person; what stands to the left too, unless a number or a date follows: these do not join
    with text. *function* is the one whose brackets end before the +, '' for none.
    """
    left, right = _kind_before(tokens, place, function), _kind_after(tokens, place)
    if right == "number" or (left is not None and right == "text"):
        return None
    return "A sum of other than numbers, texts and functions that return them, such as toInteger,"


def _kind_before(tokens: Sequence[Token], place: int, function: str) -> str | None:
    before = at(tokens, place - 1)
    return _kind_of(function) if before.text == ")" else _kind_of_value(before)


def _kind_after(tokens: Sequence[Token], place: int) -> str | None:
    after, end = at(tokens, place + 1), _last_of_name(tokens, place + 1)
    if after.kind == "word" and at(tokens, end + 1).text == "(":
        return _kind_of(dotted(tokens, end))
    return _kind_of_value(after)


def _kind_of_value(token: Token) -> str | None:
    if token.kind == "number":
        return "number"
    return "text" if token.kind in ("string", "parameter") else None


def _kind_of(function: str) -> str | None:
    lower = function.lower()
    if lower in words.NUMBER_FUNCTIONS:
        return "number"
    return "text" if lower in words.TEXT_FUNCTIONS else None


def _last_of_name(tokens: Sequence[Token], place: int) -> int:
    while at(tokens, place + 1).text == "." and at(tokens, place + 2).kind == "word":
        place += 2
    return place


def _joined(tokens: Sequence[Token], start: int, count: int) -> str:
    return "".join(one.text for one in tokens[start : start + count])
