// Removes promises that were due before a day, and all that was said about them.
//
// param ids: list of string
// param before: date
// column removed: integer
UNWIND $ids AS id
MATCH (promise:Promise {id: id})
WHERE promise.due_on < $before
DETACH DELETE promise
RETURN count(*) AS removed
