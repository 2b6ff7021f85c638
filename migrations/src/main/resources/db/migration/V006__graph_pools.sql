-- Snapshots share what they have in common. A pool holds the versions of files that one full build and the changes after
-- it brought in, each with its facts, under numbers that count within the pool; a snapshot is the set of those that are
-- in its tree: a bit for each file number. What is here can be built again from Git, so nothing is carried over.

drop table graph_diagnostic, graph_relation, graph_occurrence, graph_symbol, graph_file, graph_snapshot;
delete from snapshot_build_waiter;
delete from snapshot_build;

create table graph_pool (
    tenant_id      text not null,
    pool_id        bigint generated always as identity,
    repository_id  text not null,
    -- The first numbers that are not taken.
    next_file      integer not null default 1 check (next_file > 0),
    next_symbol    integer not null default 1 check (next_symbol > 0),
    primary key (tenant_id, pool_id)
);

create table graph_snapshot (
    tenant_id       text not null,
    snapshot_id     bigint generated always as identity,
    pool_id         bigint not null,
    repository_id   text not null,
    tree_id         text not null check (tree_id ~ '^[0-9a-f]{40}$'),
    engine_version  text not null,
    state           text not null default 'writing' check (state in ('writing', 'committed')),
    touched_at      timestamptz not null default clock_timestamp(),
    committed_at    timestamptz,
    files           integer not null default 0 check (files >= 0),
    indexed_files   integer not null default 0 check (indexed_files between 0 and files),
    indexed_lines   bigint not null default 0 check (indexed_lines >= 0),
    occurrences     bigint not null default 0 check (occurrences >= 0),
    unresolved      bigint not null default 0 check (unresolved between 0 and occurrences),
    compile_context jsonb,
    -- Bit n is set when file n of the pool is in this tree.
    members         bit varying not null default b'',
    primary key (tenant_id, snapshot_id),
    foreign key (tenant_id, pool_id) references graph_pool,
    check ((state = 'committed') = (committed_at is not null and compile_context is not null))
);
-- Read for every row that may not be in the snapshot: it should stay beside the row as long as it can.
alter table graph_snapshot alter column members set storage main;

-- The first writer of a key wins.
create unique index graph_snapshot_key on graph_snapshot (tenant_id, repository_id, tree_id, engine_version)
    where state = 'committed';
create index graph_snapshot_abandoned on graph_snapshot (tenant_id, touched_at) where state = 'writing';
-- Of every row, and yet partial: a look-up of one snapshot must not take it for the tenant's sake.
create index graph_snapshot_pool on graph_snapshot (tenant_id, pool_id) where pool_id > 0;
create index graph_snapshot_latest on graph_snapshot (tenant_id, repository_id, engine_version, committed_at)
    where state = 'committed';

create table graph_file (
    tenant_id   text not null,
    pool_id     bigint not null,
    file_no     integer not null,
    path        text not null,
    path_hash   bigint not null,
    blob_id     text not null,
    language    text not null,
    lines       integer not null check (lines >= 0),
    indexed     boolean not null,
    occurrences integer not null check (occurrences >= 0),
    unresolved  integer not null check (unresolved between 0 and occurrences),
    problems    jsonb not null,
    -- Numbers of the symbol rows of this file, in the order of its facts.
    declared    integer[] not null,
    -- What the file shows to others and which names it uses; empty when it has no facts.
    outline     bytea not null,
    primary key (tenant_id, pool_id, file_no)
);
create index graph_file_path on graph_file (tenant_id, pool_id, path_hash);

-- One row per spelling, `row_no = symbol_no`; further rows of the same symbol_no where files describe it differently.
-- A symbol that is only mentioned has no kind; one that is declared outside of the repository has no file.
create table graph_symbol (
    tenant_id     text not null,
    pool_id       bigint not null,
    row_no        integer not null,
    symbol_no     integer not null,
    file_no       integer,
    symbol        text not null,
    symbol_hash   bigint not null,
    kind          smallint,
    name          text,
    name_hash     bigint,
    container_no  integer,
    modifiers     text,
    signature     text,
    deprecated    boolean not null,
    for_removal   boolean not null,
    primary key (tenant_id, pool_id, row_no),
    check ((kind is null) = (name is null) and (kind is null) = (name_hash is null)),
    check (kind is not null or row_no = symbol_no)
);
create index graph_symbol_spelling on graph_symbol (tenant_id, pool_id, symbol_hash);
create index graph_symbol_name on graph_symbol (tenant_id, pool_id, name_hash)
    where kind not in (11, 12, 13);
create index graph_symbol_container on graph_symbol (tenant_id, pool_id, container_no)
    where file_no is not null and kind not in (11, 12, 13);

-- One row per (symbol, file): `places` holds start, end and role bits of each occurrence, three numbers each.
create table graph_occurrence (
    tenant_id   text not null,
    pool_id     bigint not null,
    symbol_no   integer not null,
    file_no     integer not null,
    places      integer[] not null check (cardinality(places) > 0 and cardinality(places) % 3 = 0),
    primary key (tenant_id, pool_id, symbol_no, file_no)
);
create index graph_occurrence_file on graph_occurrence (tenant_id, pool_id, file_no);

create table graph_relation (
    tenant_id   text not null,
    pool_id     bigint not null,
    file_no     integer not null,
    from_no     integer not null,
    kind        smallint not null,
    to_no       integer not null,
    primary key (tenant_id, pool_id, from_no, kind, to_no, file_no)
);
create index graph_relation_to on graph_relation (tenant_id, pool_id, to_no, kind);
create index graph_relation_file on graph_relation (tenant_id, pool_id, file_no);

create table graph_diagnostic (
    tenant_id    text not null,
    pool_id      bigint not null,
    file_no      integer not null,
    ordinal      integer not null,
    severity     smallint not null,
    code         text not null,
    message      text not null,
    line         integer not null check (line >= 0),
    start_offset integer not null,
    primary key (tenant_id, pool_id, file_no, ordinal)
);

alter table graph_pool enable row level security;
alter table graph_pool force row level security;
create policy graph_pool_tenant on graph_pool using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
alter table graph_snapshot enable row level security;
alter table graph_snapshot force row level security;
create policy graph_snapshot_tenant on graph_snapshot using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
alter table graph_file enable row level security;
alter table graph_file force row level security;
create policy graph_file_tenant on graph_file using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
alter table graph_symbol enable row level security;
alter table graph_symbol force row level security;
create policy graph_symbol_tenant on graph_symbol using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
alter table graph_occurrence enable row level security;
alter table graph_occurrence force row level security;
create policy graph_occurrence_tenant on graph_occurrence using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
alter table graph_relation enable row level security;
alter table graph_relation force row level security;
create policy graph_relation_tenant on graph_relation using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
alter table graph_diagnostic enable row level security;
alter table graph_diagnostic force row level security;
create policy graph_diagnostic_tenant on graph_diagnostic using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
