// Who there is. Text that is not known is '', a level that is not known the smallest integer.
//
// param first: integer, the smallest seq
// param last: integer, the first seq after the range
// column seq: list of integer
// column id: list of string
// column name: list of string
// column title: list of string
// column level: list of integer
// column levels: list of lists of integer
// column levels_on: list of lists of string, ISO dates, '' where undated
// column family: list of string
// column site: list of string
// column joined: list of string, ISO dates or ''
// column left: list of string, ISO dates or ''
MATCH (person:Person)
WHERE person.seq >= $first AND person.seq < $last
WITH person
ORDER BY person.seq
RETURN collect(person.seq) AS seq,
       collect(person.id) AS id,
       collect(coalesce(person.name, '')) AS name,
       collect(coalesce(person.title, '')) AS title,
       collect(coalesce(person.level, -2147483648)) AS level,
       collect(coalesce(person.levels, [])) AS levels,
       collect([day IN coalesce(person.levels_on, []) | toString(day)]) AS levels_on,
       collect(coalesce(person.family, '')) AS family,
       collect(coalesce(person.site, '')) AS site,
       collect(coalesce(toString(person.joined_on), '')) AS joined,
       collect(coalesce(toString(person.left_on), '')) AS left
