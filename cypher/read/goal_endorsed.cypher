// Who of some people was endorsed on one of some topics.
//
// param ids: list of string, whom to look at
// param topics: list of string, in lower case
// param before: date, the day after the last that counts
// column id: string
UNWIND $ids AS one
MATCH (person:Person {id: one})<-[act:ENDORSED]-(:Person)
WHERE act.topic IS NOT NULL AND toLower(act.topic) IN $topics
  AND (act.on IS NULL OR act.on < $before)
RETURN DISTINCT person.id AS id
ORDER BY id
