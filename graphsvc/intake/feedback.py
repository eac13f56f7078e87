"""How many ingredients of feedback one can act on does a text have? By rules, without a model.

The six: a situation, a behaviour, an outcome, a named piece
of work, a next step, and not traits alone. English words only. Counts describe the text, never
the person it is about, and the text itself is not kept.
"""

import json
import re
from typing import NamedTuple

_MONTH = (
    "january|february|march|april|june|july|august|september|october|november|december"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
)
_SITUATION = re.compile(
    rf"\b(?:(?:in|during|at|on|after|before|since|when)\s+(?:the|our|your|that|this|last)\s+"
    rf"(?:\w+\s+){{0,2}}(?:meeting|review|incident|launch|release|call|workshop|presentation"
    rf"|interview|sprint|quarter|demo|retrospective|week|month|project|migration)"
    rf"|(?:in|on|since|during)\s+(?:the\s+)?(?:{_MONTH})|yesterday|last\s+(?:week|month|quarter)"
    rf"|20\d\d-\d\d-\d\d|when\s+(?:you|we|the)\b)",
    re.IGNORECASE,
)
_BEHAVIOUR = re.compile(
    r"\byou(?:\s+(?:then|also|first|clearly|always|never|often))?\s+"
    r"(?!are\b|were\b|have\b|seem|always\b|never\b)"
    r"(?:\w+ed|wrote|led|ran|built|made|took|gave|told|showed|brought|found|held|kept|sent|set"
    r"|rewrote|spoke|taught|drew|cut|chose|began|got|put|said|sat|saw|met|broke|drove)\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:%|percent\b|customers?\b|people\b|hours?\b|days?\b|weeks?\b|times\b"
    r"|euros?\b|dollars?\b|tickets?\b|teams?\b)"
    r"|\b(?:which|and|so|that)\s+(?:\w+\s+){0,2}(?:cut|saved|reduced|increased|raised|halved"
    r"|doubled|stayed|prevented|unblocked|fixed|won|resulted)\b|\bas a result\b|\bled to\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:the|your|our|a)\s+(?:\w+[\s-]){0,2}(?:plan|page|document|report|design|dashboard|proposal"
    r"|presentation|slides|code|test|tests|notes|write-up|roadmap|budget|analysis|migration"
    r"|release|runbook|contract|specification|survey|tool|service|system|project)\b",
    re.IGNORECASE,
)
_NEXT_STEP = re.compile(
    r"\b(?:next (?:step|time)|please|could you|i suggest|let us|let's|try to|i will|we will"
    r"|you could|follow up)\b",
    re.IGNORECASE,
)
_TRAIT = re.compile(
    r"\b(?:attitude|talented|smart|brilliant|nice|great|team player|helpful|natural|gifted|abrasive"
    r"|aggressive|emotional|bossy|friendly|reliable|star|genius|amazing|awesome|wonderful)\b",
    re.IGNORECASE,
)
INGREDIENTS = {
    "situation": _SITUATION,
    "behaviour": _BEHAVIOUR,
    "outcome": _OUTCOME,
    "work": _WORK,
    "next_step": _NEXT_STEP,
}
NOT_ONLY_TRAITS, TRAITS = "not_only_traits", "traits"
_CONCRETE = ("behaviour", "outcome", "work")


class Span(NamedTuple):
    """A piece of a text: from ``start`` up to, not including, ``end``, in letters."""

    start: int
    end: int


def spans(text: str) -> dict[str, tuple[Span, ...]]:
    """Where each ingredient occurs, in the order of the text; under ``traits`` words of traits."""
    patterns = {**INGREDIENTS, TRAITS: _TRAIT}
    return {
        name: tuple(Span(*found.span()) for found in pattern.finditer(text))
        for name, pattern in patterns.items()
    }


def counts(text: str) -> dict[str, int]:
    """How often each ingredient occurs.

    ``not_only_traits`` is 1 if the text has a behaviour, an outcome or a piece of work, or names
    no trait; and 0 for a text without words.
    """
    found = {name: len(places) for name, places in spans(text).items()}
    traits = found.pop(TRAITS)
    concrete = any(found[name] for name in _CONCRETE)
    words = re.search(r"\w", text) is not None
    return {**found, NOT_ONLY_TRAITS: int(words and (concrete or not traits))}


def specificity(text: str) -> str:
    """The counts of a text as JSON: what is kept of it."""
    return json.dumps(counts(text))
