// The ties of some feeds that start at the people of a range.
//
// param low: integer, the first sequence number of the range
// param high: integer, the one after the last
// param feeds: list of strings
// column person: string, id
// column facts: list of maps: other (an id), properties
MATCH (person:Person)-[tie:KNOWS]->(other:Person)
WHERE person.seq >= $low AND person.seq < $high
  AND tie.feed IN $feeds
RETURN person.id AS person,
       collect({other: other.id, properties: properties(tie)}) AS facts
ORDER BY person
