// The logo as it will be, the colour from a palette, and files that are dropped on the form.
async function draw(canvas, picture) {
  const image = await createImageBitmap(picture);
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext('2d').drawImage(image, 0, 0);
  canvas.hidden = false;
  document.querySelector('img.logo')?.remove();
}

function pictureOf(data) {
  const [, content] = data.split(',');
  const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0));
  return new Blob([bytes], { type: 'image/png' });
}

function hide(canvas) {
  canvas.hidden = true;
}

export function showLook(form) {
  const canvas = form.querySelector('#logo');
  const { logo, logo_file: file, colour } = form.elements;
  const pick = form.querySelector('#pick');
  if (logo.value.startsWith('data:image/png;base64,')) draw(canvas, pictureOf(logo.value)).catch(() => hide(canvas));
  file.addEventListener('change', () => file.files[0] && draw(canvas, file.files[0]).catch(() => hide(canvas)));
  pick.hidden = false;
  pick.addEventListener('input', () => {
    colour.value = pick.value;
  });
  colour.addEventListener('input', () => {
    if (/^#[0-9a-f]{6}$/i.test(colour.value)) pick.value = colour.value;
  });
}

export function watchDrops(form) {
  const file = form.elements.logo_file;
  document.addEventListener('dragover', event => event.preventDefault());
  document.addEventListener('drop', event => {
    event.preventDefault();
    const { files } = event.dataTransfer;
    if (files.length !== 1) return;
    const isPicture = /\.png$/i.test(files[0].name);
    const isTable = /\.(csv|xlsx|txt)$/i.test(files[0].name);
    if (!isPicture && !isTable) return;
    const isOfParticipants = event.target.closest('#participants') || /\.txt$/i.test(files[0].name);
    const field = isPicture ? file : form.elements[isOfParticipants ? 'seats_file' : 'table_file'];
    field.files = files;
    field.dispatchEvent(new Event('change'));
    if (isTable && field.files.length) {
      form.requestSubmit(form.querySelector(`[name=read][value=${isOfParticipants ? 'participants' : 'table'}]`));
    }
  });
}
