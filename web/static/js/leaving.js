// When a name on a webcast is removed, a copy of it stays until it has gone out of the picture.
const layer = document.getElementById('leaving');

new MutationObserver(changes => {
  for (const { removedNodes } of changes) {
    for (const node of removedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE || !node.classList.contains('third')) continue;
      const copy = node.cloneNode(true);
      copy.removeAttribute('id');
      layer.replaceChildren(copy);
      Promise.allSettled(copy.getAnimations().map(animation => animation.finished)).then(() => copy.remove());
    }
  }
}).observe(document.querySelector('main'), { childList: true, subtree: true });
