"""Which word stands for something that must not be named, and only here? A keyed one."""

import base64
import hmac
from dataclasses import dataclass, field

BYTES = 15  # 120 bits, 24 characters without padding


@dataclass(frozen=True)
class Handles:
    """HMAC over a purpose and what is meant: the same every time, and nobody can try it out."""

    key: bytes = field(repr=False)

    def of(self, *parts: str) -> str:
        """The handle of *parts*, the first of them the purpose."""
        # Lengths go in front: ("ab", "c") and ("a", "bc") must not have the same.
        encoded = [one.encode() for one in parts]
        message = b"".join(len(one).to_bytes(4, "big") + one for one in encoded)
        digest = hmac.digest(self.key, message, "sha256")
        # Letters and digits alone: on a command line a word that begins with "-" is an option.
        return base64.b32encode(digest[:BYTES]).decode("ascii").lower()
