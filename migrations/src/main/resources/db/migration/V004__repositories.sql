-- Repositories: which ones a tenant has used or uploaded, what was uploaded, and the credentials of private hosts.

-- A repository's id is a hash of the tenant and its source, so a deleted one that is used again has the id it had. Its
-- row stays when it is deleted, without its source: `generation` tells a machine that its copy is of a former life.
create table repository (
    tenant_id     text        not null references tenant,
    repository_id text        not null check (repository_id ~ '^repo_[0-9a-f]{32}$'),
    kind          text        check (kind in ('remote', 'upload')),
    source        text        check (length(source) between 1 and 2048),
    generation    int         not null default 1 check (generation > 0),
    created_at    timestamptz not null default clock_timestamp(),
    last_used_at  timestamptz,
    deleted_at    timestamptz,
    purged_at     timestamptz,
    primary key (tenant_id, repository_id),
    check ((deleted_at is null) = (kind is not null) and (kind is null) = (source is null)),
    check (purged_at is null or deleted_at is not null)
);
create index repository_newest on repository (tenant_id, created_at desc, repository_id desc) where deleted_at is null;
create index repository_to_purge on repository (deleted_at) where deleted_at is not null and purged_at is null;

-- The commits that jobs worked on, as they named them.
create table repository_commit (
    tenant_id     text        not null,
    repository_id text        not null,
    commit_id     text        not null check (commit_id ~ '^[0-9a-f]{40}$'),
    tree_id       text        not null check (tree_id ~ '^[0-9a-f]{40}$'),
    ref           text        check (length(ref) between 1 and 1024),
    used_at       timestamptz not null default clock_timestamp(),
    primary key (tenant_id, repository_id, commit_id),
    foreign key (tenant_id, repository_id) references repository on delete cascade
);
create index repository_commit_newest on repository_commit (tenant_id, repository_id, used_at desc);

-- What was uploaded: Git bundles, each building on those before it. A bundle and its chunks are one transaction.
create table repository_bundle (
    tenant_id     text        not null,
    repository_id text        not null,
    bundle_no     int         not null check (bundle_no between 1 and 1000),
    sha256        text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
    bytes         bigint      not null check (bytes > 0),
    created_at    timestamptz not null default clock_timestamp(),
    primary key (tenant_id, repository_id, bundle_no),
    unique (tenant_id, repository_id, sha256),
    foreign key (tenant_id, repository_id) references repository on delete cascade
);

create table repository_bundle_chunk (
    tenant_id     text  not null,
    repository_id text  not null,
    bundle_no     int   not null,
    chunk_no      int   not null check (chunk_no >= 0),
    content       bytea not null check (octet_length(content) between 1 and 1048576),
    primary key (tenant_id, repository_id, bundle_no, chunk_no),
    foreign key (tenant_id, repository_id, bundle_no) references repository_bundle on delete cascade
);
-- Packs are compressed already.
alter table repository_bundle_chunk alter column content set storage external;

create table repository_ref (
    tenant_id     text not null,
    repository_id text not null,
    name          text not null check (length(name) between 1 and 1024),
    object_id     text not null check (object_id ~ '^[0-9a-f]{40}$'),
    primary key (tenant_id, repository_id, name),
    foreign key (tenant_id, repository_id) references repository on delete cascade
);

-- Tokens of Git hosts, each sealed with AES-256-GCM under a key that the database never sees.
create table git_credential (
    tenant_id  text        not null references tenant,
    host       text        not null check (length(host) <= 260 and host ~ '^[a-z0-9.:\[\]_-]+$'),
    key_id     text        not null check (key_id ~ '^[0-9a-f]{16}$'),
    sealed     bytea       not null check (octet_length(sealed) between 29 and 16384),
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, host)
);

do $$
declare
    name text;
begin
    foreach name in array array['repository', 'repository_commit', 'repository_bundle', 'repository_bundle_chunk',
                                'repository_ref', 'git_credential'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy %I on %I using (tenant_id = current_setting(''refactory.tenant_id'', true)'
            || ' or current_setting(''refactory.all_tenants'', true) = ''on'')', name || '_tenant', name);
    end loop;
end $$;
