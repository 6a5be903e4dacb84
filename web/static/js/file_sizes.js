// Says at its field that a file is too large, and takes it out of the field. So nothing of the form is lost on its way.
function say(input, sentence) {
  const label = input.closest('label');
  label.querySelector('.too-large')?.remove();
  if (!sentence) {
    input.removeAttribute('aria-invalid');
    return;
  }
  input.setAttribute('aria-invalid', 'true');
  const told = document.createElement('span');
  told.className = 'faults too-large';
  told.setAttribute('role', 'alert');
  const line = document.createElement('span');
  line.className = 'fault';
  label.append(told);
  told.append(line);
  line.textContent = sentence;
}

export function watchFileSizes(page) {
  for (const input of page.querySelectorAll('input[type=file][data-most]')) {
    input.addEventListener('change', () => {
      const [file] = input.files;
      const isTooLarge = file && file.size > Number(input.dataset.most);
      if (isTooLarge) input.value = '';
      say(input, isTooLarge ? input.dataset.large : '');
    });
  }
}
