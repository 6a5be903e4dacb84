// Short texts that are not part of the meeting: whether a link is open on another device, whether the next speaker is
// connected. The page asks for each of them every few seconds. A page that is signed out or offline does not ask.
// The answer replaces everything in the element, so an element with `data-ask` is empty in its template.
const EVERY = 5000;

export const unable = () => ['gone', 'offline'].includes(document.documentElement.dataset.live);

for (const note of document.querySelectorAll('[data-ask]')) {
  let shown = '', asking = false, again = false;
  const ask = async () => {
    if (unable()) return;
    again = asking;
    if (asking) return;
    asking = true;
    const answer = await fetch(note.dataset.ask).catch(() => null); // without a connection, the page itself says so
    const html = answer?.ok ? (await answer.text().catch(() => shown)).trim() : shown;
    if (html !== shown) note.innerHTML = shown = html;
    if (html) note.classList.add('kept'); // nothing below it moves when it comes again
    asking = false;
    if (again) ask();
  };
  ask();
  setInterval(ask, EVERY);
  if (note.dataset.askAgain !== undefined) addEventListener('live:shown', ask);
}
