// The endorsements that the people of a range gave.
//
// param low: integer, the first sequence number of the range
// param high: integer, the one after the last
// param kinds: list of strings; empty means every kind
// column person: string, id
// column facts: list of maps: other (an id), properties
MATCH (person:Person)-[act:ENDORSED]->(other:Person)
WHERE person.seq >= $low AND person.seq < $high
  AND (size($kinds) = 0 OR act.kind IN $kinds)
RETURN person.id AS person,
       collect({other: other.id, properties: properties(act)}) AS facts
ORDER BY person
