// What the page shows, made of elements and text only: no text of a server's answer is ever read as markup.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'class') made.className = value;
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

export function row(job, selected, open) {
  const progress = job.progress;
  return element('tr', { 'aria-current': selected ? 'true' : null, onclick: () => open(job.job_id) },
    element('td', {}, element('button', { type: 'button', class: 'link mono' }, job.job_id.slice(0, 14))),
    element('td', {}, job.recipe),
    element('td', { class: 'wide', title: job.repository }, job.repository),
    element('td', { class: `state ${job.status}` }, job.status + (job.cancel_requested && !FINAL.has(job.status) ? ' (stopping)' : '')),
    element('td', {}, element('progress', { max: 100, value: progress.percent, 'aria-label': `progress of ${job.job_id}` }), ` ${progress.percent} %`),
    element('td', { class: 'number' }, job.usage.sau),
    element('td', { class: 'number' }, duration(job.usage.wall_ms)),
    element('td', {}, clock(job.created_at)));
}

function facts(pairs) {
  return element('dl', {}, ...pairs.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

export function detail(job, extras, actions) {
  const parts = [
    element('div', { class: 'head' },
      element('h2', { id: 'detail-title' }, `${job.recipe} `, element('span', { class: `state ${job.status}` }, job.status)),
      element('div', { class: 'actions' }, ...actions)),
    facts([
      ['Job', element('code', {}, job.job_id)],
      ['Repository', job.repository],
      ['Progress', `${job.progress.stage}, ${job.progress.tasks_done}/${job.progress.tasks_total} tasks, ${job.progress.percent} %`],
      ['Submitted', `${clock(job.created_at)} by ${job.submitted_by}, tier ${job.tier}`],
      ['Deadline', clock(job.deadline_at)],
      ['Time', `${duration(job.usage.wall_ms)} measured`],
      ['Accelerators', `${duration(job.usage.simulated_device_ms)} simulated`],
      ['Tokens', `${job.usage.total_tokens} (${job.usage.prompt_tokens} in, ${job.usage.completion_tokens} out)`],
      ['SAU', `${job.usage.sau} charged, ${job.usage.sau_quoted ?? '–'} quoted`],
    ]),
  ];
  if (job.error) parts.push(element('h3', {}, 'Why it failed'), element('p', { class: 'failed' }, `${job.error.code}: ${job.error.message}`));
  if (job.conflicts.length) parts.push(element('h3', {}, 'Conflicts'), conflicts(job.conflicts));
  if (job.timeline?.length) parts.push(element('h3', {}, 'Timeline'), timeline(job.timeline));
  if (job.plan) parts.push(element('h3', {}, 'Plan'), facts(flat(job.plan)));
  if (job.result?.verification) parts.push(element('h3', {}, 'Proof'), facts(flat(job.result.verification)));
  if (extras.findings?.length) parts.push(element('h3', {}, `Findings (${extras.findings.length})`), findings(extras.findings));
  if (extras.patch) parts.push(element('h3', {}, 'Patch'), diff(extras.patch));
  if (extras.note) parts.push(element('p', { class: 'quiet' }, extras.note));
  return parts;
}

function flat(object) {
  return Object.entries(object).map(([key, value]) =>
    [key.replaceAll('_', ' '), element('span', { class: 'mono' }, typeof value === 'object' ? JSON.stringify(value) : String(value))]);
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
    element('td', {}, clock(stage.opened_at)),
    element('td', { class: 'number' }, stage.started_at ? duration(new Date(stage.started_at) - new Date(stage.opened_at)) : 'waiting'),
    element('td', { class: 'number' }, stage.started_at
      ? (stage.finished_at ? duration(new Date(stage.finished_at) - new Date(stage.started_at)) : 'running') : '–')));
  return element('div', { class: 'scroll' }, element('table', {},
    element('thead', {}, element('tr', {}, ...['Stage', 'Tasks', 'Attempts', 'Opened', 'Waited', 'Took']
      .map((title) => element('th', { scope: 'col' }, title)))),
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
  const lines = text.split('\n');
  const kind = (line) => {
    if (/^(diff |index |--- |\+\+\+ |rename |new |deleted |similarity |old )/.test(line)) return 'file';
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

export function member(accelerator) {
  return element('li', {},
    element('strong', {}, accelerator.name), ' ', accelerator.profile, ' ',
    accelerator.simulated ? element('span', { class: 'tag' }, 'simulated') : null,
    facts([
      ['State', accelerator.state],
      ['Load', `${accelerator.running} running, ${accelerator.waiting} waiting`],
      ['Batches', `${accelerator.batches}, ${Number(accelerator.mean_batch_size ?? 0).toFixed(1)} requests each, at most ${accelerator.max_batch_size ?? 0}`],
      ['Device time', `${duration(accelerator.simulated_device_ms ?? 0)} ${accelerator.simulated ? 'simulated' : ''}`],
    ]));
}
