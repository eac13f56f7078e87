// Which of these ids are units of the chart.
//
// param ids: list of strings
// column id: string
UNWIND $ids AS asked
MATCH (unit:Unit {id: asked})
RETURN unit.id AS id
ORDER BY id
