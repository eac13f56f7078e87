// How many people the store holds, whoever put them there.
//
// column people: integer
MATCH (person:Person)
RETURN count(person) AS people
