// Gives the lease on schema changes back.
//
// param name: string, which lock
// param holder: string, who had it
// column freed: integer, 1, or 0 where somebody else has it by now
MATCH (lock:MigrationLock {name: $name})
WHERE lock.holder = $holder
SET lock.until = 0
RETURN count(lock) AS freed
