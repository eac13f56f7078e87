// Makes endorsements what the rows say, each known by its id.
//
// param rows: list of maps with person, other (ids), id and properties (a map: all of them)
// column written: integer
UNWIND $rows AS row
MATCH (person:Person {id: row.person})
MATCH (other:Person {id: row.other})
MERGE (person)-[act:ENDORSED {id: row.id}]->(other)
SET act = row.properties
RETURN count(act) AS written
