// The introductions that somebody proposed who is not one of the people.
//
// param recorded_by: string, as it was recorded
// column id: string
// column mentee: string, id
// column introducee: string, id
// column connector: string, id, '' where none was named
// column proposer: string, id, '' where it is not one of the people
// column recorded_by: string, who proposed it here, '' where it was imported
// column states: list of string, in the order of the moves
// column states_on: list of string, ISO dates, '' where undated
// column states_by: list of string, ids, '' for the clock
// column outcome: string, '' where none was told
MATCH (introduction:Introduction)
WHERE introduction.recorded_by = $recorded_by
MATCH (introduction)-[:FOR]->(mentee:Person)
MATCH (introduction)-[:TO]->(introducee:Person)
OPTIONAL MATCH (introduction)-[:BY]->(connector:Person)
OPTIONAL MATCH (introduction)-[:PROPOSED_BY]->(proposer:Person)
RETURN introduction.id AS id,
       mentee.id AS mentee,
       introducee.id AS introducee,
       coalesce(connector.id, '') AS connector,
       coalesce(proposer.id, '') AS proposer,
       coalesce(introduction.recorded_by, '') AS recorded_by,
       coalesce(introduction.states, []) AS states,
       coalesce(introduction.states_on, []) AS states_on,
       coalesce(introduction.states_by, []) AS states_by,
       coalesce(introduction.outcome, '') AS outcome
ORDER BY id
