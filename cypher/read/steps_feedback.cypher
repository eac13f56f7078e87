// On which days one person gave another feedback.
//
// param mentor: string, id
// param mentee: string, id
// column day: date, null where undated
MATCH (:Person {id: $mentor})-[:GAVE]->(given:Feedback)-[:ABOUT]->(:Person {id: $mentee})
RETURN given.on AS day
ORDER BY day
