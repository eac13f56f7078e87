// Makes the times at which people belong to units exactly those of the rows.
//
// param rows: list of maps with person, other (ids) and spans (a list of maps of properties: all
//   that holds between the two; undated ones have no since, and with an empty list nothing is left)
// column written: integer
UNWIND $rows AS row
MATCH (person:Person {id: row.person})
MATCH (other:Unit {id: row.other})
OPTIONAL MATCH (person)-[old:MEMBER_OF]->(other)
DELETE old
WITH DISTINCT person, other, row
UNWIND row.spans AS span
CREATE (person)-[made:MEMBER_OF]->(other)
SET made = span
RETURN count(made) AS written
