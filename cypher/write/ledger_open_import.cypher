// Marks an import as begun, unless another one is.
//
// param id: string, the id of the one ledger
// param import_id: string, the import that begins; marking the same one again changes nothing
// column opened: integer, 1, or 0 while another import is open
MATCH (ledger:Ledger {id: $id})
WHERE coalesce(ledger.open_import, $import_id) = $import_id
SET ledger.open_import = $import_id
RETURN count(ledger) AS opened
