// Changes properties of people; null takes one away, what a row does not name stays.
//
// param rows: list of maps with id and properties (a map)
// column updated: integer
UNWIND $rows AS row
MATCH (person:Person {id: row.id})
SET person += row.properties
RETURN count(person) AS updated
