-- The facts of a file are two portions of bytes in its row; who mentions, declares and extends what is an inverted index:
-- sorted segments of a pool, each written once, in blocks. What is here can be built again from Git, so nothing is carried
-- over.

drop table graph_diagnostic, graph_relation, graph_occurrence, graph_symbol, graph_file;
-- Not deleted: of a role that row-level security binds, a migration sees no tenant's rows.
truncate graph_snapshot, graph_pool, snapshot_build_waiter, snapshot_build;

alter table graph_pool drop column next_symbol;
alter table graph_pool add column next_segment integer not null default 1 check (next_segment > 0);

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
    -- What the file shows to others and which names it uses; empty when it has no facts.
    outline     bytea not null,
    -- The spellings in it, each with its places.
    names       bytea not null check (octet_length(names) > 0),
    -- What it declares and describes, relations and diagnostics, with spellings by their place in `names`.
    facts       bytea not null check (octet_length(facts) > 0),
    primary key (tenant_id, pool_id, file_no)
);
-- The pool last: what is asked by number must not seem as cheap here.
create index graph_file_path on graph_file (tenant_id, path_hash, pool_id);

-- What one writer, or one merge, brought in. Postings to files that are in no snapshot any more may be in it.
create table graph_segment (
    tenant_id   text not null,
    pool_id     bigint not null,
    segment_no  integer not null,
    blocks      integer not null check (blocks >= 0),
    bytes       bigint not null check (bytes >= 0),
    -- Where each block begins.
    directory   bytea not null check (octet_length(directory) > 0),
    primary key (tenant_id, pool_id, segment_no)
);

create table graph_block (
    tenant_id   text not null,
    pool_id     bigint not null,
    segment_no  integer not null,
    block_no    integer not null check (block_no >= 0),
    block       bytea not null check (octet_length(block) > 0),
    primary key (tenant_id, pool_id, segment_no, block_no)
);

-- Packed already, or hashes.
alter table graph_file alter column outline set storage external;
alter table graph_file alter column names set storage external;
alter table graph_file alter column facts set storage external;
alter table graph_segment alter column directory set storage external;
alter table graph_block alter column block set storage external;

alter table graph_file enable row level security;
alter table graph_file force row level security;
create policy graph_file_tenant on graph_file using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
alter table graph_segment enable row level security;
alter table graph_segment force row level security;
create policy graph_segment_tenant on graph_segment using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
alter table graph_block enable row level security;
alter table graph_block force row level security;
create policy graph_block_tenant on graph_block using (tenant_id = current_setting('refactory.tenant_id', true)
    or current_setting('refactory.all_tenants', true) = 'on');
