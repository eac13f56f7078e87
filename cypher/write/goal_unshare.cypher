// Takes somebody off those who know a goal of a person.
//
// param id: string, of the goal
// param person: string, id of whoever aims for it
// param known_to: string, id of whoever knows it no longer
// column goals: integer, 1, or 0 where there is no such goal
MATCH (goal:Goal {id: $id})<-[:AIMS_FOR]-(:Person {id: $person})
SET goal.shared_with = [one IN coalesce(goal.shared_with, []) WHERE one <> $known_to]
RETURN count(goal) AS goals
