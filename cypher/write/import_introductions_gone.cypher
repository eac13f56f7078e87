// Removes introductions.
//
// param rows: list of maps with person and id: whose, and which
// column removed: integer
UNWIND $rows AS row
MATCH (gone:Introduction {id: row.id})-[:FOR]->(:Person {id: row.person})
DETACH DELETE gone
RETURN count(*) AS removed
