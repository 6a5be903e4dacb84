// In the hall, on the podium and on the webcast, a row of the list of who comes next glides to its new place, and a new
// row appears slowly. In the hall and on the podium, so does the name of a new speaker. With reduced motion nothing
// moves.
const NAME = ':is(.hall, .podium) #floor .name', ROWS = ':is(.hall, .podium, .air) #next li[id]';
const GLIDE = { duration: 450, easing: 'ease-in-out' };
const isCalm = matchMedia('(prefers-reduced-motion: reduce)');
let before = look();

function look() {
  const rows = [...document.querySelectorAll(ROWS)];
  return {
    speaker: document.querySelector(NAME)?.textContent,
    places: new Map(rows.map(row => [row.id, [row.offsetLeft, row.offsetTop]])),
  };
}

function move() {
  const { speaker, places } = before;
  before = look();
  if (isCalm.matches) return;
  for (const [id, [left, top]] of before.places) {
    const [oldLeft, oldTop] = places.get(id) ?? [];
    const from = oldTop === undefined ? { opacity: 0 } : { translate: `${oldLeft - left}px ${oldTop - top}px` };
    if (oldLeft !== left || oldTop !== top) document.getElementById(id).animate([from, {}], GLIDE);
  }
  if (before.speaker && before.speaker !== speaker) {
    document.querySelector(NAME).animate([{ opacity: 0 }, {}], GLIDE);
  }
}

addEventListener('live:shown', move);
addEventListener('resize', () => {
  before = look();
});
