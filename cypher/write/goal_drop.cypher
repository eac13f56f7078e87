// Removes a goal of a person.
//
// param id: string, of the goal
// param person: string, id
// column removed: integer, 0 where it was gone before
MATCH (goal:Goal {id: $id})<-[:AIMS_FOR]-(:Person {id: $person})
DETACH DELETE goal
RETURN count(*) AS removed
