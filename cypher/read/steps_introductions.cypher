// Which introductions of one person another made or proposed, and how far they came.
//
// param mentor: string, id
// param mentee: string, id
// column id: string
// column states: list of string, in the order of the moves
// column states_on: list of string, ISO dates, '' where undated
MATCH (made:Introduction)-[:FOR]->(:Person {id: $mentee})
MATCH (made)-[:BY|PROPOSED_BY]->(:Person {id: $mentor})
RETURN DISTINCT made.id AS id,
       coalesce(made.states, []) AS states,
       [day IN coalesce(made.states_on, []) | toString(day)] AS states_on
ORDER BY id
