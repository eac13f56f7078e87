// Makes introductions what the rows say, each known by its id; one that goes on here stays.
//
// param rows: list of maps: id, person, connector, introducee, proposed_by (ids, '' for nobody)
//   and properties (a map: all of them); its
//   states_on holds ISO dates, '' where a move is undated: a list cannot hold a null
// column written: integer
UNWIND $rows AS row
MERGE (made:Introduction {id: row.id})
FOREACH (one IN CASE
    WHEN made.recorded_by IS NULL AND made.moved_here IS NULL THEN [row] ELSE []
  END |
  SET made = one.properties)
WITH made, row
OPTIONAL MATCH (made)-[old:FOR]->(other:Person)
WHERE other.id <> row.person
DELETE old
WITH DISTINCT made, row
OPTIONAL MATCH (made)-[old:BY]->(other:Person)
WHERE other.id <> row.connector
DELETE old
WITH DISTINCT made, row
OPTIONAL MATCH (made)-[old:TO]->(other:Person)
WHERE other.id <> row.introducee
DELETE old
WITH DISTINCT made, row
OPTIONAL MATCH (made)-[old:PROPOSED_BY]->(other:Person)
WHERE other.id <> row.proposed_by
DELETE old
WITH DISTINCT made, row
MATCH (person:Person {id: row.person})
MERGE (made)-[:FOR]->(person)
WITH made, row
OPTIONAL MATCH (connector:Person {id: row.connector})
FOREACH (one IN CASE WHEN connector IS NULL THEN [] ELSE [connector] END |
  MERGE (made)-[:BY]->(one))
WITH made, row
OPTIONAL MATCH (introducee:Person {id: row.introducee})
FOREACH (one IN CASE WHEN introducee IS NULL THEN [] ELSE [introducee] END |
  MERGE (made)-[:TO]->(one))
WITH made, row
OPTIONAL MATCH (proposer:Person {id: row.proposed_by})
FOREACH (one IN CASE WHEN proposer IS NULL THEN [] ELSE [proposer] END |
  MERGE (made)-[:PROPOSED_BY]->(one))
RETURN count(made) AS written
