// Makes feedback what the rows say, each known by its id.
//
// param rows: list of maps: id, person, other (ids, '' for nobody)
//   and properties (a map: all of them)
// column written: integer
UNWIND $rows AS row
MERGE (made:Feedback {id: row.id})
SET made = row.properties
WITH made, row
OPTIONAL MATCH (made)<-[old:GAVE]-(other:Person)
WHERE other.id <> row.person
DELETE old
WITH DISTINCT made, row
OPTIONAL MATCH (made)-[old:ABOUT]->(other:Person)
WHERE other.id <> row.other
DELETE old
WITH DISTINCT made, row
MATCH (person:Person {id: row.person})
MERGE (made)<-[:GAVE]-(person)
WITH made, row
OPTIONAL MATCH (other:Person {id: row.other})
FOREACH (one IN CASE WHEN other IS NULL THEN [] ELSE [other] END |
  MERGE (made)-[:ABOUT]->(one))
RETURN count(made) AS written
