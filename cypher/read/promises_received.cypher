// What was promised to one person, and what was said about it.
//
// param person: string, id
// column id: string
// column maker: string, id of whoever promised
// column receiver: string, id of whoever it was promised to
// column text: string, '' where none was given
// column size: integer, 1 to 3, 0 where unknown
// column made_on: date
// column due_on: date, the one that holds
// column states: list of string, as model.PROMISE_MOVES, in the order of the moves
// column states_on: list of string, ISO dates, '' where undated
// column states_by: list of string, ids, '' where unknown
// column states_due: list of string, ISO dates: the first one, and of each new date; or empty
MATCH (receiver:Person {id: $person})<-[:TO]-(promise:Promise)<-[:MADE]-(maker:Person)
RETURN promise.id AS id,
       maker.id AS maker,
       receiver.id AS receiver,
       coalesce(promise.text, '') AS text,
       coalesce(promise.size, 0) AS size,
       promise.made_on AS made_on,
       promise.due_on AS due_on,
       coalesce(promise.states, []) AS states,
       coalesce(promise.states_on, []) AS states_on,
       coalesce(promise.states_by, []) AS states_by,
       coalesce(promise.states_due, []) AS states_due
ORDER BY id
