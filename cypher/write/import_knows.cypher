// Makes ties what the rows say, one for each pair and feed.
//
// param rows: list of maps with person, other (ids), feed and properties (a map: all of them)
// column written: integer
UNWIND $rows AS row
MATCH (person:Person {id: row.person})
MATCH (other:Person {id: row.other})
MERGE (person)-[tie:KNOWS {feed: row.feed}]->(other)
SET tie = row.properties
RETURN count(tie) AS written
