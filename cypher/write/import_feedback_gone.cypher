// Removes feedback.
//
// param rows: list of maps with person and id: whose, and which
// column removed: integer
UNWIND $rows AS row
MATCH (gone:Feedback {id: row.id})<-[:GAVE]-(:Person {id: row.person})
DETACH DELETE gone
RETURN count(*) AS removed
