// The introductions made for the people of a range.
//
// param low: integer, the first sequence number of the range
// param high: integer, the one after the last
// column person: string, id
// column facts: list of maps: connector, introducee, proposed_by (ids, '' for nobody), properties
MATCH (person:Person)<-[:FOR]-(found:Introduction)
WHERE person.seq >= $low AND person.seq < $high
OPTIONAL MATCH (found)-[:BY]->(connector:Person)
OPTIONAL MATCH (found)-[:TO]->(introducee:Person)
OPTIONAL MATCH (found)-[:PROPOSED_BY]->(proposer:Person)
RETURN person.id AS person,
       collect({
         connector: coalesce(connector.id, ''),
         introducee: coalesce(introducee.id, ''),
         proposed_by: coalesce(proposer.id, ''),
         properties: properties(found)
       }) AS facts
ORDER BY person
