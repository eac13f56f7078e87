// Removes goals.
//
// param rows: list of maps with person and id: whose, and which
// column removed: integer
UNWIND $rows AS row
MATCH (gone:Goal {id: row.id})<-[:AIMS_FOR]-(:Person {id: row.person})
DETACH DELETE gone
RETURN count(*) AS removed
