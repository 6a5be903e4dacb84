// The desk can be opened with one of its panels: its id is behind # in the address.
const panel = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));

if (panel) {
  history.replaceState(null, '', location.pathname + location.search); // a reloaded page begins with the next step
  if (panel.popover) panel.showPopover();
  else panel.scrollIntoView();
}
