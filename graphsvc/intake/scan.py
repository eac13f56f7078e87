"""Can this file be read to its end as text, and what is its content's hash?

One quick pass over the bytes before any row is read: what is wrong with a file as a whole is
found here, so that reading rows need not expect it.
"""

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO, cast

from graphsvc.intake.problems import Problems

CHUNK = 1 << 20
SAVE_AGAIN = "save it again as CSV in UTF-8"


@dataclass
class Scan:
    """What the pass found; ``lines`` is for the progress bar, quoted line breaks count in it."""

    digest: str
    lines: int
    ends_with_line_break: bool


def open_bytes(path: Path) -> IO[bytes]:
    """The content of a plain or compressed file."""
    if path.name.endswith(".gz"):
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def scan(path: Path, problems: Problems) -> Scan | None:
    """The file's hash and lines, or None after telling *problems* why it cannot be used."""
    try:
        return _pass_over(path, problems)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        expected = "a whole gzip file: this one is cut off or damaged, copy it again"
        problems.file(path.name, expected, "gzip_damaged")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        problems.file(path.name, f"a file that can be read: {reason}", "not_readable")
    return None


def _pass_over(path: Path, problems: Problems) -> Scan | None:
    digest, lines, last = hashlib.sha256(), 0, b""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for chunk in chain(_chunks(path), [b""]):
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            line = 1 + lines + error.object[: error.start].count(b"\n")
            problems.file(path.name, f"text in UTF-8: {SAVE_AGAIN}", "not_utf8", line)
            return None
        if b"\0" in chunk:
            line = 1 + lines + chunk[: chunk.index(b"\0")].count(b"\n")
            expected = f"no NUL bytes: the file is damaged or not text, {SAVE_AGAIN}"
            problems.file(path.name, expected, "nul_byte", line)
            return None
        digest.update(chunk)
        lines += chunk.count(b"\n")
        last = chunk[-1:] or last
    if not last:
        problems.file(path.name, "a header row: the file is empty", "empty")
        return None
    return Scan(digest.hexdigest(), lines, last in (b"\n", b"\r"))


def _chunks(path: Path) -> Iterator[bytes]:
    with open_bytes(path) as file:
        while chunk := file.read(CHUNK):
            yield chunk
