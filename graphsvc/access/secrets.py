"""Where do the service's own keys lie? In files of mode 0600, made once, by whoever is first."""

import os
import secrets
from pathlib import Path

from graphsvc.errors import DataDirectoryUnusable

BYTES = 32
# One key for each purpose: what one of them gives away opens nothing else.
PEPPER, PSEUDONYMS, COOKIES, TOMBSTONES = "pepper", "pseudonyms", "cookies", "tombstones"
HANDLES = "handles"


def key(folder: Path, name: str) -> bytes:
    """The key of that name, made if it is not there; processes that race get the same one.

    Raises:
        DataDirectoryUnusable: the file cannot be read or made, is damaged, or others may read it.
    """
    place = folder / f"{name}.key"
    try:
        if not place.exists():
            _make(place)
        if place.stat().st_mode & 0o077:
            raise DataDirectoryUnusable(
                f"The key file {place.name} may be read by others: chmod 600 it, or replace it."
            )
        found = bytes.fromhex(place.read_text(encoding="ascii").strip())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DataDirectoryUnusable(f"The key file {place.name} is unusable: {reason}.") from error
    except ValueError as error:
        raise DataDirectoryUnusable(f"The key file {place.name} is damaged.") from error
    if len(found) != BYTES:
        raise DataDirectoryUnusable(f"The key file {place.name} is damaged.")
    return found


def _make(place: Path) -> None:
    aside = place.with_name(f"{place.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link, not a rename: whoever is second must not replace the key of the first.
        os.link(aside, place)
    except FileExistsError:
        pass
    finally:
        aside.unlink(missing_ok=True)
