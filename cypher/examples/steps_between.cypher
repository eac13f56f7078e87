// How many introductions lie between two people, at most six, and over which levels they lead.
//
// param asker: string, pseudonym of one person
// param door: string, pseudonym of the other
// column steps: integer
// column levels: list of integers, the level of each person on the way
// order: steps: one row
MATCH (asker:Person {alias: $asker}), (door:Person {alias: $door})
MATCH way = shortestPath((asker)-[:KNOWS*..6]-(door))
RETURN length(way) AS steps,
       [person IN nodes(way) | person.level] AS levels
ORDER BY steps
