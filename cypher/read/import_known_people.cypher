// Which of these ids are people of the graph.
//
// param ids: list of strings
// column id: string
UNWIND $ids AS asked
MATCH (person:Person {id: asked})
RETURN person.id AS id
ORDER BY id
