// Makes promises what the rows say, each known by its id; one that was spoken about here stays.
//
// param rows: list of maps: id, person, other (ids, '' for nobody)
//   and properties (a map: all of them); its
//   states_on holds ISO dates, '' where a move is undated: a list cannot hold a null
// column written: integer
UNWIND $rows AS row
MERGE (made:Promise {id: row.id})
FOREACH (one IN CASE WHEN made.recorded_by IS NULL THEN [row] ELSE [] END |
  SET made = one.properties)
WITH made, row
OPTIONAL MATCH (made)<-[old:MADE]-(other:Person)
WHERE other.id <> row.person
DELETE old
WITH DISTINCT made, row
OPTIONAL MATCH (made)-[old:TO]->(other:Person)
WHERE other.id <> row.other
DELETE old
WITH DISTINCT made, row
MATCH (person:Person {id: row.person})
MERGE (made)<-[:MADE]-(person)
WITH made, row
OPTIONAL MATCH (other:Person {id: row.other})
FOREACH (one IN CASE WHEN other IS NULL THEN [] ELSE [other] END |
  MERGE (made)-[:TO]->(one))
RETURN count(made) AS written
