// Who was to be introduced to whom, by whom, and how far it came.
//
// param first: integer, the smallest seq of a mentee
// param last: integer, the first seq after the range
// column connector: list of integer, seq, -1 where none was named yet
// column mentee: list of integer, seq
// column introducee: list of integer, seq
// column states: list of lists of string, in the order of the moves
// column states_on: list of lists of string, ISO dates, '' where undated
MATCH (introduction:Introduction)-[:FOR]->(mentee:Person)
WHERE mentee.seq >= $first AND mentee.seq < $last
MATCH (introduction)-[:TO]->(introducee:Person)
OPTIONAL MATCH (introduction)-[:BY]->(connector:Person)
WITH introduction, mentee.seq AS mentee, introducee.seq AS introducee,
     coalesce(connector.seq, -1) AS connector
ORDER BY mentee, introduction.id
RETURN collect(connector) AS connector,
       collect(mentee) AS mentee,
       collect(introducee) AS introducee,
       collect(coalesce(introduction.states, [])) AS states,
       collect([day IN coalesce(introduction.states_on, []) | toString(day)]) AS states_on
