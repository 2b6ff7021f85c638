// The dashboard: polls the list with its ETag, follows the selected job by long polling, keeps its state in the address.
import { FINAL, detail, element, member, row } from './views.js';

const LIST_MS = 2000;
const POOL_MS = 5000;
const AWAY_MS = 4000;
const at = (id) => document.getElementById(id);
const state = { etag: null, page: null, older: [], paused: false, generation: 0 };

const address = () => new URLSearchParams(location.search);
const selected = () => address().get('job');
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function get(path, headers = {}) {
  const response = await fetch(path, { headers: { Accept: 'application/json', ...headers }, cache: 'no-store' });
  if (response.status >= 400) {
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail ?? `The server answered ${response.status}.`);
  }
  return response;
}

function listPath(after) {
  const query = new URLSearchParams({ limit: '50' });
  const status = address().get('status');
  if (status) query.set('status', status);
  if (after) query.set('after', after);
  return `/v2/jobs?${query}`;
}

function say(text) {
  if (at('live').textContent !== text) at('live').textContent = text;
}

async function refresh() {
  const response = await get(listPath(null), state.etag ? { 'If-None-Match': state.etag } : {});
  if (response.status !== 304) {
    state.etag = response.headers.get('ETag');
    state.page = await response.json();
    draw();
  }
  say(state.paused ? 'Paused' : 'Live');
}

function draw() {
  const jobs = [...(state.page?.data ?? []), ...state.older];
  const focused = document.activeElement?.closest('tr')?.dataset.job;
  at('jobs').replaceChildren(...jobs.map((job) => {
    const made = row(job, job.job_id === selected(), open);
    made.dataset.job = job.job_id;
    return made;
  }));
  if (focused) at('jobs').querySelector(`tr[data-job="${CSS.escape(focused)}"] button`)?.focus();
  at('empty').hidden = jobs.length > 0;
  at('more').hidden = !(state.cursor ?? state.page?.next_cursor);
}

async function older() {
  const cursor = state.cursor ?? state.page?.next_cursor;
  const page = await (await get(listPath(cursor))).json();
  const known = new Set([...state.page.data, ...state.older].map((job) => job.job_id));
  state.older.push(...page.data.filter((job) => !known.has(job.job_id)));
  state.cursor = page.has_more ? page.next_cursor : '';
  draw();
}

function go(change) {
  const query = address();
  for (const [key, value] of Object.entries(change)) value ? query.set(key, value) : query.delete(key);
  history.pushState(null, '', query.size ? `?${query}` : location.pathname);
  arrive();
}

function open(jobId) {
  go({ job: jobId });
  at('detail').focus();
}

function arrive() {
  at('status').value = address().get('status') ?? '';
  Object.assign(state, { etag: null, older: [], cursor: null });
  refresh().catch((error) => say(error.message));
  follow(selected(), ++state.generation);
}

async function extrasOf(job) {
  if (job.status !== 'succeeded' || job.dry_run) return {};
  const extras = {};
  if (job.result?.patch_url) extras.patch = await (await get(job.result.patch_url, { Accept: '*/*' })).text();
  extras.findings = (await (await get(job.result?.findings_url ?? `/v2/jobs/${job.job_id}/findings`)).json()).data;
  if (!extras.patch && !extras.findings.length && !job.result?.findings) extras.note = 'No change needed.';
  return extras;
}

async function command(job, verb) {
  try {
    const response = await fetch(`/v2/jobs/${job.job_id}/${verb}`, { method: 'POST' });
    const body = await response.json();
    if (response.ok && verb === 'retry') open(body.job_id);
    else if (!response.ok) say(body.detail);
  } catch (error) {
    say(error.message);
  }
}

function actions(job) {
  const buttons = [];
  const button = (text, act) => buttons.push(element('button', { type: 'button', onclick: act }, text));
  if (!FINAL.has(job.status)) button('Cancel', () => command(job, 'cancel'));
  else if (job.status !== 'succeeded') button('Retry', () => command(job, 'retry'));
  if (job.result?.patch_url) buttons.push(element('a', { href: job.result.patch_url, download: true }, 'Download patch'));
  button('Close', () => go({ job: null }));
  return buttons;
}

async function follow(jobId, generation) {
  const place = at('detail');
  place.hidden = !jobId;
  let etag = null;
  while (jobId && generation === state.generation) {
    try {
      const path = `/v2/jobs/${encodeURIComponent(jobId)}`;
      const response = etag ? await get(`${path}?wait=25s`, { 'If-None-Match': etag }) : await get(path);
      if (generation !== state.generation) return;
      if (response.status === 304) continue;
      etag = response.headers.get('ETag');
      const job = await response.json();
      const extras = await extrasOf(job);
      if (generation !== state.generation) return;
      place.replaceChildren(...detail(job, extras, actions(job)));
      if (FINAL.has(job.status)) return;
    } catch (error) {
      place.replaceChildren(element('h2', { id: 'detail-title' }, jobId), element('p', { class: 'failed' }, error.message));
      await pause(AWAY_MS);
    }
  }
}

async function repeat(work, ms) {
  for (;;) {
    if (!state.paused && !document.hidden) {
      await work().catch((error) => say(`Not connected: ${error.message}`));
    }
    await pause(ms);
  }
}

async function pool() {
  const { data } = await (await get('/v2/accelerators')).json();
  at('pool').replaceChildren(...(data.length ? data.map(member) : [element('li', {}, 'None.')]));
}

at('status').addEventListener('change', (event) => go({ status: event.target.value }));
at('more').addEventListener('click', () => older().catch((error) => say(error.message)));
at('pause').addEventListener('click', (event) => {
  state.paused = !state.paused;
  event.target.setAttribute('aria-pressed', String(state.paused));
  event.target.textContent = state.paused ? 'Resume' : 'Pause';
  say(state.paused ? 'Paused' : 'Live');
});
addEventListener('popstate', arrive);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && selected()) go({ job: null });
});
arrive();
repeat(refresh, LIST_MS);
repeat(pool, POOL_MS);
