-- Why: recommendations learn on the phone. What they remember of the person is one sealed row that never leaves it; the switch
-- stays in plain, so that "off" holds also while the data are locked.

-- One row: tastes, reach, things used, saved and turned down, and what the person told.
CREATE TABLE recommend_memory (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    sealed BLOB NOT NULL
) STRICT;

-- One row from the first time somebody used the switch.
CREATE TABLE recommend_switch (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    is_on INTEGER NOT NULL CHECK (is_on IN (0, 1))
) STRICT;
