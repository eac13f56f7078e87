// An endorsement is found by its id.
CREATE INDEX endorsement_id IF NOT EXISTS FOR ()-[r:ENDORSED]-() ON (r.id)
