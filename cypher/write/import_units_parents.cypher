// Makes each unit part of the one its row names, and of no other.
//
// param rows: list of maps with id and parent; the parent '' stands for none
// column units: integer
UNWIND $rows AS row
MATCH (unit:Unit {id: row.id})
OPTIONAL MATCH (unit)-[old:PART_OF]->(other:Unit)
WHERE other.id <> row.parent
DELETE old
WITH DISTINCT unit, row
OPTIONAL MATCH (parent:Unit {id: row.parent})
FOREACH (one IN CASE WHEN parent IS NULL THEN [] ELSE [parent] END |
  MERGE (unit)-[:PART_OF]->(one))
RETURN count(unit) AS units
