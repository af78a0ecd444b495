-- A life of schema 1, as the first version wrote it. Never edit: every later version must open it.
CREATE TABLE moments (
    person TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL,
    zone TEXT NOT NULL, recorded INTEGER NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
    trust INTEGER NOT NULL, origin TEXT, body TEXT NOT NULL, salt BLOB NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT;
CREATE UNIQUE INDEX moments_id ON moments (person, id);
CREATE UNIQUE INDEX moments_origin ON moments (person, origin) WHERE origin IS NOT NULL;
CREATE INDEX moments_at ON moments (person, at, seq);
CREATE INDEX moments_kind ON moments (person, kind, at, seq);
CREATE INDEX moments_kind_seq ON moments (person, kind, seq);
-- What each moment exists because of: both are positions in the log.
CREATE TABLE causes (
    person TEXT NOT NULL, cause INTEGER NOT NULL, effect INTEGER NOT NULL, place INTEGER NOT NULL,
    PRIMARY KEY (person, cause, effect),
    FOREIGN KEY (person, effect) REFERENCES moments (person, seq) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX causes_effect ON causes (person, effect, place);
-- Which moments stand on which blob.
CREATE TABLE media (
    person TEXT NOT NULL, hash TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (person, hash, seq),
    FOREIGN KEY (person, seq) REFERENCES moments (person, seq) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX media_seq ON media (person, seq);
CREATE TABLE chain (
    person TEXT NOT NULL, seq INTEGER NOT NULL, commitment BLOB NOT NULL, link BLOB NOT NULL,
    PRIMARY KEY (person, seq)
) STRICT, WITHOUT ROWID;
-- What forgetting has still to take off the disk: a blob by its hash, or the file's stale pages.
CREATE TABLE remains (
    person TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (person, kind, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE views (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS jobs_done (
    person TEXT NOT NULL, seq INTEGER NOT NULL, job TEXT NOT NULL, model TEXT NOT NULL,
    PRIMARY KEY (person, seq, job, model),
    FOREIGN KEY (person, seq) REFERENCES moments (person, seq) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 3;
INSERT INTO moments (person, seq, id, at, zone, recorded, kind, source, trust, origin, body, salt) VALUES ('me', 1, '019b76da-a800-7000-a6cc-4c86e8edcc9b', 1767139200000000, 'Europe/Rome', 1767225600000000, 'saw', 'test', 1, 'photo:1', '{"kind":"saw","media":{"hash":"abababababababababababababababababababababababababababababababab","type":"image/jpeg","name":"house.jpg","size":5},"caption":"the pink house","place":{"name":"Lucca"}}', X'664D53933887745568D8A87B75189E37');
INSERT INTO moments (person, seq, id, at, zone, recorded, kind, source, trust, origin, body, salt) VALUES ('me', 2, '019b76da-a800-7004-953e-4b3d0e73980c', 1767139200000000, 'Europe/Rome', 1767225600000001, 'read', 'test', 1, NULL, '{"kind":"read","text":"Via Fillungo"}', X'6BAE824DF82AD0E5E9FE9E506E235475');
INSERT INTO moments (person, seq, id, at, zone, recorded, kind, source, trust, origin, body, salt) VALUES ('me', 4, '019b76da-a800-700c-8bc0-06f0a3c676e5', 1767139200000000, 'Europe/Rome', 1767225600000003, 'said', 'test', 1, NULL, '{"kind":"said","text":"ciao","by":"Ann","to":["me"]}', X'F2C41B17BDE71667D9886017DA9B7C23');
INSERT INTO moments (person, seq, id, at, zone, recorded, kind, source, trust, origin, body, salt) VALUES ('me', 5, '019b76da-a800-7010-8f5c-b7a4d0a95f8c', 1767225600000000, 'UTC', 1767225600000004, 'forgotten', 'log', 1, NULL, '{"kind":"forgotten","spans":[[3,3]],"count":1}', X'AA8746AE13E13025C2107A7583CCCC1B');
INSERT INTO causes (person, cause, effect, place) VALUES ('me', 1, 2, 0);
INSERT INTO media (person, hash, seq) VALUES ('me', 'abababababababababababababababababababababababababababababababab', 1);
INSERT INTO chain (person, seq, commitment, link) VALUES ('me', 1, X'A2CE4C3D04681CB227C9C4F8F4F227960B77E483ED874A739C131A32182FAA3F', X'0EA90C0059E5EB631CCAE1905230EAE9836F973FE69AD9A3BDEBD42C155DF2AB');
INSERT INTO chain (person, seq, commitment, link) VALUES ('me', 2, X'84EB71AD15C4437B64E5FC271366C580378D341BB61A80472FCCADD7811F5FC9', X'BC6DF33BD0396A51D1B0E007E506D08CDDC7336B05B49D776E0617840B91E18C');
INSERT INTO chain (person, seq, commitment, link) VALUES ('me', 3, X'4D1B83ED9808F61760163D4A047C09366F23ABBEFFB3BE608C93E697629ABB83', X'17A40BF673D9E48B7FC4B4B62DEC0384E12C1EFA15A843FE0BC135D999A394BA');
INSERT INTO chain (person, seq, commitment, link) VALUES ('me', 4, X'A3361A36E1EB8CDFA1731B542399C4D2B184A24FF9C8D182A66306EC5B578A60', X'9156B0C22F2669DBA0DEA8AB6E50D67645D9C4EE3F82F3E11663D45A1936A175');
INSERT INTO chain (person, seq, commitment, link) VALUES ('me', 5, X'4F994B72785CCBA0F7F42779272E1D763DEB4E9E6CAF1B3BA4B6355E5D0262CA', X'0FCD11C4A8A13DFCDF6D80FE8B3A332058E6EE9592E1FCB9608453FB63F5AA5A');
INSERT INTO jobs_done (person, seq, job, model) VALUES ('me', 1, 'look', '');
