// Makes endorsements what the rows say, each known by its id; what the service added stays.
//
// That is who recorded one, and who confirmed it, unless the row says that itself.
//
// param rows: list of maps with person, other (ids), id and properties (a map: all of them)
// column written: integer
UNWIND $rows AS row
MATCH (person:Person {id: row.person})
MATCH (other:Person {id: row.other})
MERGE (person)-[act:ENDORSED {id: row.id}]->(other)
WITH act, row, act.recorded_by AS recorded_by, act.confirmed_on AS day, act.confirmed_by AS who,
  (coalesce(act.confirmed_here, false) AND row.properties.confirmed_on IS NULL
    AND row.properties.confirmed_by IS NULL) AS kept
SET act = row.properties
SET act.recorded_by = recorded_by
FOREACH (one IN CASE WHEN kept THEN [1] ELSE [] END |
  SET act.confirmed_on = day, act.confirmed_by = who, act.confirmed_here = true)
RETURN count(act) AS written
