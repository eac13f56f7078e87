"""Which values may come with an analyst's query? Few, plain, 64-bit, finite, flat."""

import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from graphsvc.errors import QueryInvalid

MOST_PARAMETERS = 50
MOST_PARAMETER_BYTES = 65_536
MOST_ITEMS = 10_000
DEEPEST_PARAMETER = 3

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


def check_parameters(parameters: Mapping[str, Any]) -> None:
    """G0 for values: few, plain, 64-bit, finite, flat.

    Raises:
        QueryInvalid: names the parameter, never its value.
    """
    if len(parameters) > MOST_PARAMETERS:
        raise QueryInvalid(f"More than {MOST_PARAMETERS} parameters.")
    size = 0
    for name, value in parameters.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise QueryInvalid("A parameter's name is a word of up to 64 letters, digits and _.")
        try:
            size += _size(value, 1)
        except ValueError as error:
            raise QueryInvalid(f"Parameter {name}: {error}.") from error
        if size > MOST_PARAMETER_BYTES:
            raise QueryInvalid(f"Parameters of more than {MOST_PARAMETER_BYTES} bytes.")


def _size(value: Any, depth: int) -> int:
    """Roughly its bytes; ValueError says what is wrong with it."""
    if isinstance(value, list | tuple):
        if depth > DEEPEST_PARAMETER:
            raise ValueError(f"lists nest deeper than {DEEPEST_PARAMETER}")
        if len(value) > MOST_ITEMS:
            raise ValueError(f"a list of more than {MOST_ITEMS} items")
        return sum(_size(one, depth + 1) for one in value)
    if isinstance(value, str):
        try:
            return len(value.encode("utf-8"))
        except UnicodeEncodeError:
            raise ValueError("not valid text") from None
    if isinstance(value, bool) or value is None or isinstance(value, date):
        return 4
    if isinstance(value, int) and -(2**63) <= value < 2**63:
        return 8
    if isinstance(value, float) and math.isfinite(value):
        return 8
    raise ValueError("neither text, a 64-bit number, true, false, null nor a list of these")
