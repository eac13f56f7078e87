// What the bookkeeping node says.
//
// param id: string, the id of the one ledger
// column store_id: string, random, made with the store
// column revision: integer, moved by every write
// column open_import: string or null, the import that has begun and not ended
MATCH (ledger:Ledger {id: $id})
RETURN ledger.store_id    AS store_id,
       ledger.revision    AS revision,
       ledger.open_import AS open_import
ORDER BY ledger.id
