// The promises that the people of a range made.
//
// param low: integer, the first sequence number of the range
// param high: integer, the one after the last
// column person: string, id
// column facts: list of maps: other (an id, '' for nobody), properties
MATCH (person:Person)-[:MADE]->(found:Promise)
WHERE person.seq >= $low AND person.seq < $high
OPTIONAL MATCH (found)-[:TO]->(other:Person)
RETURN person.id AS person,
       collect({other: coalesce(other.id, ''), properties: properties(found)}) AS facts
ORDER BY person
