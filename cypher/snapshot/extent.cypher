// The largest person number; no entry in an empty graph.
//
// column largest: list of integer, at most one
MATCH (person:Person)
WITH max(person.seq) AS seq
RETURN collect(seq) AS largest
