// The tables of the archive's files. data/README.md says the same for people with an SQLite tool.

/** Every file says here which entries it has (all of its own up to `applied_seq`) and what the catalogue needs to know. */
const ABOUT = "CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID;";

/** Raw readings of one UTC day by measured_at. Times are unix ms; `vals` are the values in the order of the layout. */
export const READINGS_SCHEMA = `${ABOUT}
CREATE TABLE devices (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE layouts (id INTEGER PRIMARY KEY, sensors TEXT NOT NULL UNIQUE);
CREATE TABLE readings (
  seq INTEGER PRIMARY KEY,
  device INTEGER NOT NULL REFERENCES devices,
  measured_at INTEGER NOT NULL,
  at INTEGER NOT NULL,
  battery REAL,
  layout INTEGER NOT NULL REFERENCES layouts,
  vals TEXT NOT NULL,
  device_time,
  more TEXT
);
CREATE INDEX readings_by_device ON readings (device, measured_at);
CREATE VIEW readings_in_words AS
  SELECT seq, devices.name AS device,
    strftime('%Y-%m-%dT%H:%M:%fZ', measured_at / 1000.0, 'unixepoch') AS measured_at,
    strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') AS at,
    battery, sensors, vals, device_time, more
  FROM readings JOIN devices ON devices.id = device JOIN layouts ON layouts.id = layout;`;

/** Numbers that count as faults in `roll_ups`, since they can be none in the unit that held when they came; in another they may be. */
export const STRAYS_SCHEMA = `
CREATE TABLE IF NOT EXISTS strays (
  device INTEGER NOT NULL REFERENCES devices,
  start INTEGER NOT NULL,
  sensor INTEGER NOT NULL REFERENCES sensors,
  count INTEGER NOT NULL,
  sum REAL NOT NULL,
  min REAL NOT NULL,
  max REAL NOT NULL,
  PRIMARY KEY (device, start, sensor)
) WITHOUT ROWID;`;

/** Roll-ups: one row per device, start (unix ms) and sensor. What is no figure counts as a fault; battery is the lowest. */
export const ROLL_UPS_SCHEMA = `${ABOUT}
CREATE TABLE devices (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE sensors (id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE);
CREATE TABLE roll_ups (
  device INTEGER NOT NULL REFERENCES devices,
  start INTEGER NOT NULL,
  sensor INTEGER NOT NULL REFERENCES sensors,
  count INTEGER NOT NULL,
  faults INTEGER NOT NULL,
  sum REAL NOT NULL,
  min REAL,
  max REAL,
  PRIMARY KEY (device, start, sensor)
) WITHOUT ROWID;
CREATE TABLE batteries (
  device INTEGER NOT NULL REFERENCES devices,
  start INTEGER NOT NULL,
  readings INTEGER NOT NULL,
  lowest REAL,
  PRIMARY KEY (device, start)
) WITHOUT ROWID;${STRAYS_SCHEMA}`;

/** The keys by which repeated posts are known, of one UTC day by the server's clock. */
export const KEYS_SCHEMA = `${ABOUT}
CREATE TABLE keys (key TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;`;

/**
 * All entries of a UTC month that are no readings, by the server's clock; `entry` is the whole of it as JSON. What it is about and
 * who did it stand beside it where that is known: `by_name` is the name, or the kind of one who has none.
 */
export const EVENTS_SCHEMA = `${ABOUT}
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  device TEXT,
  by_name TEXT,
  entry TEXT NOT NULL
);
CREATE INDEX events_by_time ON events (at);
CREATE INDEX events_by_kind ON events (kind, seq);
CREATE INDEX events_by_device ON events (device, seq) WHERE device IS NOT NULL;
CREATE INDEX events_by_name ON events (by_name, seq) WHERE by_name IS NOT NULL;
CREATE VIEW events_in_words AS
  SELECT seq, strftime('%Y-%m-%dT%H:%M:%fZ', at / 1000.0, 'unixepoch') AS at, kind, device, by_name, entry FROM events;`;

/** davy.sqlite: what concerns all files, written last at a checkpoint. */
export const CATALOGUE_SCHEMA = `${ABOUT}
CREATE TABLE files (
  path TEXT PRIMARY KEY, kind TEXT NOT NULL, day TEXT NOT NULL, bytes INTEGER NOT NULL,
  rows INTEGER NOT NULL, min_seq INTEGER NOT NULL, max_seq INTEGER NOT NULL, max_received_at INTEGER NOT NULL,
  last_addition_at INTEGER NOT NULL, applied_seq INTEGER NOT NULL,
  first_measured_at INTEGER NOT NULL, last_measured_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE devices (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE imports (source TEXT PRIMARY KEY, last_row INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE fleet (seq INTEGER NOT NULL, devices TEXT NOT NULL);
CREATE TABLE states (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;`;
