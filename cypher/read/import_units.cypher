// What is known about units, to compare an import with.
//
// param ids: list of strings
// column id: string
// column name: string, '' where there is none
// column parent: string, the unit it is part of, '' where it is none's
UNWIND $ids AS asked
MATCH (unit:Unit {id: asked})
OPTIONAL MATCH (unit)-[:PART_OF]->(parent:Unit)
RETURN unit.id                 AS id,
       coalesce(unit.name, '') AS name,
       coalesce(parent.id, '') AS parent
ORDER BY id, parent
