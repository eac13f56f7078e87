// How many promises of everybody were said to be kept, late and missed.
//
// param states: list of string: which are counted
// column state: string
// column promises: integer
UNWIND $states AS state
MATCH (promise:Promise)
WHERE state IN promise.states
RETURN state AS state, count(promise) AS promises
ORDER BY state
