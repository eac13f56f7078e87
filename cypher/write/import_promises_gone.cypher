// Removes promises.
//
// param rows: list of maps with person and id: whose, and which
// column removed: integer
UNWIND $rows AS row
MATCH (gone:Promise {id: row.id})<-[:MADE]-(:Person {id: row.person})
DETACH DELETE gone
RETURN count(*) AS removed
