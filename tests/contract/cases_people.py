"""Do queries about people in general answer alike on both engines?"""

from tests.contract.cases import Case

CASES = [
    Case("read/people_count", rows=[{"people": 0}], name="of an empty store"),
    Case(
        "read/people_count",
        given=["CREATE (:Person {id: 'ada', seq: 0}), (:Person {id: 'ben'}), (:Unit {id: 'u'})"],
        rows=[{"people": 2}],
        name="with and without a number of ours",
    ),
]
