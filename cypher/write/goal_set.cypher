// Makes a goal of a person what was said, and lets one more know it.
//
// param id: string, of the goal
// param person: string, id
// param kind: string, as model.GOAL_KINDS
// param text: string
// param day: date, of a goal that is new
// param recorded_by: string, id of whoever says so
// param shared_with: list of string, ids of those who know it afterwards
// param unit: string, id, '' for none
// param decided_by: string, id, '' for nobody
// column written: integer
MATCH (person:Person {id: $person})
MERGE (goal:Goal {id: $id})
  ON CREATE SET goal.on = $day, goal.recorded_by = $recorded_by
SET goal.kind = $kind, goal.text = $text, goal.shared_with = $shared_with
MERGE (goal)<-[:AIMS_FOR]-(person)
WITH goal
OPTIONAL MATCH (goal)-[old:DECIDED_BY]->(other:Person)
WHERE other.id <> $decided_by
DELETE old
WITH DISTINCT goal
OPTIONAL MATCH (goal)-[old:IN]->(other:Unit)
WHERE other.id <> $unit
DELETE old
WITH DISTINCT goal
OPTIONAL MATCH (decider:Person {id: $decided_by})
FOREACH (one IN CASE WHEN decider IS NULL THEN [] ELSE [decider] END |
  MERGE (goal)-[:DECIDED_BY]->(one))
WITH goal
OPTIONAL MATCH (unit:Unit {id: $unit})
FOREACH (one IN CASE WHEN unit IS NULL THEN [] ELSE [unit] END |
  MERGE (goal)-[:IN]->(one))
RETURN count(goal) AS written
