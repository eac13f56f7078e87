// Proposes an introduction, unless connector or introducee were named in another one meanwhile.
//
// param id: string, of the introduction
// param mentee: string, id
// param introducee: string, id
// param connector: string, id
// param proposer: string, id, '' where it is not one of the people
// param recorded_by: string, who proposes it
// param states: list of string, the moves it begins with
// param states_on: list of string, ISO dates
// param states_by: list of string, ids
// param connector_named: integer, introductions that named the connector as such when last read
// param introducee_named: integer, those that named the introducee
// column written: integer, 1, or 0 where it is there already or another one came between
OPTIONAL MATCH (known:Introduction {id: $id})
WITH count(known) AS known
MATCH (mentee:Person {id: $mentee})
MATCH (introducee:Person {id: $introducee})
MATCH (connector:Person {id: $connector})
OPTIONAL MATCH (connector)<-[:BY]-(one:Introduction)-[:FOR]->(:Person)
WITH known, mentee, introducee, connector, count(one) AS of_connector
OPTIONAL MATCH (introducee)<-[:TO]-(one:Introduction)-[:FOR]->(:Person)
WITH known, mentee, introducee, connector, of_connector, count(one) AS of_introducee
WHERE known = 0 AND of_connector = $connector_named AND of_introducee = $introducee_named
CREATE (made:Introduction {id: $id})
SET made.recorded_by = $recorded_by, made.states = $states, made.states_on = $states_on,
    made.states_by = $states_by
CREATE (made)-[:FOR]->(mentee)
CREATE (made)-[:TO]->(introducee)
CREATE (made)-[:BY]->(connector)
WITH made
OPTIONAL MATCH (proposer:Person {id: $proposer})
FOREACH (one IN CASE WHEN proposer IS NULL THEN [] ELSE [proposer] END |
  MERGE (made)-[:PROPOSED_BY]->(one))
RETURN count(made) AS written
