"""Which word stands for something that must not be named, and only here? A keyed one."""

from dataclasses import dataclass, field
from hashlib import blake2b

BYTES = 12  # 96 bits, 24 characters


@dataclass(frozen=True)
class Handles:
    """Keyed BLAKE2b (RFC 7693) over a purpose and what is meant.

    The same every time, and without the key nobody can try it out.
    """

    key: bytes = field(repr=False)

    def of(self, *parts: str) -> str:
        """The handle of *parts*, the first of them the purpose."""
        # Lengths go in front: ("ab", "c") and ("a", "bc") must not have the same.
        encoded = [one.encode() for one in parts]
        message = b"".join(len(one).to_bytes(4, "big") + one for one in encoded)
        # Letters and digits alone: on a command line a word that begins with "-" is an option.
        return blake2b(message, key=self.key, digest_size=BYTES).hexdigest()
