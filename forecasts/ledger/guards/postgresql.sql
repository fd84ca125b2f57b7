-- What refuses to change a record on PostgreSQL; each statement stands between blank lines.

CREATE OR REPLACE FUNCTION trackrecord_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% are forever: % refused', TG_TABLE_NAME, TG_OP;
END $$

CREATE OR REPLACE FUNCTION trackrecord_next() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$
BEGIN
  IF NEW.sequence <> (SELECT COALESCE(MAX(sequence), 0) + 1 FROM entries) THEN
    RAISE EXCEPTION 'entries are forever: only the next one can be added';
  END IF;
  RETURN NEW;
END $$

CREATE OR REPLACE FUNCTION trackrecord_sealed() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM added JOIN entries ON entries.sequence = added.entry) THEN
    RAISE EXCEPTION 'records are forever: the entry is sealed';
  END IF;
  RETURN NULL;
END $$

DROP TRIGGER IF EXISTS entries_no_change ON entries

CREATE TRIGGER entries_no_change BEFORE UPDATE OR DELETE ON entries
FOR EACH ROW EXECUTE FUNCTION trackrecord_refuse()

DROP TRIGGER IF EXISTS entries_no_truncate ON entries

CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON entries
FOR EACH STATEMENT EXECUTE FUNCTION trackrecord_refuse()

DROP TRIGGER IF EXISTS entries_no_replace ON entries

DROP TRIGGER IF EXISTS records_no_change ON records

CREATE TRIGGER records_no_change BEFORE UPDATE OR DELETE ON records
FOR EACH ROW EXECUTE FUNCTION trackrecord_refuse()

DROP TRIGGER IF EXISTS records_no_truncate ON records

CREATE TRIGGER records_no_truncate BEFORE TRUNCATE ON records
FOR EACH STATEMENT EXECUTE FUNCTION trackrecord_refuse()

DROP TRIGGER IF EXISTS records_no_replace ON records

CREATE TRIGGER entries_no_replace BEFORE INSERT ON entries
FOR EACH ROW EXECUTE FUNCTION trackrecord_next()

CREATE TRIGGER records_no_replace AFTER INSERT ON records REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION trackrecord_sealed()
