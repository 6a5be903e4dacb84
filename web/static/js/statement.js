// Says before sending that a file is too large, so that nobody waits for a megabyte on a slow network for nothing.
import './present.js';

for (const input of document.querySelectorAll('input[type=file]')) {
  input.addEventListener('change', () => {
    const [file] = input.files;
    input.setCustomValidity(file && file.size > Number(input.dataset.most) ? input.dataset.large : '');
    input.reportValidity();
  });
}
