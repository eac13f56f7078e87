"""How much may one question ask for?"""

from graphsvc.errors import BadRequest


def require_within(parameter: str, value: int, most: int) -> None:
    """Return if *value* is from 1 to *most*.

    Raises:
        BadRequest: it is not; names the parameter and both ends.
    """
    if not 1 <= value <= most:
        expected = f"a whole number from 1 to {most}"
        raise BadRequest([{"parameter": parameter, "expected": expected}])
