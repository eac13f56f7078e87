// Who put their name behind whom in each month, by pseudonym.
//
// param since: string, ISO date such as "2026-01-01"; only acts from this day on
// column year: integer
// column month: integer
// column endorser: string, pseudonym
// column endorsed: string, pseudonym
// column kind: string, a rung: advice, feedback, credit, introduction, opportunity or advocacy
// column acts: integer
// order: year, month, acts, then both pseudonyms and the kind
MATCH (giver:Person)-[act:ENDORSED]->(receiver:Person)
WHERE act.on >= date($since)
RETURN act.on.year AS year,
       act.on.month AS month,
       giver.alias AS endorser,
       receiver.alias AS endorsed,
       act.kind AS kind,
       count(act) AS acts
ORDER BY year, month, acts DESC, endorser, endorsed, kind
