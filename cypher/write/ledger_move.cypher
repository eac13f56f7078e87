// Moves the revision by one; first in every transaction, so writers wait for each other here.
//
// param id: string, the id of the one ledger
// column moved: integer, 1, or 0 where the store was never prepared
MATCH (ledger:Ledger {id: $id})
SET ledger.revision = ledger.revision + 1
RETURN count(ledger) AS moved
