// The page of one meeting: the colour and the logo in the form that changes them.
import { watchFileSizes } from './file_sizes.js';
import { showLook } from './organiser_look.js';

const form = document.getElementById('appearance');
if (form) {
  watchFileSizes(form);
  showLook(form);
}
