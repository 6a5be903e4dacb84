// The participants as a table that can be searched and changed. The text of the list stays what is sent.
const NEEDED = ['code', 'category', 'name'];
const COLUMNS = [...NEEDED, 'language', 'remote'];

function cellsOf(text) {
  const rows = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1).push(cell);
    cell = '';
  };
  for (let n = 0; n < text.length; n += 1) {
    const letter = text[n];
    if (isQuoted && letter === '"' && text[n + 1] === '"') {
      cell += letter;
      n += 1;
    } else if (letter === '"') isQuoted = !isQuoted;
    else if (isQuoted || !',\r\n'.includes(letter)) cell += letter;
    else if (letter === ',') endCell();
    else if (letter === '\n') {
      endCell();
      rows.push([]);
    }
  }
  endCell();
  return rows.filter(row => row.some(each => each.trim()));
}

function written(row) {
  return row.map(cell => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

function rowsOf(text) {
  const [names = [], ...rows] = cellsOf(text);
  const known = names.map(name => name.trim().toLowerCase());
  if (!known.includes('code') || !known.includes('category')) return null;
  if (known.some(name => !COLUMNS.includes(name))) return null;
  return rows.map(row => Object.fromEntries(known.map((name, n) => [name, (row[n] ?? '').trim()])));
}

export function showParticipants(section) {
  const text = section.querySelector('[name=seats]');
  const listed = section.querySelector('.listed');
  const body = listed.querySelector('tbody');
  const search = section.querySelector('.search');
  const template = document.getElementById('participant').content;
  const count = section.querySelector('.count');
  const states = JSON.parse(section.dataset.states);
  const plain = name => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  let rows = [];

  function tell() {
    const found = [...body.rows].filter(row => !row.hidden).length;
    const { all, some, found: part } = count.dataset;
    const sentence = found < rows.length ? part : some;
    count.textContent = text.value.trim() ? sentence.replace('{n}', rows.length).replace('{found}', found) : all;
    section.querySelector('.says').textContent = count.textContent;
  }

  function write() {
    const columns = COLUMNS.filter(column => NEEDED.includes(column) || rows.some(row => row[column]));
    const lines = rows.map(row => written(columns.map(column => row[column] ?? '')));
    text.value = rows.length ? [columns.join(','), ...lines, ''].join('\n') : '';
    tell();
  }

  function rowFor(row) {
    const shown = template.cloneNode(true).firstElementChild;
    const [select, input, button] = shown.querySelectorAll('select, input, button');
    shown.querySelector('th').textContent = row.name?.replace(/^'/, '') || states[row.code] || row.code;
    button.setAttribute('aria-label', `${button.getAttribute('aria-label')}: ${shown.querySelector('th').textContent}`);
    select.value = row.category;
    input.value = row.language ?? '';
    select.addEventListener('change', () => {
      row.category = select.value;
      write();
    });
    input.addEventListener('change', () => {
      row.language = input.value.trim();
      write();
    });
    button.addEventListener('click', () => {
      rows = rows.filter(each => each !== row);
      shown.remove();
      write();
    });
    return shown;
  }

  function read() {
    const found = rowsOf(text.value);
    rows = found ?? [];
    listed.hidden = !rows.length;
    search.hidden = !rows.length;
    section.querySelector('[name=all_states]').hidden = Boolean(text.value.trim());
    text.closest('details').open = !rows.length;
    body.replaceChildren(...rows.map(rowFor));
    if (found || !text.value.trim()) tell();
    else count.textContent = '';
  }

  search.addEventListener('input', event => {
    event.stopPropagation();
    const wanted = plain(event.target.value);
    for (const row of body.rows) row.hidden = !plain(row.cells[0].textContent).includes(wanted);
    tell();
  });
  text.addEventListener('change', read);
  read();
}
