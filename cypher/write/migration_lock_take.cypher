// Takes the lease on schema changes, unless another holder has it.
//
// param name: string, which lock
// param holder: string, who takes it
// param now: integer, milliseconds since 1970
// param until: integer, when the lease ends by itself, in the same unit
// column taken: integer, 1, or 0 while somebody else holds it
MERGE (lock:MigrationLock {name: $name})
  ON CREATE SET lock.until = 0
// Written before it is looked at: of two takers the second waits here and then sees the first.
SET lock.asked_by = $holder
WITH lock
WHERE lock.until < $now OR lock.holder = $holder
SET lock.holder = $holder, lock.until = $until
RETURN count(lock) AS taken
