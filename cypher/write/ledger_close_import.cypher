// Marks an import as ended.
//
// param id: string, the id of the one ledger
// param import_id: string, the import that ends
// column closed: integer, 1, or 0 where that import was not open
MATCH (ledger:Ledger {id: $id})
WHERE ledger.open_import = $import_id
REMOVE ledger.open_import
RETURN count(ledger) AS closed
