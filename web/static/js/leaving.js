// When a part of a webcast is removed, a copy of it stays until it has gone out of the picture.
const PARTS = { name: '.third', clock: '.time', next: '.ticker', slate: '.slate' };
const shown = (document.documentElement.dataset.parts ?? 'name').split(' ').filter(part => part in PARTS);
const layer = document.getElementById('leaving');

function leave(node) {
  const copy = node.cloneNode(true);
  for (const each of [copy, ...copy.querySelectorAll('[id]')]) each.removeAttribute('id');
  layer.append(copy);
  const animations = copy.getAnimations({ subtree: true });
  Promise.allSettled(animations.map(each => each.finished)).then(() => copy.remove());
}

new MutationObserver(changes => {
  for (const { target, removedNodes } of changes) {
    if (layer.contains(target)) continue;
    for (const node of removedNodes) {
      if (node.nodeType === Node.ELEMENT_NODE && shown.some(part => node.matches(PARTS[part]))) leave(node);
    }
  }
}).observe(document.body, { childList: true, subtree: true });
