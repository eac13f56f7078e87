"""What do the driver's values become outside the store?"""

import math
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

_TEMPORAL = (Date, DateTime, Time)


def native(value: Any) -> Any:
    """*value* with dates and times of the standard library in place of the driver's."""
    if isinstance(value, list):
        # Long lists of numbers are what a snapshot is made of: looked at once, not copied.
        kinds = set(map(type, value))
        return value if kinds <= _PLAIN else [native(one) for one in value]
    if isinstance(value, dict):
        return {name: native(one) for name, one in value.items()}
    return value.to_native() if isinstance(value, _TEMPORAL) else value


_PLAIN = {int, float, str, bool, type(None)}


def shown(value: Any) -> Any:
    """*value* as an analyst may see it and JSON can hold it.

    Temporal values become ISO strings. Of nodes and relationships only labels, type and the
    pseudonym are left: what is to be shown of a person has to be asked for by property.
    """
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list):
        return [shown(one) for one in value]
    if isinstance(value, dict):
        return {name: shown(one) for name, one in value.items()}
    return _entity(value)


def _entity(value: Any) -> Any:
    if isinstance(value, Node):
        return {"labels": sorted(value.labels)} | _alias(value)
    if isinstance(value, Relationship):
        return {"type": value.type} | _alias(value)
    if isinstance(value, Path):
        ties = [shown(one) for one in value.relationships]
        return {"nodes": [shown(one) for one in value.nodes], "relationships": ties}
    if isinstance(value, (*_TEMPORAL, Duration)):
        return value.iso_format()
    if isinstance(value, Point):
        return {"srid": value.srid, "coordinates": [shown(one) for one in value]}
    return str(value)


def _alias(entity: Node | Relationship) -> dict[str, str]:
    alias = entity.get("alias")
    return {} if alias is None else {"alias": alias}
