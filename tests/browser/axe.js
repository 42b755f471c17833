// Runs in a page that has axe-core: every rule there is, and contrast wherever there is text.
// What lies beside the window of a table is brought into it first, as a reader does.
async (left_out) => {
  const CONTRAST = 'color-contrast';
  const rules = Object.fromEntries(
    axe.getRules().map(({ ruleId }) => [ruleId, { enabled: !left_out.includes(ruleId) }]));
  const options = { rules, elementRef: true, selectors: false };
  const said = (id, node) =>
    `${id}: ${node.html.slice(0, 120)}: ` +
    [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ');

  const result = await axe.run(document, options);
  const measured = new Set();
  const ran = {};
  const measure = (rule) => {
    if (rule.id === CONTRAST) rule.nodes.forEach((node) => measured.add(node.element));
  };
  for (const rule of result.passes) {
    ran[rule.id] = rule.nodes.length;
    measure(rule);
  }
  const violations = [];
  const incomplete = [];
  const unsure = new Set();
  for (const rule of result.violations) {
    rule.nodes.forEach((node) => violations.push(said(rule.id, node)));
    measure(rule);
  }
  for (const rule of result.incomplete)
    for (const node of rule.nodes)
      if (rule.id === CONTRAST) unsure.add(node.element);
      else incomplete.push(said(rule.id, node));

  const boxes = [...document.querySelectorAll('.table, [tabindex="0"]')];
  const furthest = Math.max(0, ...boxes.map((box) => box.scrollWidth / box.clientWidth));
  for (let at = 0; at < furthest && unsure.size; at += 0.5) {
    for (const box of boxes) box.scrollLeft = at * box.clientWidth;
    const again = await axe.run({ include: [...unsure] },
      { ...options, runOnly: { type: 'rule', values: [CONTRAST] }, rules: {} });
    unsure.clear();
    again.incomplete.forEach(({ nodes }) => nodes.forEach((node) => unsure.add(node.element)));
    again.passes.forEach(measure);
    for (const rule of again.violations) {
      rule.nodes.forEach((node) => violations.push(said(rule.id, node)));
      measure(rule);
    }
  }
  for (const box of boxes) box.scrollLeft = 0;
  for (const element of unsure) incomplete.push(`${CONTRAST}: ${element.outerHTML.slice(0, 120)}`);

  const shown = [...document.body.querySelectorAll('*')].filter((element) =>
    [...element.childNodes].some((kid) => kid.nodeType === 3 && /[\p{L}\p{N}]/u.test(kid.data)) &&
    element.checkVisibility() && !element.matches('.skip'));
  return {
    violations,
    incomplete,
    ran,
    texts: shown.length,
    unmeasured: shown.filter((one) => !measured.has(one)).map((one) => one.outerHTML.slice(0, 120)),
  };
}
