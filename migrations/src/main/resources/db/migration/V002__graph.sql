-- Code as a graph: one snapshot per (tenant, repository, tree, engine version), its files, symbols, occurrences,
-- relations and diagnostics. Numbers of files and symbols count within a snapshot. A snapshot is written under state
-- `writing`, which no view reads, and becomes visible by one update of its row.
-- Long texts (paths, spellings) are found by a hash that the writer computes: a B-tree refuses rows over 2,704 bytes,
-- and under row-level security Postgres uses no index over a function that is not leakproof.

create table graph_snapshot (
    tenant_id       text not null,
    snapshot_id     bigint generated always as identity,
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
    primary key (tenant_id, snapshot_id),
    check ((state = 'committed') = (committed_at is not null and compile_context is not null))
);

-- The first writer of a key wins.
create unique index graph_snapshot_key on graph_snapshot (tenant_id, repository_id, tree_id, engine_version)
    where state = 'committed';
create index graph_snapshot_abandoned on graph_snapshot (tenant_id, touched_at) where state = 'writing';

create table graph_file (
    tenant_id   text not null,
    snapshot_id bigint not null,
    file_no     integer not null,
    path        text not null,
    path_hash   bigint not null,
    blob_id     text not null,
    language    text not null,
    lines       integer not null check (lines >= 0),
    problems    jsonb not null,
    -- Numbers of the symbol rows of this file, in the order of its facts.
    declared    integer[] not null,
    primary key (tenant_id, snapshot_id, file_no),
    foreign key (tenant_id, snapshot_id) references graph_snapshot on delete cascade
);
create index graph_file_path on graph_file (tenant_id, snapshot_id, path_hash);

-- One row per spelling, `row_no = symbol_no`; further rows of the same symbol_no where files describe it differently.
-- A symbol that is only mentioned has no kind.
create table graph_symbol (
    tenant_id     text not null,
    snapshot_id   bigint not null,
    row_no        integer not null,
    symbol_no     integer not null,
    symbol        text not null,
    symbol_hash   bigint not null,
    kind          smallint,
    name          text,
    name_hash     bigint,
    container_no  integer,
    path          text,
    modifiers     text,
    signature     text,
    deprecated    boolean not null,
    for_removal   boolean not null,
    primary key (tenant_id, snapshot_id, row_no),
    check ((kind is null) = (name is null) and (kind is null) = (name_hash is null)),
    check (kind is not null or row_no = symbol_no)
);
create index graph_symbol_spelling on graph_symbol (tenant_id, snapshot_id, symbol_hash);
create index graph_symbol_name on graph_symbol (tenant_id, snapshot_id, name_hash)
    where kind not in (11, 12, 13);
create index graph_symbol_container on graph_symbol (tenant_id, snapshot_id, container_no)
    where path is not null and kind not in (11, 12, 13);

-- One row per (symbol, file): `places` holds start, end and role bits of each occurrence, three numbers each.
create table graph_occurrence (
    tenant_id   text not null,
    snapshot_id bigint not null,
    symbol_no   integer not null,
    file_no     integer not null,
    places      integer[] not null check (cardinality(places) > 0 and cardinality(places) % 3 = 0),
    primary key (tenant_id, snapshot_id, symbol_no, file_no)
);
create index graph_occurrence_file on graph_occurrence (tenant_id, snapshot_id, file_no);

create table graph_relation (
    tenant_id   text not null,
    snapshot_id bigint not null,
    file_no     integer not null,
    from_no     integer not null,
    kind        smallint not null,
    to_no       integer not null,
    primary key (tenant_id, snapshot_id, from_no, kind, to_no, file_no)
);
create index graph_relation_to on graph_relation (tenant_id, snapshot_id, to_no, kind);
create index graph_relation_file on graph_relation (tenant_id, snapshot_id, file_no);

create table graph_diagnostic (
    tenant_id    text not null,
    snapshot_id  bigint not null,
    file_no      integer not null,
    ordinal      integer not null,
    severity     smallint not null,
    code         text not null,
    message      text not null,
    line         integer not null check (line >= 0),
    start_offset integer not null,
    primary key (tenant_id, snapshot_id, file_no, ordinal)
);

-- Several jobs may wait for one build; the lease is fenced, so of two processes one builds and the other waits.
create table snapshot_build (
    tenant_id        text not null,
    repository_id    text not null,
    tree_id          text not null,
    engine_version   text not null,
    state            text not null check (state in ('building', 'cancelled', 'built', 'failed')),
    fence            bigint not null check (fence > 0),
    builder          text,
    lease_expires_at timestamptz,
    snapshot_id      bigint,
    problem_code     text,
    problem_detail   text,
    primary key (tenant_id, repository_id, tree_id, engine_version),
    check ((state = 'building') = (builder is not null and lease_expires_at is not null)),
    check ((state = 'built') = (snapshot_id is not null)),
    check ((state = 'failed') = (problem_code is not null and problem_detail is not null))
);

create table snapshot_build_waiter (
    tenant_id      text not null,
    repository_id  text not null,
    tree_id        text not null,
    engine_version text not null,
    job_id         text not null,
    waiting_until  timestamptz not null,
    primary key (tenant_id, repository_id, tree_id, engine_version, job_id)
);

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
alter table snapshot_build enable row level security;
alter table snapshot_build force row level security;
create policy snapshot_build_tenant on snapshot_build using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
alter table snapshot_build_waiter enable row level security;
alter table snapshot_build_waiter force row level security;
create policy snapshot_build_waiter_tenant on snapshot_build_waiter using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
