// The units of the chart; a unit that is part of several is listed once for each.
//
// column id: list of string
// column name: list of string
// column parent: list of string, '' where there is none
MATCH (unit:Unit)
OPTIONAL MATCH (unit)-[:PART_OF]->(parent:Unit)
WITH unit.id AS id, coalesce(unit.name, '') AS name, coalesce(parent.id, '') AS parent
ORDER BY id, parent
RETURN collect(id) AS id, collect(name) AS name, collect(parent) AS parent
