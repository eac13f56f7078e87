// Where people sit who had no contact since a day, by family and site.
//
// param since: string, ISO date such as "2026-10-01"; contacts from this day on count
// column family: string, null where it is not known
// column site: string, null where it is not known
// column people: integer, everybody there
// column without_contact: integer, those without a contact either way since the day
// order: without_contact, then family and site: one row for each pair
MATCH (person:Person)
WHERE person.left_on IS NULL
OPTIONAL MATCH (person)-[tie:KNOWS]-(:Person)
WHERE tie.last_on >= date($since)
WITH person, count(tie) AS ties
RETURN person.family AS family,
       person.site AS site,
       count(person) AS people,
       sum(CASE WHEN ties = 0 THEN 1 ELSE 0 END) AS without_contact
ORDER BY without_contact DESC, family, site
