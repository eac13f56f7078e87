"""What is a type of a ties file, in the words of the graph?"""

import re
from dataclasses import dataclass

from graphsvc.model import SOURCES, source_of

FACTS = ("KNOWS", "ENDORSED", "MENTORS", "REPORTS_TO", "MEMBER_OF")
_FEED = re.compile(r"[a-z]+(\.[A-Za-z0-9_-]{1,40})?")


@dataclass(frozen=True)
class TieType:
    """``fact`` is one of FACTS; ``detail`` the feed of a KNOWS or the kind of an ENDORSED."""

    fact: str
    detail: str = ""


def is_feed(text: str) -> bool:
    """A source, or a source and a name: ``mail``, ``survey.advice``."""
    return _FEED.fullmatch(text) is not None and source_of(text) in SOURCES
