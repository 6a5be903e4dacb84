// Finds delegations while the person types. Without this script, Enter finds them.
const search = document.getElementById('search');
let timer;

async function find() {
  const query = new URLSearchParams(new FormData(search));
  const answer = await fetch(`${location.pathname}?${query}`).catch(() => null); // the next letter tries again
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (new URLSearchParams(new FormData(search)).get('named') !== query.get('named')) return; // an older answer
  document.getElementById('found').replaceWith(page.getElementById('found'));
}

search.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(find, 200);
});
