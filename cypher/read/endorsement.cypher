// What one endorsement says, and who is told to have confirmed it.
//
// param id: string, of the endorsement
// column id: string
// column endorser: string, id
// column endorsed: string, id
// column kind: string, as model.KINDS
// column day: date, null where undated
// column topic: string, '' where none was given
// column text: string, '' where none was given
// column recorded_by: string, id, '' where it was imported
// column confirmed: boolean
// column confirmed_on: date, null where not confirmed, or undated
// column confirmed_by: string, id or a word of the customer's, '' where not known
MATCH (endorser:Person)-[act:ENDORSED {id: $id}]->(endorsed:Person)
RETURN act.id AS id,
       endorser.id AS endorser,
       endorsed.id AS endorsed,
       coalesce(act.kind, '') AS kind,
       act.on AS day,
       coalesce(act.topic, '') AS topic,
       coalesce(act.text, '') AS text,
       coalesce(act.recorded_by, '') AS recorded_by,
       (act.confirmed_on IS NOT NULL OR act.confirmed_by IS NOT NULL) AS confirmed,
       act.confirmed_on AS confirmed_on,
       coalesce(act.confirmed_by, '') AS confirmed_by
ORDER BY endorser, endorsed
