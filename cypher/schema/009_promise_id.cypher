// A promise is known by its id.
CREATE CONSTRAINT promise_id IF NOT EXISTS FOR (n:Promise) REQUIRE n.id IS UNIQUE
