// Says what a page as it is shown now loses: what goes over its edge, is cut or lies on another.
() => {
  const room = document.scrollingElement.clientWidth;
  const lost = [];
  const shown = (text) => text.trim().slice(0, 40);
  if (document.scrollingElement.scrollWidth > room)
    lost.push(`the page is ${document.scrollingElement.scrollWidth} wide in ${room}`);

  for (const element of document.body.querySelectorAll('*')) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const [wide, high] = [element.scrollWidth - element.clientWidth,
      element.scrollHeight - element.clientHeight];
    // What can be scrolled sideways is not lost, but nobody scrolls in two directions.
    if (['hidden', 'clip'].includes(overflowX) && wide > 0 ||
        overflowY !== 'visible' && high > 0)
      lost.push(`cut: ${shown(element.textContent)}`);
  }

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || node.parentElement.closest('.skip, [hidden]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const window_ = node.parentElement.closest('.table, [tabindex="0"]');
    const cell = node.parentElement.closest('td, th')?.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      if (box.width < 1) continue;
      if (!window_ && (box.left < 0 || box.right > room + 0.5))
        lost.push(`over the edge: ${shown(node.data)}`);
      if (cell && (box.left < cell.left - 1 || box.right > cell.right + 1))
        lost.push(`out of its cell: ${shown(node.data)}`);
      lines.push({ box, node });
    }
  }
  lines.sort((one, other) => one.box.top - other.box.top);
  lines.forEach(({ box, node }, at) => {
    for (const next of lines.slice(at + 1)) {
      if (next.box.top > box.bottom) break;
      const wide = Math.min(box.right, next.box.right) - Math.max(box.left, next.box.left);
      const high = Math.min(box.bottom, next.box.bottom) - next.box.top;
      // Boxes of lines are a little higher than what is drawn of them.
      if (wide > 2 && high > box.height * 0.3)
        lost.push(`${shown(node.data)} lies on ${shown(next.node.data)}`);
    }
  });
  return { lost, lines: lines.length };
}
