// Makes the bookkeeping node where there is none.
//
// param id: string, the id of the one ledger
// param store_id: string, random; kept from the first time
// column ledgers: integer, 1
MERGE (ledger:Ledger {id: $id})
  ON CREATE SET ledger.store_id = $store_id, ledger.revision = 0, ledger.next_seq = 0
RETURN count(ledger) AS ledgers
