-- Jobs belong to their repository from the day they are submitted, so that deleting it finds those that ended before
-- INDEX, and so do the sums that forgotten jobs leave, so that they lose its name.

set local refactory.all_tenants = 'on';

comment on column job.repository_id is 'as submitted where that was known; INDEX has the last word, which stands';

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
           and (old.stage > 0 or new.repository_id is null)
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

alter table usage_past add column repository_id text not null default '';
comment on column usage_past.repository_id is 'empty where it was not known, and for what a deleted repository left';
alter table usage_past drop constraint usage_past_pkey;
alter table usage_past add primary key (tenant_id, day, repository_md5, repository_id, recipe);
