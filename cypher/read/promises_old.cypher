// Which promises were due before a day, the first thousand of them.
//
// param before: date
// column id: string
MATCH (promise:Promise)
WHERE promise.due_on < $before
RETURN promise.id AS id
ORDER BY id
LIMIT 1000
