-- What refuses to change a record on SQLite; REPLACE passes UPDATE and DELETE triggers, so INSERT is guarded too.

DROP TRIGGER IF EXISTS entries_no_update

CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries
BEGIN
  SELECT RAISE(ABORT, 'entries are forever: UPDATE refused');
END

DROP TRIGGER IF EXISTS entries_no_delete

CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries
BEGIN
  SELECT RAISE(ABORT, 'entries are forever: DELETE refused');
END

DROP TRIGGER IF EXISTS records_no_update

CREATE TRIGGER records_no_update BEFORE UPDATE ON records
BEGIN
  SELECT RAISE(ABORT, 'records are forever: UPDATE refused');
END

DROP TRIGGER IF EXISTS records_no_delete

CREATE TRIGGER records_no_delete BEFORE DELETE ON records
BEGIN
  SELECT RAISE(ABORT, 'records are forever: DELETE refused');
END

DROP TRIGGER IF EXISTS entries_no_replace

CREATE TRIGGER entries_no_replace BEFORE INSERT ON entries
WHEN NEW.sequence IS NOT (SELECT COALESCE(MAX(sequence), 0) + 1 FROM entries)
  OR EXISTS (SELECT 1 FROM entries WHERE previous = NEW.previous OR digest = NEW.digest)
BEGIN
  SELECT RAISE(ABORT, 'entries are forever: only the next one can be added');
END

DROP TRIGGER IF EXISTS records_no_replace

CREATE TRIGGER records_no_replace BEFORE INSERT ON records
WHEN NEW.entry <= (SELECT COALESCE(MAX(sequence), 0) FROM entries)
BEGIN
  SELECT RAISE(ABORT, 'records are forever: the entry is sealed');
END
