-- Jobs, stages, tasks, attempts; their events, announcements, files; the ledger.
--
-- Every table belongs to tenants: tenant_id leads every primary key, and row-level security shows a transaction only
-- the rows of the tenant it acts for (setting refactory.tenant_id), or all of them when it says so by name
-- (refactory.all_tenants, for maintenance and delivery). The constraints repeat what the code promises.
--
-- Lock order: stage, task, attempt, job, account. A job row changes only under the lock of its open stage.

set local refactory.all_tenants = 'on';

create sequence fence_seq;

create table tenant (
    tenant_id              text        not null primary key check (tenant_id ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
    credit_limit_milli_sau bigint      check (credit_limit_milli_sau >= 0),
    max_open_jobs          int         not null default 1000 check (max_open_jobs >= 0),
    created_at             timestamptz not null default clock_timestamp()
);
comment on column tenant.credit_limit_milli_sau is 'how far the balance may go below zero; null: no limit';

create table job (
    tenant_id           text        not null references tenant,
    job_id              text        not null check (job_id ~ '^job_[0-9a-z]{1,60}$'),
    campaign_id         text,
    submitted_by        text        not null check (length(submitted_by) between 1 and 255),
    repository          text        not null check (length(repository) between 1 and 2048),
    recipe              text        not null check (length(recipe) between 1 and 255),
    tier                text        not null check (tier in ('interactive', 'standard', 'bulk')),
    status              text        not null check (status in ('queued', 'indexing', 'planning', 'running', 'verifying',
                                                               'succeeded', 'refused', 'failed', 'cancelled')),
    stage               smallint    not null check (stage between 0 and 4),
    dry_run             boolean     not null,
    request             text        not null check (octet_length(request) <= 16777216),
    max_milli_sau       bigint      check (max_milli_sau >= 0),
    plan                text,
    result              text,
    conflicts           text        not null default '[]',
    error_code          text,
    error_subject       text,
    error_message       text,
    rate_card           text,
    indexed_lines       bigint      check (indexed_lines >= 0),
    complexity          numeric     check (complexity > 0),
    quoted_milli_sau    bigint      check (quoted_milli_sau >= 0),
    charged_milli_sau   bigint      not null default 0 check (charged_milli_sau >= 0),
    cancel_requested_at timestamptz,
    created_at          timestamptz not null,
    started_at          timestamptz,
    finished_at         timestamptz,
    deadline_at         timestamptz not null,
    primary key (tenant_id, job_id),
    check ((status in ('succeeded', 'refused', 'failed', 'cancelled')) = (finished_at is not null)),
    check ((status = 'failed') = (error_code is not null)),
    check ((status = 'refused') = (conflicts <> '[]')),
    check (status = 'succeeded' or charged_milli_sau = 0),
    check (not dry_run or charged_milli_sau = 0),
    check (charged_milli_sau <= coalesce(quoted_milli_sau, 0)),
    check ((quoted_milli_sau is null) = (rate_card is null)),
    check (status <> 'succeeded' or (result is not null or dry_run)),
    check (status <> 'queued' or started_at is null),
    check (deadline_at > created_at)
);
create index job_newest on job (tenant_id, created_at desc, job_id desc);
create index job_open on job (tenant_id, deadline_at) where finished_at is null;
create index job_deadline on job (deadline_at) where finished_at is null;
create index job_finished on job (finished_at) where finished_at is not null;

-- The aggregate that is locked. Its counters carry what the job has come to: they go on from stage to stage.
create table stage (
    tenant_id         text        not null,
    job_id            text        not null,
    stage             smallint    not null check (stage between 0 and 4),
    state             text        not null check (state in ('open', 'done', 'abandoned')),
    tasks_total       int         not null check (tasks_total between 1 and 10000),
    tasks_remaining   int         not null check (tasks_remaining between 0 and tasks_total),
    fraction          float8      not null default 0 check (fraction between 0 and 1),
    version           bigint      not null check (version > 0),
    last_sequence     bigint      not null check (last_sequence >= 0),
    attempts          int         not null check (attempts >= 0),
    prompt_tokens     bigint      not null check (prompt_tokens >= 0),
    completion_tokens bigint      not null check (completion_tokens >= 0),
    device_micros     bigint      not null check (device_micros >= 0),
    opened_at         timestamptz not null,
    started_at        timestamptz,
    finished_at       timestamptz,
    primary key (tenant_id, job_id, stage),
    foreign key (tenant_id, job_id) references job on delete cascade,
    check ((state = 'open') = (finished_at is null)),
    check (state <> 'done' or tasks_remaining = 0),
    check (stage = 2 or tasks_total = 1)
);
create unique index stage_open on stage (tenant_id, job_id) where state = 'open';

create table task (
    tenant_id     text        not null,
    task_id       bigint      not null generated always as identity,
    job_id        text        not null,
    stage         smallint    not null,
    task_index    int         not null check (task_index >= 0),
    role          text        not null check (role in ('indexer', 'worker')),
    urgency       smallint    not null check (urgency between 0 and 2),
    state         text        not null check (state in ('ready', 'waiting', 'held', 'done', 'dead', 'dropped')),
    attempts      smallint    not null default 0 check (attempts between 0 and 5),
    fence         bigint      not null default 0 check (fence >= 0),
    due_at        timestamptz not null,
    payload       text        not null check (octet_length(payload) <= 16777216),
    result        text,
    error_code    text,
    error_subject text,
    error_message text,
    primary key (tenant_id, task_id),
    unique (tenant_id, job_id, stage, task_index),
    foreign key (tenant_id, job_id, stage) references stage on delete cascade,
    check ((state = 'done') = (result is not null)),
    check (state <> 'dead' or error_code is not null),
    check (state <> 'held' or fence > 0)
);
create unique index task_by_id on task (task_id);
create index task_ready on task (role, urgency, tenant_id, task_id) where state = 'ready';
create index task_waiting on task (due_at) where state = 'waiting';

create table attempt (
    tenant_id     text        not null,
    task_id       bigint      not null,
    fence         bigint      not null check (fence > 0),
    attempt       smallint    not null check (attempt between 1 and 5),
    job_id        text        not null,
    stage         smallint    not null,
    worker        text        not null check (length(worker) between 1 and 255),
    state         text        not null check (state in ('running', 'completed', 'refused', 'failed', 'released',
                                                        'expired', 'superseded')),
    lease_until   timestamptz not null,
    started_at    timestamptz not null,
    finished_at   timestamptz,
    error_code    text,
    error_message text,
    primary key (tenant_id, task_id, fence),
    foreign key (tenant_id, task_id) references task on delete cascade,
    check ((state = 'running') = (finished_at is null))
);
create unique index attempt_running on attempt (tenant_id, task_id) where state = 'running';
create index attempt_of_stage on attempt (tenant_id, job_id, stage);
create index attempt_lease on attempt (lease_until) where state = 'running';

create table job_event (
    tenant_id text        not null,
    job_id    text        not null,
    sequence  bigint      not null check (sequence > 0),
    type      text        not null check (type ~ '^[a-z_]{1,64}$'),
    data      text        not null check (octet_length(data) <= 4096),
    at        timestamptz not null,
    primary key (tenant_id, job_id, sequence),
    foreign key (tenant_id, job_id) references job on delete cascade
);

create table outbox (
    tenant_id text        not null,
    outbox_id bigint      not null generated always as identity,
    task_id   bigint      not null,
    role      text        not null check (role in ('indexer', 'worker')),
    urgency   smallint    not null check (urgency between 0 and 2),
    at        timestamptz not null default clock_timestamp(),
    primary key (tenant_id, outbox_id)
);
create index outbox_turn on outbox (urgency, tenant_id, outbox_id);

create table idempotency (
    tenant_id       text        not null,
    idempotency_key text        not null check (length(idempotency_key) between 1 and 255),
    request_hash    text        not null check (request_hash ~ '^[0-9a-f]{64}$'),
    job_id          text        not null,
    created_at      timestamptz not null default clock_timestamp(),
    primary key (tenant_id, idempotency_key),
    foreign key (tenant_id, job_id) references job on delete cascade
);
create index idempotency_of_job on idempotency (tenant_id, job_id);

create table artifact (
    tenant_id  text        not null,
    job_id     text        not null,
    name       text        not null check (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    media_type text        not null check (length(media_type) between 1 and 255),
    content    bytea       not null check (octet_length(content) <= 67108864),
    created_at timestamptz not null,
    primary key (tenant_id, job_id, name),
    foreign key (tenant_id, job_id) references job on delete cascade
);

-- Prices are data. A card never changes; another price is another card.
create table rate_card (
    tenant_id     text        not null references tenant,
    rate_card     text        not null check (length(rate_card) between 1 and 32),
    base_sau      numeric     not null check (base_sau > 0),
    kloc_divisor  numeric     not null check (kloc_divisor > 0),
    exponent      numeric     not null check (exponent > 0),
    valid_from    timestamptz not null,
    primary key (tenant_id, rate_card)
);

create table account (
    tenant_id         text   not null references tenant,
    account           text   not null check (account in ('available', 'reserved', 'revenue')),
    balance_milli_sau bigint not null,
    primary key (tenant_id, account),
    check (account = 'available' or balance_milli_sau >= 0)
);

-- Double entry: the lines of one (job, kind) sum to zero. Outlives the job.
create table ledger_entry (
    tenant_id     text        not null references tenant,
    entry_id      bigint      not null generated always as identity,
    job_id        text        not null,
    kind          text        not null check (kind in ('reserve', 'post', 'void')),
    account       text        not null check (account in ('available', 'reserved', 'revenue')),
    milli_sau     bigint      not null,
    rate_card     text        not null,
    indexed_lines bigint      not null check (indexed_lines >= 0),
    complexity    numeric     not null check (complexity > 0),
    at            timestamptz not null,
    primary key (tenant_id, entry_id),
    unique (tenant_id, job_id, kind, account),
    foreign key (tenant_id, rate_card) references rate_card
);
-- Exactly one settlement: a reservation is posted or voided, once.
create unique index ledger_settlement on ledger_entry (tenant_id, job_id)
    where kind in ('post', 'void') and account = 'reserved';

-- What the database refuses ------------------------------------------------------------------------------------------

create function refuse() returns trigger language plpgsql as $$
begin
    raise exception '% of % is refused: %', tg_op, tg_table_name, tg_argv[0] using errcode = 'RF001';
end $$;

create function job_guard() returns trigger language plpgsql as $$
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
       (old.request, old.created_at, old.deadline_at, old.tier, old.dry_run, old.max_milli_sau, old.recipe, old.repository) then
        raise exception 'the terms of job % do not change', old.job_id using errcode = 'RF001';
    end if;
    if new.status = any (ranks) and array_position(ranks, new.status) < array_position(ranks, old.status)
        or new.stage < old.stage
        or new.status = 'succeeded' and old.status <> 'verifying' and not (old.dry_run and old.status = 'planning')
        or new.status = 'refused' and old.status = 'queued'
        or new.status in ('succeeded', 'refused') and new.cancel_requested_at is not null
        or old.cancel_requested_at is not null and new.cancel_requested_at is null
        or old.quoted_milli_sau is not null and new.quoted_milli_sau is distinct from old.quoted_milli_sau then
        raise exception 'job % does not go from % to %', old.job_id, old.status, new.status using errcode = 'RF001';
    end if;
    return new;
end $$;
create trigger job_guard before update or delete on job for each row execute function job_guard();

create function stage_guard() returns trigger language plpgsql as $$
begin
    if old.state <> 'open' or new.tasks_total <> old.tasks_total or new.tasks_remaining > old.tasks_remaining
        or new.version <= old.version or new.last_sequence < old.last_sequence or new.attempts < old.attempts
        or old.started_at is not null and new.started_at is distinct from old.started_at then
        raise exception 'stage % of job % does not go back', old.stage, old.job_id using errcode = 'RF001';
    end if;
    return new;
end $$;
create trigger stage_guard before update on stage for each row execute function stage_guard();

create function task_guard() returns trigger language plpgsql as $$
begin
    if new.fence < old.fence then
        raise exception 'the fence of task % does not go back', old.task_id using errcode = 'RF001';
    end if;
    if new.attempts < old.attempts
        or old.state in ('done', 'dead', 'dropped')
        or new.state in ('done', 'dead') and old.state <> 'held'
        or new.state = 'held' and (old.state <> 'ready' or new.fence = old.fence) then
        raise exception 'task % does not go from % to %', old.task_id, old.state, new.state using errcode = 'RF001';
    end if;
    return new;
end $$;
create trigger task_guard before update on task for each row execute function task_guard();

create function attempt_guard() returns trigger language plpgsql as $$
begin
    if old.state <> 'running' or new.fence <> old.fence or new.attempt <> old.attempt then
        raise exception 'attempt % of task % is over', old.attempt, old.task_id using errcode = 'RF001';
    end if;
    return new;
end $$;
create trigger attempt_guard before update on attempt for each row execute function attempt_guard();

create function attempt_fence_guard() returns trigger language plpgsql as $$
begin
    if exists (select from attempt
               where tenant_id = new.tenant_id and task_id = new.task_id and fence >= new.fence) then
        raise exception 'fence % of task % is not new', new.fence, new.task_id using errcode = 'RF001';
    end if;
    return new;
end $$;
create trigger attempt_fence_guard before insert on attempt for each row execute function attempt_fence_guard();

create function job_event_guard() returns trigger language plpgsql as $$
begin
    if new.sequence > 1 and not exists (select from job_event
            where tenant_id = new.tenant_id and job_id = new.job_id and sequence = new.sequence - 1) then
        raise exception 'event % of job % leaves a gap', new.sequence, new.job_id using errcode = 'RF001';
    end if;
    return new;
end $$;
create trigger job_event_guard before insert on job_event for each row execute function job_event_guard();
create trigger job_event_append_only before update on job_event
    for each row execute function refuse('events are facts');

create trigger rate_card_immutable before update or delete on rate_card
    for each row execute function refuse('a rate card never changes; add another one');
create trigger ledger_append_only before update or delete on ledger_entry
    for each row execute function refuse('the ledger is append-only');

create function ledger_balance() returns trigger language plpgsql as $$
declare
    credit bigint;
    now_at bigint;
begin
    update account set balance_milli_sau = balance_milli_sau + new.milli_sau
        where tenant_id = new.tenant_id and account = new.account
        returning balance_milli_sau into now_at;
    if new.account = 'available' and new.milli_sau < 0 then
        select credit_limit_milli_sau into credit from tenant where tenant_id = new.tenant_id;
        if now_at < -credit then
            raise exception 'tenant % has too little balance', new.tenant_id using errcode = 'RF002';
        end if;
    end if;
    if new.kind <> 'reserve' and not exists (select from ledger_entry
            where tenant_id = new.tenant_id and job_id = new.job_id and kind = 'reserve') then
        raise exception 'job % has no reservation to settle', new.job_id using errcode = 'RF001';
    end if;
    return null;
end $$;
create trigger ledger_balance after insert on ledger_entry for each row execute function ledger_balance();

create function ledger_sum() returns trigger language plpgsql as $$
begin
    if (select sum(milli_sau) from ledger_entry
        where tenant_id = new.tenant_id and job_id = new.job_id and kind = new.kind) <> 0 then
        raise exception 'the % of job % does not sum to zero', new.kind, new.job_id using errcode = 'RF001';
    end if;
    return null;
end $$;
create constraint trigger ledger_sum after insert on ledger_entry deferrable initially deferred
    for each row execute function ledger_sum();

create function tenant_books() returns trigger language plpgsql as $$
begin
    insert into account (tenant_id, account, balance_milli_sau)
        values (new.tenant_id, 'available', 0), (new.tenant_id, 'reserved', 0), (new.tenant_id, 'revenue', 0);
    insert into rate_card (tenant_id, rate_card, base_sau, kloc_divisor, exponent, valid_from)
        values (new.tenant_id, '1', 5, 10, 0.8228, timestamptz '2026-01-01 00:00:00Z');
    return null;
end $$;
create trigger tenant_books after insert on tenant for each row execute function tenant_books();

-- Tenancy ------------------------------------------------------------------------------------------------------------

do $$
declare
    name text;
begin
    foreach name in array array['tenant', 'job', 'stage', 'task', 'attempt', 'job_event', 'outbox', 'idempotency',
                                'artifact', 'rate_card', 'account', 'ledger_entry'] loop
        execute format('alter table %I enable row level security', name);
        execute format('alter table %I force row level security', name);
        execute format('create policy %I on %I using (tenant_id = current_setting(''refactory.tenant_id'', true)'
            || ' or current_setting(''refactory.all_tenants'', true) = ''on'')', name || '_tenant', name);
    end loop;
end $$;

insert into tenant (tenant_id) values ('default');
