-- Measurements by time: keys that are hashes, buckets without row numbers, statistics views with windows and filters, retention by trigger.
CREATE TABLE series (id INTEGER PRIMARY KEY, name TEXT NOT NULL, labels TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(labels)), hash INT NOT NULL, UNIQUE (name, labels)) STRICT;
CREATE TABLE sample (series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE, t INTEGER NOT NULL, v REAL, PRIMARY KEY (series_id, t)) STRICT, WITHOUT ROWID;
CREATE TABLE bucket (series_id INTEGER NOT NULL, width INTEGER NOT NULL CHECK (width IN (60, 3600, 86400)), start INTEGER NOT NULL, n INTEGER NOT NULL DEFAULT 0, low REAL, high REAL, total REAL, mean REAL GENERATED ALWAYS AS (CASE WHEN n > 0 THEN total / n END) VIRTUAL, PRIMARY KEY (series_id, width, start), FOREIGN KEY (series_id) REFERENCES series (id) ON DELETE CASCADE) WITHOUT ROWID;
CREATE TABLE alert (id INTEGER PRIMARY KEY, series_id INTEGER REFERENCES series ON DELETE CASCADE, above REAL, below REAL, "for" INTEGER NOT NULL DEFAULT (5 * 60), muted_until INTEGER, CHECK (above IS NOT NULL OR below IS NOT NULL));
CREATE INDEX series_name ON series (name, hash);
CREATE INDEX sample_time ON sample (t);
CREATE INDEX alert_live ON alert (series_id) WHERE muted_until IS NULL;
CREATE VIEW latest AS SELECT series.name, sample.t, sample.v, sample.v - lag(sample.v) OVER (PARTITION BY series_id ORDER BY t) AS delta FROM sample JOIN series ON series.id = sample.series_id;
CREATE VIEW daily AS SELECT series_id, date(t, 'unixepoch') AS day, avg(v) AS mean, max(v) FILTER (WHERE v < 1e300) AS high, count(*) FILTER (WHERE v IS NULL) AS gaps FROM sample GROUP BY 1, 2;
CREATE VIEW firing AS SELECT alert.id, latest.name, latest.v FROM alert, latest, series WHERE alert.series_id = series.id AND series.name = latest.name AND (latest.v > alert.above OR latest.v < alert.below) AND latest.v IS latest.v;
CREATE TRIGGER sample_bucket AFTER INSERT ON sample WHEN new.v IS NOT NULL BEGIN
  INSERT INTO bucket (series_id, width, start, n, low, high, total) SELECT new.series_id, w.column1, new.t / w.column1 * w.column1, 1, new.v, new.v, new.v FROM (VALUES (60), (3600), (86400)) AS w
  WHERE true ON CONFLICT (series_id, width, start) DO UPDATE SET n = n + 1, low = min(low, excluded.low), high = max(high, excluded.high), total = total + excluded.total;
  DELETE FROM sample WHERE series_id = new.series_id AND t < new.t - 14 * 86400;
END;
