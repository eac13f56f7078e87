// Says one thing more about a promise, if nothing was said since it was looked at.
//
// param id: string, of the promise
// param moves: integer, how many there were
// param by: string, id of whoever says it
// param due_on: date, the one that holds afterwards
// param states: list of string, with the new one
// param states_on: list of string, ISO dates, '' where undated
// param states_by: list of string, ids, '' where unknown
// param states_due: list of string, ISO dates, '' where a move names none
// column written: integer, 0 where something was said meanwhile
MATCH (promise:Promise {id: $id})
WHERE size(coalesce(promise.states, [])) = $moves
SET promise.states = $states, promise.states_on = $states_on, promise.states_by = $states_by,
    promise.states_due = $states_due, promise.due_on = $due_on,
    promise.recorded_by = coalesce(promise.recorded_by, $by)
RETURN count(promise) AS written
