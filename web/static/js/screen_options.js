// Options in the address of a room screen: `theme=light|dark`, `mirror=1`, `margin=3` (percent, against overscan), and
// `parts=name,clock,next,slate` for screens with parts that can be chosen. `clock=item` or `clock=sitting` on the
// timer, `clock=no` on a board of the lobby.
const { searchParams } = new URL(location.href);
const root = document.documentElement;
const theme = searchParams.get('theme');
const margin = Number(searchParams.get('margin'));

if (theme === 'light' || theme === 'dark') root.style.colorScheme = theme;
if (searchParams.get('mirror') === '1') root.classList.add('mirrored');
if (margin > 0 && margin <= 10) root.style.setProperty('--margin', margin / 100);
if (searchParams.has('clock')) root.dataset.clock = searchParams.get('clock');
if (searchParams.get('parts')) root.dataset.parts = searchParams.get('parts').toLowerCase().replaceAll(',', ' ');
