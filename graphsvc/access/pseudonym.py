"""Which name stands for a person where names are not shown? A keyed one, the same every time."""

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

BYTES = 15  # 120 bits, 20 characters without padding


@dataclass(frozen=True)
class Pseudonyms:
    """HMAC of store id and person id: without the key nobody can try ids until one fits."""

    key: bytes = field(repr=False)
    store_id: str

    def of(self, person_id: str) -> str:
        # The length goes in front: ("ab", "c") and ("a", "bc") must not be the same person.
        store = self.store_id.encode()
        message = len(store).to_bytes(4, "big") + store + person_id.encode()
        return _urlsafe(hmac.new(self.key, message, hashlib.sha256).digest())


def _urlsafe(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest[:BYTES]).decode("ascii")
