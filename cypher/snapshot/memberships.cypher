// Which units people are and were in.
//
// param first: integer, the smallest seq
// param last: integer, the first seq after the range
// column person: list of integer, seq
// column unit: list of string, id
// column since: list of string, ISO dates or ''
// column until: list of string, ISO dates or '' (exclusive)
MATCH (person:Person)-[member:MEMBER_OF]->(unit:Unit)
WHERE person.seq >= $first AND person.seq < $last
WITH person.seq AS person, unit.id AS unit,
     coalesce(toString(member.since), '') AS since, coalesce(toString(member.until), '') AS until
ORDER BY person, unit, since, until
RETURN collect(person) AS person,
       collect(unit) AS unit,
       collect(since) AS since,
       collect(until) AS until
