tasks.field = async () => {
  const input = element('input', {type: 'text', autocomplete: 'off', spellcheck: false});
  // Front ends take keys for commands that are not typed into a field of theirs.
  input.dataset.lmSuppressShortcuts = 'true';
  const send = () => { if (input.value.trim()) line.send({kind: 'line', text: input.value}); };
  input.onkeydown = e => {
    e.stopPropagation();
    if (e.key === 'Enter') { e.preventDefault(); send(); }
  };
  const line = await keepLine({
    message: data => {
      if (data.kind === 'ready') root.replaceChildren(element('div', {className: 'field'},
        element('label', {}, settings.question, input),
        element('button', {type: 'button', textContent: 'OK', className: 'main', onclick: send})));
    },
    broken: () => {},
    over: () => root.replaceChildren(),
  });
};
