// Adds a move to an introduction, unless somebody else moved it meanwhile.
//
// param id: string, of the introduction
// param moves: integer, how many moves it had when last read
// param state: string, as model.INTRODUCTION_STATES
// param day: string, ISO date
// param by: string, id, '' for the clock
// param outcome: string, '' for none
// column moved: integer, 1, or 0 where another move came between
MATCH (introduction:Introduction {id: $id})
WHERE size(introduction.states) = $moves
SET introduction.moved_here = true,
    introduction.states = introduction.states + [$state],
    introduction.states_on = introduction.states_on + [$day],
    introduction.states_by = introduction.states_by + [$by],
    introduction.outcome = CASE WHEN $outcome = '' THEN introduction.outcome ELSE $outcome END
RETURN count(introduction) AS moved
