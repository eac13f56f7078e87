// What people aim for, who decides on it, and where it lies.
//
// param first: integer, the smallest seq of whoever aims for something
// param last: integer, the first seq after the range
// column person: list of integer, seq
// column kind: list of string, as model.GOAL_KINDS
// column text: list of string, '' where none was given
// column on: list of string, ISO dates or ''
// column unit: list of string, id, '' where none is named
// column decided_by: list of integer, seq, -1 where nobody is named
MATCH (person:Person)-[:AIMS_FOR]->(goal:Goal)
WHERE person.seq >= $first AND person.seq < $last
OPTIONAL MATCH (goal)-[:IN]->(unit:Unit)
OPTIONAL MATCH (goal)-[:DECIDED_BY]->(decider:Person)
WITH goal, person.seq AS person, coalesce(unit.id, '') AS unit,
     coalesce(decider.seq, -1) AS decided_by
ORDER BY person, goal.id, unit, decided_by
RETURN collect(person) AS person,
       collect(coalesce(goal.kind, '')) AS kind,
       collect(coalesce(goal.text, '')) AS text,
       collect(coalesce(toString(goal.on), '')) AS on,
       collect(unit) AS unit,
       collect(decided_by) AS decided_by
