-- A program for learning words: epoch milliseconds as keys, JSON in text, comments beside columns, lower-case keywords, no-case names.
create table collection (
    id      integer primary key,
    born    integer not null,   -- day zero
    changed integer not null,
    layout  integer not null,   /* of this file */
    decks   text    not null    /* JSON */
);
create table note (
    id    integer primary key,   /* when it was made */
    uid   text not null,         /* the same on every device */
    kind  integer not null,
    words text not null,         -- separated by blanks
    sort  integer not null,      -- numbers sort as numbers, text as text
    sum   integer not null
);
create table card (
    id integer primary key, note integer not null, deck integer not null, side integer not null, queue integer not null, due integer not null,
    gap integer not null, ease integer not null, data text not null);
create table review (id integer primary key, card integer not null, ease integer not null, gap integer not null, millis integer not null);
create table grave (oid integer not null, kind integer not null, usn integer not null, primary key (oid, kind)) without rowid;
create table deck_rule (id integer primary key not null, name text not null collate nocase, rule blob not null);
create table field (kind integer not null, place integer not null, name text not null collate nocase, primary key (kind, place)) WITHOUT rowid;
create table label (label text not null primary key collate nocase, folded boolean not null, rule blob null) without rowid;
create unique index ix_field_name on field (name, kind);
create index ix_card_note on card (note);
create index ix_card_next on card (deck, queue, due);
create index ix_card_back on card (gap) where gap != 0;
create index ix_note_sum on note (sum);
