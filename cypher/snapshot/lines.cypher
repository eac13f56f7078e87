// Whom people report and reported to.
//
// param first: integer, the smallest seq
// param last: integer, the first seq after the range
// column person: list of integer, seq
// column manager: list of integer, seq
// column since: list of string, ISO dates or ''
// column until: list of string, ISO dates or '' (exclusive)
MATCH (person:Person)-[line:REPORTS_TO]->(manager:Person)
WHERE person.seq >= $first AND person.seq < $last
WITH person.seq AS person, manager.seq AS manager,
     coalesce(toString(line.since), '') AS since, coalesce(toString(line.until), '') AS until
ORDER BY person, manager, since, until
RETURN collect(person) AS person,
       collect(manager) AS manager,
       collect(since) AS since,
       collect(until) AS until
