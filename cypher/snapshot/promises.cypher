// Who promised something to whom, and what became of it.
//
// param first: integer, the smallest seq of whoever promised
// param last: integer, the first seq after the range
// column maker: list of integer, seq
// column receiver: list of integer, seq
// column size: list of integer, 1 to 3, 0 where unknown
// column made: list of string, ISO dates or ''
// column due: list of string, ISO dates or ''
// column states: list of lists of string, in the order of the moves
// column states_on: list of lists of string, ISO dates, '' where undated
MATCH (maker:Person)-[:MADE]->(promise:Promise)
WHERE maker.seq >= $first AND maker.seq < $last
MATCH (promise)-[:TO]->(receiver:Person)
WITH promise, maker.seq AS maker, receiver.seq AS receiver
ORDER BY maker, promise.id
RETURN collect(maker) AS maker,
       collect(receiver) AS receiver,
       collect(coalesce(promise.size, 0)) AS size,
       collect(coalesce(toString(promise.made_on), '')) AS made,
       collect(coalesce(toString(promise.due_on), '')) AS due,
       collect(coalesce(promise.states, [])) AS states,
       collect([day IN coalesce(promise.states_on, []) | toString(day)]) AS states_on
