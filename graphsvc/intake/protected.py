"""Does a column by its name hold what must never be stored about a person by chance?"""

import re

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")
_EXACT = {"age", "ages", "dob", "faith", "race", "races", "sex", "sexes", "pronoun", "pronouns"}
_BEGINNINGS = (
    "birth", "caste", "citizen", "disab", "ethnic", "gender", "health", "immigra", "marital",
    "maternit", "nationalit", "orientation", "paternit", "pregnan", "racial", "religi", "sexual",
    "transgender", "veteran",
)  # fmt: skip


def looks_protected(column: str) -> bool:
    """Whether a word of *column*, split at anything but letters and at case, is a telling one."""
    words = [word.lower() for word in _WORDS.findall(column)]
    return any(word in _EXACT or word.startswith(_BEGINNINGS) for word in words)
