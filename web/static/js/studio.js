// The technician's page. It says so when the server does not answer.
import '../vendor/htmx-4.0.1.min.js';

const LONGEST = 6000;
const silent = document.getElementById('silent');
let answered = performance.now();

document.addEventListener('htmx:after:swap', () => {
  answered = performance.now();
});
setInterval(() => {
  silent.hidden = performance.now() - answered < LONGEST;
}, 500);
