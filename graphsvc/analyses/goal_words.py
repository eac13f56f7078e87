"""Which titles and topics does a goal speak of?"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

LONGEST = 4  # words of a topic
SHORTEST = 3  # letters of a word that may stand for a topic by itself


def words(text: str) -> list[str]:
    """The words of *text*, folded: lower case, without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(one for one in apart if not unicodedata.combining(one)))


def needed(titles: Iterable[str]) -> dict[str, frozenset[str]]:
    """The words of each of the *titles* that has any."""
    found = {title: frozenset(words(title)) for title in titles}
    return {title: said for title, said in found.items() if said}


def titles_meant(text: str, titles: Mapping[str, frozenset[str]]) -> list[str]:
    """Those of *titles*, as needed gives them, all words of which stand in *text*.

    Only the ones with most words: "Become a staff engineer" means the title "Staff engineer", not
    also "Engineer".
    """
    said = set(words(text))
    fitting = {title: every for title, every in titles.items() if every <= said}
    most = max(map(len, fitting.values()), default=0)
    return sorted(title for title, every in fitting.items() if len(every) == most)


def phrases(text: str) -> list[str]:
    """Runs of words of *text*, any of which may be a topic somebody was endorsed for."""
    said = words(text)
    runs = (
        " ".join(said[first : first + length])
        for length in range(1, LONGEST + 1)
        for first in range(len(said) - length + 1)
    )
    return sorted({run for run in runs if len(run) >= SHORTEST})
