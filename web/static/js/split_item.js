// Splits a floor block into slots, each followed by replies of the panellists, as panels do. The time stays the same.
// When replies follow the block already, they are those of the last slot.
const MOST_SLOTS = 9;

function field(item, name) {
  return item.querySelector(`[name="item.${name}"]`);
}

function planOf(item) {
  const total = Number(field(item, 'minutes').value) || 0;
  const slots = Math.trunc(Number(item.querySelector('.slots').value)) || 0;
  const given = item.querySelector('.replies').value.trim();
  const hasReplies = item.nextElementSibling?.dataset?.kind === 'replies';
  const rounds = hasReplies ? slots - 1 : slots;
  const usual = Math.round(total / slots / 4) || 0;
  const replies = given ? Math.trunc(Number(given)) : usual;
  const floor = Math.floor((total - rounds * replies) / slots);
  const isPossible = slots > 1 && slots <= MOST_SLOTS && replies > 0 && floor > 0;
  return { total, slots, rounds, replies, usual, floor, isPossible };
}

export function showSplit(item) {
  const plan = planOf(item);
  const part = item.querySelector('.split');
  const output = part.querySelector('output');
  part.querySelector('.replies').placeholder = Number.isFinite(plan.usual) && plan.usual > 0 ? plan.usual : '';
  part.querySelector('button').disabled = !plan.isPossible;
  output.value = plan.isPossible ? output.dataset.shows.replace(/\{(\w+)\}/g, (_, name) => plan[name]) : '';
}

function speakersBefore(item) {
  const all = [...item.closest('.items').querySelectorAll('.item')];
  const before = all.slice(0, all.indexOf(item));
  return before.filter(each => each.dataset.kind === 'presentation' && field(each, 'speaker').value.trim())
    .map(each => field(each, 'id').value);
}

export function split(item, newItem) {
  const { total, slots, rounds, replies, floor, isPossible } = planOf(item);
  if (!isPossible) return;
  const title = field(item, 'title').value.trim() || field(item, 'kind').selectedOptions[0].text;
  const named = n => item.querySelector('.split').dataset.slot.replace('{title}', title).replace('{n}', n);
  const speakers = speakersBefore(item).join('; ');
  const rest = total - slots * floor - rounds * replies;
  let last = item;
  const add = (kind, minutes, values) => {
    const added = newItem();
    for (const [name, value] of Object.entries({ kind, minutes, ...values })) field(added, name).value = value;
    last.after(added);
    last = added;
  };
  const kind = field(item, 'kind').value;
  const list = item.querySelector('[name="item.rest"]').value;
  field(item, 'title').value = named(1);
  field(item, 'minutes').value = floor;
  for (let n = 1; n <= slots; n += 1) {
    if (n > 1) {
      add(kind, n === slots ? floor + rest : floor, { title: named(n), rest: list });
    }
    if (n <= rounds) add('replies', replies, { speakers });
  }
}
