-- A photographer's catalogue: names in mixed case with id_ in front, defaults without quotes, wide tables, notnull written many ways.
CREATE TABLE Photo_Image (
    id_local INTEGER PRIMARY KEY,
    id_global UNIQUE NOT NULL,
    aspectRatioCache NOT NULL DEFAULT -1,
    bitDepth NOT NULL DEFAULT 0,
    captureTime,
    colorLabels NOT NULL DEFAULT '',
    fileFormat NOT NULL DEFAULT 'unset',
    fileHeight,
    masterImage INTEGER,
    orientation,
    pick NOT NULL DEFAULT 0,
    positionInFolder NOT NULL DEFAULT 'z',
    rating,
    rootFile INTEGER NOT NULL DEFAULT 0,
    sidecarStatus,
    touchTime NOT NULL DEFAULT 0.0
);
CREATE TABLE Photo_Folder (id_local INTEGER PRIMARY KEY, id_global UNIQUE NOT NULL, parentId INTEGER, pathFromRoot NOT NULL DEFAULT '', rootFolder INTEGER NOT NULL DEFAULT 0, visibility INTEGER);
CREATE TABLE Photo_File (id_local INTEGER PRIMARY KEY, id_global UNIQUE NOT NULL, baseName NOT NULL DEFAULT '', extension NOT NULL DEFAULT '', folder INTEGER NOT NULL DEFAULT 0, lc_idx_filename NOT NULL DEFAULT '', modTime, originalFilename NOT NULL DEFAULT '');
CREATE TABLE Photo_Keyword (id_local INTEGER PRIMARY KEY, genealogy NOT NULL DEFAULT '', image_count CURRENTLY UNKNOWN DEFAULT unknown, lc_name, name, parent INTEGER);
CREATE TABLE Photo_KeywordImage (id_local INTEGER PRIMARY KEY, image INTEGER NOT NULL DEFAULT 0, tag INTEGER NOT NULL DEFAULT 0);
CREATE TABLE Photo_Variables (id_local INTEGER PRIMARY KEY, name UNIQUE, type, value NOT NULL DEFAULT '');
CREATE INDEX index_Photo_Image_captureTime ON Photo_Image( captureTime );
CREATE INDEX index_Photo_Image_pick ON Photo_Image( pick, rootFile ) WHERE pick != 0;
CREATE UNIQUE INDEX index_Photo_File_name ON Photo_File( lc_idx_filename, folder );
CREATE INDEX index_Photo_Folder_path ON Photo_Folder( rootFolder, pathFromRoot );
CREATE INDEX index_Photo_Keyword_genealogy ON Photo_Keyword( genealogy );
CREATE UNIQUE INDEX index_Photo_KeywordImage_both ON Photo_KeywordImage( image, tag );
CREATE TRIGGER trigger_Photo_keywordDeleted AFTER DELETE ON Photo_Keyword FOR EACH ROW BEGIN DELETE FROM Photo_KeywordImage WHERE tag = OLD.id_local; END;
CREATE TRIGGER trigger_Photo_touched AFTER UPDATE OF rating, pick, colorLabels ON Photo_Image WHEN OLD.touchTime IS NEW.touchTime
BEGIN UPDATE Photo_Image SET touchTime = julianday('now') WHERE id_local = NEW.id_local; END;
CREATE VIEW Photo_Path AS SELECT i.id_local AS image, d.pathFromRoot || f.baseName || '.' || f.extension AS path FROM Photo_Image i INNER JOIN Photo_File f ON i.rootFile = f.id_local INNER JOIN Photo_Folder d USING (id_global);
