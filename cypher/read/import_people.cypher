// What is known about the people of a range, to compare an import with.
//
// param low: integer, the first sequence number of the range
// param high: integer, the one after the last
// column seq: integer
// column properties: map, with the dates as dates
MATCH (person:Person)
WHERE person.seq >= $low AND person.seq < $high
RETURN person.seq         AS seq,
       properties(person) AS properties
ORDER BY seq
