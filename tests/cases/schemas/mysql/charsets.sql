-- Character sets and collations of tables and columns, alike and not.
CREATE TABLE latin (a varchar(10), b varchar(10) CHARACTER SET utf8mb4, c text COLLATE latin1_bin, d enum('ä') CHARACTER SET utf8mb3 COLLATE utf8mb3_bin) CHARSET=latin1 COLLATE=latin1_german1_ci;
CREATE TABLE same_charset (a varchar(10), b varchar(10) COLLATE utf8mb4_bin, c char(2) COLLATE utf8mb4_unicode_ci, d json, e longtext COLLATE utf8mb4_bin) CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_520_ci;
CREATE TABLE bytes (a varchar(10), b text, c char(3) CHARACTER SET ascii) CHARSET=binary;
CREATE TABLE usual (a varchar(10), b varchar(10) CHARACTER SET ucs2, c varchar(10) CHARACTER SET cp1251 COLLATE cp1251_bulgarian_ci, d varchar(10) CHARACTER SET utf32);
CREATE TABLE nopad (a varchar(10) COLLATE utf8mb4_nopad_bin, b varchar(10) COLLATE utf8mb4_uca1400_ai_ci);
CREATE FUNCTION latin_of(x varchar(20) CHARACTER SET utf8mb4) RETURNS varchar(20) CHARSET latin1 DETERMINISTIC RETURN convert(x USING latin1);
CREATE VIEW mixed AS SELECT a, convert(b USING utf8mb4) COLLATE utf8mb4_bin AS b, _utf8mb4'x' AS c, cast(a AS char(5) CHARACTER SET utf8mb4) AS d FROM latin;
