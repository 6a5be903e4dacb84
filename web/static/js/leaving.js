// When a part of a webcast is removed, a copy of it stays until it has gone out of the picture.
const LEAVING = '.third, .time, .ticker, .slate';
const layer = document.getElementById('leaving');

function leave(node) {
  const copy = node.cloneNode(true);
  for (const each of [copy, ...copy.querySelectorAll('[id]')]) each.removeAttribute('id');
  layer.append(copy);
  const animations = copy.getAnimations({ subtree: true });
  Promise.allSettled(animations.map(each => each.finished)).then(() => copy.remove());
}

new MutationObserver(changes => {
  for (const { removedNodes } of changes) {
    for (const node of removedNodes) {
      if (node.nodeType === Node.ELEMENT_NODE && node.matches(LEAVING)) leave(node);
    }
  }
}).observe(document.querySelector('main'), { childList: true, subtree: true });
