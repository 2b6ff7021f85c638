// What the page shows, made of elements and text only: no text of a server's answer is ever read as markup.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'class') made.className = value ?? '';
    else if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else if (value !== false && value != null) made.setAttribute(key, String(value));
  }
  made.append(...children.filter((child) => child != null).map((child) => (child instanceof Node ? child : String(child))));
  return made;
}

export const FINAL = new Set(['succeeded', 'refused', 'failed', 'cancelled']);
const DIFF_LINES = 5000;
const FINDINGS = 200;

export function duration(ms) {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

const clock = (text) => (text ? new Date(text).toLocaleString() : '–');
const moment = (text) => {
  const at = new Date(text);
  return at.toDateString() === new Date().toDateString() ? at.toLocaleTimeString() : at.toLocaleDateString();
};
// What tells repositories apart is the end of their names.
const tail = (text) => (text.length > 32 ? `…${text.slice(-31)}` : text);
const grouped = (number) => Number(number).toLocaleString('en');

export function row(job, selected, open) {
  const progress = job.progress;
  return element('tr', { 'aria-current': selected ? 'true' : null, onclick: () => open(job.job_id) },
    element('td', {}, element('button', { type: 'button', class: 'link mono' }, job.job_id.slice(0, 14))),
    element('td', {}, job.recipe, job.dry_run ? tag('quote') : null, job.cached ? tag('cached') : null),
    element('td', { class: 'wide', title: job.repository }, tail(job.repository)),
    element('td', { class: `state ${job.status}` }, job.status + (job.cancel_requested && !FINAL.has(job.status) ? ' (stopping)' : '')),
    progressCell(job),
    element('td', { class: 'number', title: job.quote ? `at most ${job.quote.sau}` : null }, job.usage.sau),
    element('td', { class: 'number' }, duration(job.usage.wall_ms)),
    element('td', { title: clock(job.created_at) }, moment(job.created_at)));
}

const tag = (text) => element('span', { class: 'tag' }, text);

// A job that ended without a result has no progress to show: how far it got is in its timeline.
function progressCell(job) {
  if (FINAL.has(job.status) && job.status !== 'succeeded') return element('td', { class: 'quiet' }, '–');
  const { percent } = job.progress;
  return element('td', {}, element('progress', { max: 100, value: percent, 'aria-label': `progress of ${job.job_id}` }), ` ${percent} %`);
}

function facts(pairs) {
  return element('dl', {}, ...pairs.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

export function detail(job, extras, actions) {
  const parts = [
    element('div', { class: 'head' },
      element('h2', { id: 'detail-title' }, `${job.recipe} `, element('span', { class: `state ${job.status}` }, job.status),
        job.dry_run ? tag('quote') : null, job.cached ? tag('cached') : null),
      element('div', { class: 'actions' }, ...actions)),
    job.instruction ? element('blockquote', { class: 'summary' }, job.instruction) : '',
    job.plan?.summary ? element('p', { class: 'summary' }, job.plan.summary) : '',
    facts([
      ['Job', element('code', {}, job.job_id)],
      ['Repository', job.repository],
      ['Progress', `${job.progress.stage}, ${job.progress.tasks_done}/${job.progress.tasks_total} tasks, ${job.progress.percent} %`],
      ['Submitted', `${clock(job.created_at)} by ${job.submitted_by}, tier ${job.tier}`],
      ['Deadline', clock(job.deadline_at)],
      ['Time', `${duration(job.usage.wall_ms)} measured`],
      ['Accelerators', `${duration(job.usage.simulated_device_ms)} simulated`],
      ['Tokens', `${grouped(job.usage.total_tokens)} (${grouped(job.usage.prompt_tokens)} in, ${grouped(job.usage.completion_tokens)} out)`],
      ['SAU', `${job.usage.sau} charged, ${job.usage.sau_quoted ?? '–'} quoted`],
      ...(job.cached ? [['Answered', `from the result of ${job.result?.cached_from ?? 'an equal request'}, at no charge`]] : []),
    ]),
  ];
  if (job.quote) parts.push(element('h3', {}, 'Quote'), quote(job.quote));
  if (job.steps?.length > 1) parts.push(element('h3', {}, `Steps (${job.steps.length})`), steps(job));
  if (job.error) parts.push(element('h3', {}, 'Why it failed'), element('p', { class: 'failed' }, `${job.error.code}: ${job.error.message}`));
  if (job.conflicts.length) parts.push(element('h3', {}, 'Conflicts'), conflicts(job.conflicts));
  if (job.result?.verification) parts.push(element('h3', {}, 'Proof'), proof(job.result.verification));
  if (extras.findings?.length) parts.push(element('h3', {}, `Findings (${grouped(extras.findings.length)})`), findings(extras.findings));
  if (extras.patch) parts.push(element('h3', {}, 'Patch'), diff(extras.patch));
  if (extras.note) parts.push(element('p', { class: 'quiet' }, extras.note));
  if (job.timeline?.length) parts.push(element('h3', {}, 'Timeline'), timeline(job.timeline));
  if (job.plan) parts.push(element('h3', {}, 'Plan'), facts(flat({ ...job.plan, steps: undefined }).filter(([, value]) => value.textContent !== 'undefined')));
  return parts;
}

function quote(given) {
  return facts([
    ['At most', `${given.sau} SAU, rate card ${given.rate_card}`],
    ['From', `${grouped(given.indexed_lines)} indexed lines × complexity ${given.complexity}`],
    ['Touches', `${given.files_affected ?? '–'} files in ${given.tasks ?? '–'} tasks`],
    ['Commit', element('code', {}, given.commit ?? '–')],
    ...(given.quote_expires_at ? [['Holds until', clock(given.quote_expires_at)]] : []),
  ]);
}

// As asked for; once planned, with what each step does.
function steps(job) {
  return element('ol', {}, ...job.steps.map((step, i) => {
    const planned = job.plan?.steps?.[i];
    return element('li', {}, element('strong', {}, step.name), ' ',
      planned?.summary ?? element('span', { class: 'mono' }, JSON.stringify(step.parameters)),
      planned ? element('span', { class: 'quiet' }, ` ${planned.files_affected} files`) : null);
  }));
}

function flat(object) {
  return Object.entries(object).map(([key, value]) =>
    [key.replaceAll('_', ' '), element('span', { class: 'mono' }, typeof value === 'object' ? JSON.stringify(value) : String(value))]);
}

function proof(verification) {
  const checks = Object.entries(verification).map(([key, value]) => {
    const words = key.replaceAll('_', ' ');
    if (value === null) return element('li', { class: 'quiet' }, `${words}: not checked`);
    if (key === 'new_compile_errors') return check(value === 0, value === 0 ? 'no new compile error' : `${value} new compile errors`);
    if (key === 'files_rechecked') {
      return element('li', {}, `${grouped(value)} files ${verification.level === 'compile' ? 'attributed' : 'checked'} again`);
    }
    return typeof value === 'boolean' ? check(value, words) : element('li', {}, `${words}: ${value}`);
  });
  return element('ul', { class: 'proof' }, ...checks);
}

function check(good, words) {
  return element('li', { class: good ? 'succeeded' : 'failed' }, good ? '✓ ' : '✗ ', words);
}

function conflicts(list) {
  return element('ul', {}, ...list.map((conflict) => element('li', {},
    element('strong', {}, conflict.kind), ` ${conflict.message} `,
    element('span', { class: 'mono quiet' }, conflict.file ? `${conflict.file}:${conflict.line}` : ''))));
}

function timeline(stages) {
  const body = stages.map((stage) => element('tr', {},
    element('td', {}, stage.stage),
    element('td', { class: 'number' }, stage.tasks),
    element('td', { class: 'number' }, stage.attempts),
    element('td', { title: clock(stage.opened_at) }, moment(stage.opened_at)),
    element('td', { class: 'number' }, stage.started_at ? duration(new Date(stage.started_at) - new Date(stage.opened_at)) : 'waiting'),
    element('td', { class: 'number' }, stage.started_at
      ? (stage.finished_at ? duration(new Date(stage.finished_at) - new Date(stage.started_at)) : 'running') : '–')));
  return element('div', { class: 'scroll' }, element('table', {},
    element('thead', {}, element('tr', {}, ...['Stage', 'Tasks', 'Attempts', 'Opened', 'Waited', 'Took']
      .map((title) => element('th', { scope: 'col', class: title === 'Stage' || title === 'Opened' ? null : 'number' }, title)))),
    element('tbody', {}, ...body)));
}

function findings(list) {
  const shown = list.slice(0, FINDINGS).map((finding) => element('li', {},
    element('span', { class: 'mono' }, `${finding.file}:${finding.line}:${finding.column ?? 1} `),
    finding.message, element('pre', {}, finding.excerpt ?? '')));
  const rest = list.length - shown.length;
  return element('div', {}, element('ol', {}, ...shown), rest > 0 ? element('p', { class: 'quiet' }, `and ${rest} more`) : null);
}

function diff(text) {
  const lines = text.replace(/\n$/, '').split('\n');
  const kind = (line) => {
    if (line.startsWith('index ')) return 'quiet';
    if (/^(diff |--- |\+\+\+ |rename |new |deleted |similarity |old )/.test(line)) return 'file';
    if (line.startsWith('@@')) return 'hunk';
    if (line.startsWith('+')) return 'add';
    return line.startsWith('-') ? 'del' : '';
  };
  const shown = lines.slice(0, DIFF_LINES).map((line) => element('span', { class: kind(line) }, line === '' ? ' ' : line));
  const rest = lines.length - shown.length;
  return element('div', {},
    element('pre', { class: 'diff', tabindex: 0, 'aria-label': 'Patch' }, ...shown),
    rest > 0 ? element('p', { class: 'quiet' }, `${rest} more lines: download the patch.`) : null);
}

const WAITS_FOR = { step: 'the next step', answer: 'an answer being computed', room: 'room', place: 'a place' };

export function member(accelerator) {
  return element('li', {},
    element('strong', {}, accelerator.name), ' ', accelerator.profile, ' ',
    accelerator.simulated ? element('span', { class: 'tag' }, 'simulated') : null,
    facts([
      ['State', accelerator.state],
      ['Load', `${accelerator.running} running, ${accelerator.waiting} waiting${accelerator.waits_for ? ` for ${WAITS_FOR[accelerator.waits_for] ?? accelerator.waits_for}` : ''}`],
      ['Context', `${grouped(accelerator.held_tokens ?? 0)} of ${grouped(accelerator.context_tokens ?? 0)} tokens held, ${grouped(accelerator.asked_tokens ?? 0)} asked for`],
      ['Batches', `${accelerator.batches}, ${Number(accelerator.mean_batch_size ?? 0).toFixed(1)} requests each, at most ${accelerator.max_batch_size ?? 0}`],
      ['Device time', `${duration(accelerator.simulated_device_ms ?? 0)} ${accelerator.simulated ? 'simulated' : ''}`],
    ]));
}
