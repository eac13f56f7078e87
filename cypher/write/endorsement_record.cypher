// Records what one person did for another; the same id again changes nothing.
//
// param id: string, of the endorsement
// param endorser: string, id
// param endorsed: string, id
// param kind: string, as model.KINDS
// param day: date
// param topic: string
// param text: string
// param recorded_by: string, id of the one of the two who says so
// column recorded: integer, 1, or 0 where one of the two is not there
MATCH (endorser:Person {id: $endorser}), (endorsed:Person {id: $endorsed})
MERGE (endorser)-[act:ENDORSED {id: $id}]->(endorsed)
  ON CREATE SET act.kind = $kind, act.on = $day, act.topic = $topic, act.text = $text,
    act.recorded_by = $recorded_by
RETURN count(act) AS recorded
