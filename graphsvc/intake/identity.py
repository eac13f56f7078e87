"""Which id has a fact whose file gives none?"""

from collections.abc import Sequence
from hashlib import blake2b


def hashed(fields: Sequence[str | None], occurrence: int) -> str:
    """A hash of the row's fields and its number among equal rows, the first being 1.

    Importing the same file again gives the same ids, in whichever order its rows stand.
    """
    text = "\x1f".join((*(field or "" for field in fields), str(occurrence)))
    return blake2b(text.encode(), digest_size=12).hexdigest()


class Occurrences:
    """Numbers equal rows. What is remembered of a row is its hash, not the row."""

    def __init__(self) -> None:
        self._seen: dict[bytes, int] = {}

    def next(self, fields: Sequence[str | None]) -> int:
        text = "\x1f".join(field or "" for field in fields)
        key = blake2b(text.encode(), digest_size=12).digest()
        self._seen[key] = number = self._seen.get(key, 0) + 1
        return number
