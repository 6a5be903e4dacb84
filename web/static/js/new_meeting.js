// The page on which a meeting begins: a file that is dropped on it is sent in the form that takes such files.
import { watchFileSizes } from './file_sizes.js';

const PROGRAMME = /\.(ya?ml|csv|xlsx)$/i;
const NOTE = /\.(docx|txt)$/i;

function fieldFor(file) {
  const from = PROGRAMME.test(file.name) ? 'file' : NOTE.test(file.name) && 'note';
  return from && document.querySelector(`[name=from][value=${from}]`).form.elements.file;
}

document.addEventListener('dragover', event => event.preventDefault());
document.addEventListener('drop', event => {
  event.preventDefault();
  const { files } = event.dataTransfer;
  const field = files.length === 1 && fieldFor(files[0]);
  if (!field) return;
  field.files = files;
  field.dispatchEvent(new Event('change'));
  if (field.files.length) field.form.requestSubmit();
});

watchFileSizes(document);
