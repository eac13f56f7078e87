// What one person aims for.
//
// param person: string, id
// column id: string
// column kind: string, as model.GOAL_KINDS
// column text: string, '' where none was given
// column day: date, null where undated
// column recorded_by: string, id, '' where it was imported
// column shared_with: list of string, ids of those who know the goal
// column unit: string, id, '' where none is named
// column decided_by: string, id, '' where nobody is named
MATCH (:Person {id: $person})-[:AIMS_FOR]->(goal:Goal)
OPTIONAL MATCH (goal)-[:IN]->(unit:Unit)
OPTIONAL MATCH (goal)-[:DECIDED_BY]->(decider:Person)
RETURN goal.id AS id,
       goal.kind AS kind,
       coalesce(goal.text, '') AS text,
       goal.on AS day,
       coalesce(goal.recorded_by, '') AS recorded_by,
       coalesce(goal.shared_with, []) AS shared_with,
       coalesce(unit.id, '') AS unit,
       coalesce(decider.id, '') AS decided_by
ORDER BY id
