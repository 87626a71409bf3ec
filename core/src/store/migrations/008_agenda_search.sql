-- Why: the agenda is searched by an index in memory, as places are. The words stay where they were: in the rows themselves.
ALTER TABLE event DROP COLUMN words;
