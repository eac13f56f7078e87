// Says that an endorsement is true, unless that was said before.
//
// param id: string, of the endorsement
// param endorser: string, id
// param endorsed: string, id
// param day: date
// param confirmed_by: string, id of who says so
// column confirmed: integer, 1, or 0 where it was confirmed before or is not there
MATCH (:Person {id: $endorser})-[act:ENDORSED {id: $id}]->(:Person {id: $endorsed})
WHERE act.confirmed_on IS NULL AND act.confirmed_by IS NULL
SET act.confirmed_on = $day, act.confirmed_by = $confirmed_by, act.confirmed_here = true
RETURN count(act) AS confirmed
