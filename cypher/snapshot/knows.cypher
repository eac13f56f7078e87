// Who gives attention to whom, by feed, with the weekly history.
//
// param first: integer, the smallest seq of a source
// param last: integer, the first seq after the range
// column source: list of integer, seq
// column target: list of integer, seq
// column feed: list of string
// column stated: list of float, -1.0 where nothing was stated
// column weeks: list of lists of integer, week numbers; empty for an undated tie
// column counts: list of lists of integer, contacts in each of these weeks
MATCH (source:Person)-[tie:KNOWS]->(target:Person)
WHERE source.seq >= $first AND source.seq < $last
WITH source.seq AS source, target.seq AS target, tie.feed AS feed, tie
ORDER BY source, target, feed
RETURN collect(source) AS source,
       collect(target) AS target,
       collect(coalesce(feed, 'other')) AS feed,
       collect(coalesce(tie.stated, -1.0)) AS stated,
       collect(coalesce(tie.weeks, [])) AS weeks,
       collect(coalesce(tie.counts, [])) AS counts
