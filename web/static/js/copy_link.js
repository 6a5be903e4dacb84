// A button copies the link before it: the text of a field or of an element. This also works by HTTP, where browsers
// have no `navigator.clipboard`.
document.addEventListener('click', event => {
  const button = event.target.closest('[data-copies]');
  if (!button) return;
  const link = button.previousElementSibling;
  if (link.select) link.select();
  else getSelection().selectAllChildren(link);
  if (!document.execCommand('copy')) return;
  if (!link.select) getSelection().removeAllRanges();
  button.textContent = button.dataset.copied;
  const region = document.getElementById('copied');
  if (region) region.textContent = `${button.dataset.copied}: ${button.closest('tr').cells[0].textContent}`;
});
