// Removes ties.
//
// param rows: list of maps with person, other (ids) and feed
// column removed: integer
UNWIND $rows AS row
MATCH (person:Person {id: row.person})-[tie:KNOWS]->(other:Person {id: row.other})
WHERE tie.feed = row.feed
DELETE tie
RETURN count(*) AS removed
