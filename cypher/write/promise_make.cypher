// Records what one person promised another, once.
//
// param id: string, of the promise
// param maker: string, id
// param receiver: string, id
// param text: string
// param size: integer, 1 to 3
// param made_on: date
// param due_on: date
// param states: list of string: made
// param states_on: list of string, ISO dates
// param states_by: list of string, ids
// param states_due: list of string, ISO dates
// column written: integer
MATCH (maker:Person {id: $maker})
MATCH (receiver:Person {id: $receiver})
MERGE (promise:Promise {id: $id})
  ON CREATE SET promise.text = $text, promise.size = $size, promise.made_on = $made_on,
    promise.due_on = $due_on, promise.states = $states, promise.states_on = $states_on,
    promise.states_by = $states_by, promise.states_due = $states_due,
    promise.recorded_by = $maker
MERGE (maker)-[:MADE]->(promise)
MERGE (promise)-[:TO]->(receiver)
RETURN count(promise) AS written
