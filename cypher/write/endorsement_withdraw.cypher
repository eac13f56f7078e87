// Takes back an endorsement that nobody confirmed.
//
// param id: string, of the endorsement
// param endorser: string, id
// param endorsed: string, id
// param recorded_by: string, id of who recorded it
// column withdrawn: integer, 1, or 0 where it is confirmed, gone, or somebody else's
MATCH (:Person {id: $endorser})-[act:ENDORSED {id: $id}]->(:Person {id: $endorsed})
WHERE act.recorded_by = $recorded_by AND act.confirmed_on IS NULL AND act.confirmed_by IS NULL
DELETE act
RETURN count(*) AS withdrawn
