// The panel that a tool opens replaces the menu of the tools.
const menu = document.getElementById('desk-tools');
menu.addEventListener('click', event => event.target.closest('button') && menu.hidePopover());
