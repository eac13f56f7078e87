// How many people of each level have a sponsor, by acts confirmed since a day.
//
// param since: string, ISO date such as "2026-01-01"; only acts from this day on count
// column level: integer, null where it is not known
// column people: integer
// column with_sponsor: integer, with a confirmed opportunity or advocacy
// order: level: one row for each
MATCH (person:Person)
WHERE person.left_on IS NULL
OPTIONAL MATCH (:Person)-[act:ENDORSED]->(person)
WHERE act.kind IN ['opportunity', 'advocacy']
  AND act.confirmed_on IS NOT NULL
  AND act.on >= date($since)
WITH person, count(act) AS acts
RETURN person.level AS level,
       count(person) AS people,
       sum(CASE WHEN acts > 0 THEN 1 ELSE 0 END) AS with_sponsor
ORDER BY level
