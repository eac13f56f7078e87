// Who put their name behind whom. A confirmation without a day counts from the day of the act.
//
// param first: integer, the smallest seq of an endorsed person
// param last: integer, the first seq after the range
// column endorser: list of integer, seq
// column endorsed: list of integer, seq
// column kind: list of string
// column on: list of string, ISO dates or ''
// column confirmed: list of string, ISO dates or ''
// column topic: list of string, '' where none was given
MATCH (endorser:Person)-[act:ENDORSED]->(endorsed:Person)
WHERE endorsed.seq >= $first AND endorsed.seq < $last
WITH endorser.seq AS endorser, endorsed.seq AS endorsed, act.kind AS kind, act.id AS id,
     coalesce(act.topic, '') AS topic,
     coalesce(toString(act.on), '') AS on,
     CASE WHEN act.confirmed_by IS NULL THEN coalesce(toString(act.confirmed_on), '')
          ELSE coalesce(toString(act.confirmed_on), toString(act.on), '') END AS confirmed
ORDER BY endorsed, on, endorser, id
RETURN collect(endorser) AS endorser,
       collect(endorsed) AS endorsed,
       collect(coalesce(kind, '')) AS kind,
       collect(on) AS on,
       collect(confirmed) AS confirmed,
       collect(topic) AS topic
