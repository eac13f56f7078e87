"""What stands in a CSV file, gzipped or not?"""

import csv
import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bench.asked import Unusable

if TYPE_CHECKING:
    from _csv import Reader


@contextmanager
def lines(path: Path) -> Iterator["Reader"]:
    """The rows of *path*; what cannot be opened or read is Unusable."""
    try:
        with _opened(path) as file:
            yield csv.reader(file, strict=True)
    except (OSError, EOFError) as error:
        raise Unusable(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    except UnicodeDecodeError:
        raise Unusable(f"{path}: not UTF-8") from None
    except csv.Error as error:
        raise Unusable(f"{path}: {error}") from None


def _opened(path: Path) -> TextIO:
    opening: Any = gzip.open if path.suffix == ".gz" else open
    file: TextIO = opening(path, "rt", encoding="utf-8-sig", newline="")
    return file
