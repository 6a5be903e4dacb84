// The table of new links. Without this script the links can be read, opened and printed from the menu of the browser.
import './copy_link.js';
import './print.js';

for (const button of document.querySelectorAll('button[hidden]')) button.hidden = false;
