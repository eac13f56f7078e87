"""May this text of an analyst be run? Gates G0 to G2: limits, characters, words.

The server's READ mode and the reader account are the other locks.
"""

from collections.abc import Mapping
from typing import Any

from graphsvc.access.gate_parameters import check_parameters
from graphsvc.access.gate_reading import Reading
from graphsvc.access.gate_tokens import tokens
from graphsvc.errors import QueryInvalid

MOST_TEXT_BYTES = 8_192


def check_query(text: str, parameters: Mapping[str, Any], *, identify: bool) -> str:
    """The text to run, without comments, if it passes; *identify*: the viewer may see names.

    Raises:
        QueryInvalid: too long, or parameters that are too many, too large or of no usable type.
        QueryRefused: more than reading the graph, with line, column and reason.
    """
    check_parameters(parameters)
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise QueryInvalid("The query is not valid text.") from error
    if size > MOST_TEXT_BYTES:
        raise QueryInvalid(f"The query is longer than {MOST_TEXT_BYTES} bytes.")
    found, kept = tokens(text)
    if not found:
        raise QueryInvalid("The query is empty.")
    Reading(text, found, identify).check()
    return kept
