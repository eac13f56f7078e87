// A person is found by the pseudonym analysts see.
CREATE INDEX person_alias IF NOT EXISTS FOR (n:Person) ON (n.alias)
