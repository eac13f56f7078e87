// The goals of the people of a range.
//
// param low: integer, the first sequence number of the range
// param high: integer, the one after the last
// column person: string, id
// column facts: list of maps: decided_by, unit (ids, '' for nobody), properties
MATCH (person:Person)-[:AIMS_FOR]->(found:Goal)
WHERE person.seq >= $low AND person.seq < $high
OPTIONAL MATCH (found)-[:DECIDED_BY]->(decider:Person)
OPTIONAL MATCH (found)-[:IN]->(unit:Unit)
RETURN person.id AS person,
       collect({
         decided_by: coalesce(decider.id, ''),
         unit: coalesce(unit.id, ''),
         properties: properties(found)
       }) AS facts
ORDER BY person
