-- The result cache, the repository a job turned out to be about, quotes, and the usage of jobs that are forgotten.

set local refactory.all_tenants = 'on';

-- What INDEX found out about a job, and which job's result it was answered with.
alter table job
    add column repository_id text check (length(repository_id) between 1 and 255),
    add column result_key    text check (result_key ~ '^[0-9a-f]{64}$'),
    add column cached_from   text,
    add check (cached_from is null or status = 'succeeded' and quoted_milli_sau is null and not dry_run);
comment on column job.result_key is 'hash of everything the result depends on; null: neither kept nor looked up';
create index job_of_repository on job (tenant_id, repository_id, finished_at) where repository_id is not null;
create index job_of_no_repository on job (tenant_id, finished_at) where repository_id is null;
create index job_quotes on job (tenant_id, created_at) where dry_run;

-- The first success of each request. Goes with its job.
create table result_cache (
    tenant_id  text        not null,
    result_key text        not null check (result_key ~ '^[0-9a-f]{64}$'),
    job_id     text        not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, result_key),
    foreign key (tenant_id, job_id) references job on delete cascade
);
create index result_cache_of_job on result_cache (tenant_id, job_id);

create function result_cache_guard() returns trigger language plpgsql as $$
begin
    if not exists (select from job where tenant_id = new.tenant_id and job_id = new.job_id
            and status = 'succeeded' and not dry_run and cached_from is null and result_key = new.result_key) then
        raise exception 'job % has no result of its own to keep', new.job_id using errcode = 'RF001';
    end if;
    return new;
end $$;
create trigger result_cache_guard before insert on result_cache for each row execute function result_cache_guard();
create trigger result_cache_first_wins before update on result_cache
    for each row execute function refuse('the first success stays');

create or replace function job_guard() returns trigger language plpgsql as $$
declare
    ranks constant text[] := array['queued', 'indexing', 'planning', 'running', 'verifying'];
begin
    if tg_op = 'DELETE' then
        if old.finished_at is null then
            raise exception 'job % is not over and cannot be deleted', old.job_id using errcode = 'RF001';
        end if;
        return old;
    end if;
    if old.finished_at is not null then
        raise exception 'job % is %: nothing leaves a final state', old.job_id, old.status using errcode = 'RF001';
    end if;
    if (new.request, new.created_at, new.deadline_at, new.tier, new.dry_run, new.max_milli_sau, new.recipe, new.repository)
        is distinct from
       (old.request, old.created_at, old.deadline_at, old.tier, old.dry_run, old.max_milli_sau, old.recipe, old.repository)
        or old.repository_id is not null and new.repository_id is distinct from old.repository_id
        or old.result_key is not null and new.result_key is distinct from old.result_key then
        raise exception 'the terms of job % do not change', old.job_id using errcode = 'RF001';
    end if;
    if new.cached_from is not null and not exists (select from result_cache where tenant_id = new.tenant_id
            and result_key = new.result_key and job_id = new.cached_from) then
        raise exception 'job % has no kept result of job %', new.job_id, new.cached_from using errcode = 'RF001';
    end if;
    if new.status = any (ranks) and array_position(ranks, new.status) < array_position(ranks, old.status)
        or new.stage < old.stage
        or new.status = 'succeeded' and not (old.status = 'verifying' or old.dry_run and old.status = 'planning'
                                             or new.cached_from is not null and old.status = 'indexing')
        or new.status = 'refused' and old.status = 'queued'
        or new.status in ('succeeded', 'refused') and new.cancel_requested_at is not null
        or old.cancel_requested_at is not null and new.cancel_requested_at is null
        or old.quoted_milli_sau is not null and new.quoted_milli_sau is distinct from old.quoted_milli_sau then
        raise exception 'job % does not go from % to %', old.job_id, old.status, new.status using errcode = 'RF001';
    end if;
    return new;
end $$;

-- Quotes ---------------------------------------------------------------------------------------------------------

alter table tenant add column max_quotes_per_minute int not null default 60 check (max_quotes_per_minute >= 0);

-- A quote holds for a day, so prices change with a day's notice.
create function rate_card_notice() returns trigger language plpgsql as $$
begin
    if new.valid_from < clock_timestamp() + interval '24 hours'
        and exists (select from rate_card where tenant_id = new.tenant_id) then
        raise exception 'rate card % comes into force within the day for which quotes hold', new.rate_card
            using errcode = 'RF001';
    end if;
    return new;
end $$;
create trigger rate_card_notice before insert on rate_card for each row execute function rate_card_notice();

-- Usage of forgotten jobs ------------------------------------------------------------------------------------------

-- Sums only. A repository that was deleted on request leaves its place in the sums, not its name.
create table usage_past (
    tenant_id         text   not null references tenant,
    day               date   not null,
    repository        text   not null,
    repository_md5    text   not null generated always as (md5(repository)) stored,
    recipe            text   not null,
    succeeded         bigint not null check (succeeded >= 0),
    refused           bigint not null check (refused >= 0),
    failed            bigint not null check (failed >= 0),
    cancelled         bigint not null check (cancelled >= 0),
    cached            bigint not null check (cached >= 0),
    quotes            bigint not null check (quotes >= 0),
    milli_sau         bigint not null check (milli_sau >= 0),
    prompt_tokens     bigint not null check (prompt_tokens >= 0),
    completion_tokens bigint not null check (completion_tokens >= 0),
    device_micros     bigint not null check (device_micros >= 0),
    primary key (tenant_id, day, repository_md5, recipe)
);

-- Tenancy ------------------------------------------------------------------------------------------------------------

do $$
declare
    name text;
begin
    foreach name in array array['result_cache', 'usage_past'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy %I on %I using (tenant_id = current_setting(''refactory.tenant_id'', true)'
            || ' or current_setting(''refactory.all_tenants'', true) = ''on'')', name || '_tenant', name);
    end loop;
end $$;
