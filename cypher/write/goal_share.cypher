// Lets one more know a goal of a person.
//
// param id: string, of the goal
// param person: string, id of whoever aims for it
// param known_to: string, id of whoever knows it from now on
// column goals: integer, 1, or 0 where there is no such goal
MATCH (goal:Goal {id: $id})<-[:AIMS_FOR]-(:Person {id: $person})
SET goal.shared_with = CASE
  WHEN $known_to IN coalesce(goal.shared_with, []) THEN goal.shared_with
  ELSE coalesce(goal.shared_with, []) + [$known_to]
END
RETURN count(goal) AS goals
