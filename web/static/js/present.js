// A page beside the meeting, such as a form. It shows no changes. While it is open, its WebSocket tells the desk that
// the device is there.
const AGAIN = 3000, SPREAD = 6000, REFUSED = 4400;
const { live } = document.body.dataset;

function stay() {
  const socket = new WebSocket(new URL(live, location.href.replace(/^http/, 'ws')));
  socket.onclose = ({ code }) => code < REFUSED && setTimeout(stay, AGAIN + Math.random() * SPREAD);
}

if (live) stay();
