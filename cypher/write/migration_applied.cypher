// Notes that a schema step has been applied.
//
// param version: integer, number of the step
// param checksum: string, hash of its text
// param at: string, when, in ISO form: a stored moment loses its zone on the embedded engine
// column migrations: integer, 1
MERGE (migration:Migration {version: $version})
  ON CREATE SET migration.checksum = $checksum, migration.at = $at
RETURN count(migration) AS migrations
