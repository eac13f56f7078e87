// Records that two met: one contact each way in the week of an introduction's last move.
//
// param id: string, of the introduction; one that did not end with this move ties nobody
// param moves: integer, how many moves it has if they met
// param by: string, id of whoever said that they met
// param feed: string
// param week: integer, number of the week they met in
// param first_on: date, its Monday
// param last_on: date, its Sunday
// column ties: integer, 2, or 0 where nothing was to record
MATCH (introduction:Introduction {id: $id})-[:FOR]->(mentee:Person)
MATCH (introduction)-[:TO]->(introducee:Person)
WHERE size(introduction.states) = $moves AND introduction.states[$moves - 1] = 'met'
  AND introduction.states_by[$moves - 1] = $by
UNWIND [[mentee, introducee], [introducee, mentee]] AS pair
WITH pair[0] AS one, pair[1] AS other
MERGE (one)-[tie:KNOWS {feed: $feed}]->(other)
SET tie.first_on = coalesce(tie.first_on, $first_on),
    tie.last_on = CASE
      WHEN tie.last_on IS NULL OR tie.last_on < $last_on THEN $last_on ELSE tie.last_on
    END,
    tie.counts = CASE
      WHEN $week IN coalesce(tie.weeks, []) THEN tie.counts ELSE coalesce(tie.counts, []) + [1]
    END,
    tie.contacts = CASE
      WHEN $week IN coalesce(tie.weeks, []) THEN tie.contacts
      ELSE coalesce(tie.contacts, 0) + 1
    END
SET tie.weeks = CASE
      WHEN $week IN coalesce(tie.weeks, []) THEN tie.weeks ELSE coalesce(tie.weeks, []) + [$week]
    END
RETURN count(tie) AS ties
