// Adds people, with the sequence numbers that come next; who is there already stays as she is.
//
// param id: string, the id of the one ledger
// param rows: list of maps with id, place (integer, from 0 without holes) and properties (a map)
// column created: integer
MATCH (ledger:Ledger {id: $id})
WITH ledger.next_seq AS first
UNWIND $rows AS row
OPTIONAL MATCH (known:Person {id: row.id})
WITH first, row, known
WHERE known IS NULL
CREATE (person:Person {id: row.id, seq: first + row.place})
SET person += row.properties
WITH count(person) AS created, max(person.seq) + 1 AS next
MATCH (ledger:Ledger {id: $id})
SET ledger.next_seq = coalesce(next, ledger.next_seq)
RETURN created AS created
