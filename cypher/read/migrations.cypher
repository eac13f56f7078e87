// Which schema steps this store has had, oldest first.
//
// column version: integer, number of the step
// column checksum: string, hash of its text when it was applied
MATCH (migration:Migration)
RETURN migration.version  AS version,
       migration.checksum AS checksum
ORDER BY version
