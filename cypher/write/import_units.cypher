// Adds units and names them.
//
// param rows: list of maps with id and name; the name '' leaves the one that is there
// column units: integer
UNWIND $rows AS row
MERGE (unit:Unit {id: row.id})
SET unit.name = CASE row.name WHEN '' THEN unit.name ELSE row.name END
RETURN count(unit) AS units
