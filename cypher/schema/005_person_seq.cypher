// A person's sequence number is never given twice, and exports go by ranges of it.
CREATE CONSTRAINT person_seq IF NOT EXISTS FOR (n:Person) REQUIRE n.seq IS UNIQUE
