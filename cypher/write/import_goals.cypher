// Makes goals what the rows say, each known by its id; who recorded one and who knows it stays.
//
// param rows: list of maps: id, person, decided_by, unit (ids, '' for nobody)
//   and properties (a map: all of them)
// column written: integer
UNWIND $rows AS row
MERGE (made:Goal {id: row.id})
WITH made, row, made.recorded_by AS recorded_by, made.shared_with AS shared_with
SET made = row.properties
SET made.recorded_by = recorded_by, made.shared_with = shared_with
WITH made, row
OPTIONAL MATCH (made)<-[old:AIMS_FOR]-(other:Person)
WHERE other.id <> row.person
DELETE old
WITH DISTINCT made, row
OPTIONAL MATCH (made)-[old:DECIDED_BY]->(other:Person)
WHERE other.id <> row.decided_by
DELETE old
WITH DISTINCT made, row
OPTIONAL MATCH (made)-[old:IN]->(other:Unit)
WHERE other.id <> row.unit
DELETE old
WITH DISTINCT made, row
MATCH (person:Person {id: row.person})
MERGE (made)<-[:AIMS_FOR]-(person)
WITH made, row
OPTIONAL MATCH (decider:Person {id: row.decided_by})
FOREACH (one IN CASE WHEN decider IS NULL THEN [] ELSE [decider] END |
  MERGE (made)-[:DECIDED_BY]->(one))
WITH made, row
OPTIONAL MATCH (unit:Unit {id: row.unit})
FOREACH (one IN CASE WHEN unit IS NULL THEN [] ELSE [unit] END |
  MERGE (made)-[:IN]->(one))
RETURN count(made) AS written
