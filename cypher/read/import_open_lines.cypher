// Who reports to whom with no end, for the people of a range.
//
// param low: integer, the first sequence number of the range
// param high: integer, the one after the last
// column person: string, id
// column manager: string, id
MATCH (person:Person)-[line:REPORTS_TO]->(manager:Person)
WHERE person.seq >= $low AND person.seq < $high AND line.until IS NULL
RETURN person.id  AS person,
       manager.id AS manager
ORDER BY person, manager
