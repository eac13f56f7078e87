// How much lies between the person numbers of a range: exports choose their ranges by it.
//
// param first: integer, the smallest seq
// param last: integer, the first seq after the range
// column seq: list of integer
// column ties: list of integer, KNOWS ties this person gives
// column weeks: list of integer, entries of their weekly histories
MATCH (person:Person)
WHERE person.seq >= $first AND person.seq < $last
OPTIONAL MATCH (person)-[tie:KNOWS]->(:Person)
WITH person.seq AS seq, count(tie) AS ties, sum(size(coalesce(tie.weeks, []))) AS weeks
ORDER BY seq
RETURN collect(seq) AS seq, collect(ties) AS ties, collect(weeks) AS weeks
