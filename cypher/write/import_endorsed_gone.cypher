// Removes endorsements.
//
// param rows: list of maps with person, other and id: who gave which to whom
// column removed: integer
UNWIND $rows AS row
MATCH (person:Person {id: row.person})-[act:ENDORSED]->(other:Person {id: row.other})
WHERE act.id = row.id
DELETE act
RETURN count(*) AS removed
