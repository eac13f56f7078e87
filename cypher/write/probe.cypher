// A write that the session of an analyst must be refused; never committed.
//
// param id: string, the id of a ledger that does not exist
// column written: integer, 1 where the write was let through
MERGE (probe:Ledger {id: $id})
RETURN count(probe) AS written
