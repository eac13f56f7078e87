// The sequence number the next new person gets: all that were given lie below it.
//
// param id: string, the id of the one ledger
// column next_seq: integer
MATCH (ledger:Ledger {id: $id})
RETURN ledger.next_seq AS next_seq
ORDER BY ledger.id
