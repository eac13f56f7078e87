// Who of some people is in a unit and came to it from another one.
//
// param ids: list of string, whom to look at
// param unit: string, id
// param before: date, the day after the last that counts
// column id: string
UNWIND $ids AS one
MATCH (person:Person {id: one})-[now:MEMBER_OF]->(:Unit {id: $unit})
WHERE now.since < $before AND (now.until IS NULL OR now.until >= $before)
MATCH (person)-[then:MEMBER_OF]->(other:Unit)
WHERE other.id <> $unit AND then.until <= now.since
RETURN DISTINCT person.id AS id
ORDER BY id
