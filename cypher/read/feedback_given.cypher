// What feedback one person gave, without its words: those are not kept.
//
// param person: string, id
// column id: string
// column about: string, id
// column day: date, null where undated
// column specificity: string, JSON: how often each ingredient occurred, '' where unknown
MATCH (:Person {id: $person})-[:GAVE]->(feedback:Feedback)-[:ABOUT]->(about:Person)
RETURN feedback.id AS id,
       about.id AS about,
       feedback.on AS day,
       coalesce(feedback.specificity, '') AS specificity
ORDER BY id
