"""Which JSON is read? What RFC 8259 allows and UTF-8 can carry; the rest is no JSON here."""

import json
from typing import Any, NoReturn

from flask.json.provider import DefaultJSONProvider


class StrictJSON(DefaultJSONProvider):
    """Flask's JSON, stricter in what it reads; every refusal is a ValueError."""

    def loads(self, s: str | bytes, **options: Any) -> Any:
        try:
            found = json.loads(s, parse_constant=_no_number, object_pairs_hook=_once, **options)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        # Half of a surrogate pair can be escaped in JSON, and in no text that is sent on.
        json.dumps(found, ensure_ascii=False).encode()
        return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name is given twice")
    return dict(pairs)
