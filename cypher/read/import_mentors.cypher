// When the people of a range are mentors of whom.
//
// param low: integer, the first sequence number of the range
// param high: integer, the one after the last
// column person: string, id
// column facts: list of maps: other (an id), properties
MATCH (person:Person)-[span:MENTORS]->(other:Person)
WHERE person.seq >= $low AND person.seq < $high
RETURN person.id AS person,
       collect({other: other.id, properties: properties(span)}) AS facts
ORDER BY person
