// Who mentors and mentored whom.
//
// param first: integer, the smallest seq of a mentee
// param last: integer, the first seq after the range
// column mentor: list of integer, seq
// column mentee: list of integer, seq
// column since: list of string, ISO dates or ''
// column until: list of string, ISO dates or '' (exclusive)
MATCH (mentor:Person)-[tie:MENTORS]->(mentee:Person)
WHERE mentee.seq >= $first AND mentee.seq < $last
WITH mentor.seq AS mentor, mentee.seq AS mentee,
     coalesce(toString(tie.since), '') AS since, coalesce(toString(tie.until), '') AS until
ORDER BY mentee, mentor, since, until
RETURN collect(mentor) AS mentor,
       collect(mentee) AS mentee,
       collect(since) AS since,
       collect(until) AS until
