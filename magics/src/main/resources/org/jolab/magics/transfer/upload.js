tasks.upload = async () => {
  let files = [], rows = new Map(), state = 'choosing';
  let turn = 0;                             // a new one for each plan; what belongs to an older one stops
  let chunks = 0, wake = () => {};
  const underWay = new Map();               // number of a chunk -> what it brings a file to
  const checksums = new Map();              // file -> [offset, checksum up to there], the last few

  const input = (attributes) => {
    const node = element('input', {type: 'file', hidden: true, ...attributes});
    node.onchange = () => start([...node.files].map(file => ({file, name: file.webkitRelativePath || file.name})));
    return node;
  };
  const picker = input({multiple: !settings.single, accept: settings.accept});
  const folderPicker = input({webkitdirectory: true});
  const button = (text, click, main) =>
    element('button', {type: 'button', textContent: text, onclick: click, className: main ? 'main' : ''});

  const box = element('div', {className: 'box'},
    picker, folderPicker,
    button(settings.single ? 'Choose a file' : 'Choose files', () => picker.click(), true),
    ...(settings.single ? [] : [button('Choose a folder', () => folderPicker.click())]),
    element('span', {className: 'note', textContent: 'or drop ' + (settings.single ? 'it' : 'them') + ' here'}),
    element('span', {style: 'flex: 1'}),
    button('Cancel upload', cancel));
  let hovering = 0;
  const drag = (type, act) => box.addEventListener(type, e => { e.preventDefault(); e.stopPropagation(); act(e); });
  drag('dragenter', () => { hovering++; box.classList.add('over'); });
  drag('dragleave', () => { if (!--hovering) box.classList.remove('over'); });
  drag('dragover', e => { e.dataTransfer.dropEffect = 'copy'; });
  drag('drop', async e => { hovering = 0; box.classList.remove('over'); start(await dropped(e.dataTransfer)); });

  async function dropped(transfer) {
    const found = [];
    async function walk(entry, path) {
      if (entry.isFile) {
        const file = await new Promise((done, fail) => entry.file(done, fail));
        found.push({file, name: path + file.name});
        return;
      }
      const reader = entry.createReader();
      for (let some; (some = await new Promise((done, fail) => reader.readEntries(done, fail))).length;) {
        for (const child of some) await walk(child, path + entry.name + '/');
      }
    }
    const entries = [...transfer.items].filter(i => i.kind === 'file')
      .map(i => i.webkitGetAsEntry ? i.webkitGetAsEntry() : null);
    if (entries.some(entry => !entry)) return [...transfer.files].map(file => ({file, name: file.name}));
    for (const entry of entries) await walk(entry, '');
    return found;
  }

  function isAccepted({file}) {
    const wanted = settings.accept.split(',').map(a => a.trim().toLowerCase()).filter(a => a);
    return !wanted.length || wanted.some(a => a.startsWith('.') ? file.name.toLowerCase().endsWith(a)
      : a.endsWith('/*') ? file.type.startsWith(a.slice(0, -1)) : file.type === a);
  }

  function cancel() {
    turn++;
    line.send({kind: 'cancel'});
  }

  const list = element('div', {className: 'list'});
  const total = element('div', {className: 'row'}, element('span', {className: 'name'}), element('progress'),
    element('span', {className: 'note'}));
  const measure = meter();
  let lost = false, done = 0, size = 0, shown = 0;

  function start(chosen) {
    if (state !== 'choosing' || !chosen.length) return;
    const accepted = chosen.filter(isAccepted);
    if (settings.single) accepted.splice(1);
    if (!accepted.length) {
      box.querySelector('.note').textContent = `Only ${settings.accept} can be taken.`;
      return;
    }
    state = 'running';
    files = accepted.map(({file, name}) => ({file, name, size: file.size, at: 0}));
    size = files.reduce((sum, f) => sum + f.size, 0);
    // A folder of thousands gets no line for each.
    if (files.length > 1 && files.length <= 50) {
      for (const [i, f] of files.entries()) {
        const row = element('div', {className: 'row'},
          element('span', {className: 'name', textContent: f.name, title: f.name}),
          element('progress', {max: Math.max(1, f.size), value: 0}),
          element('span', {className: 'note', textContent: amount(f.size)}));
        rows.set(i, row);
        list.append(row);
      }
    }
    root.replaceChildren(list, total, button('Cancel upload', cancel));
    for (let i = 0; i < files.length; i += 1000) {
      line.send({kind: 'list', files: files.slice(i, i + 1000).map(f =>
        ({name: f.name, size: f.size, modified: f.file.lastModified || 0}))});
    }
    line.send({kind: 'start'});
    show(true);
  }

  function show(now) {
    if (!now && performance.now() - shown < 100) return;
    shown = performance.now();
    done = files.reduce((sum, f) => sum + f.at, 0);
    const open = files.filter(f => !f.end).length;
    total.children[0].textContent = files.length === 1 ? files[0].name : `${files.length - open} of ${files.length} files`;
    total.children[1].max = Math.max(1, size);
    total.children[1].value = size ? done : 1 - open;
    total.children[2].textContent = lost ? 'connection lost, trying again …' : measure(done, size);
    for (const [i, row] of rows) {
      row.children[1].value = files[i].size ? files[i].at : files[i].end ? 1 : 0;
      if (files[i].end) {
        row.children[2].textContent = files[i].end;
        row.children[2].classList.toggle('wrong', !!files[i].wrong);
      }
    }
  }

  // The checksum of the first bytes of a file, which lie on the other side already.
  async function checksumTo(i, offset, mine) {
    const known = (checksums.get(i) || []).find(([at]) => at === offset);
    let crc = known ? known[1] : 0;
    for (let at = known ? offset : 0; at < offset && mine === turn; at += 4 * MEBI) {
      crc = crc32(await bytes(files[i].file, at, Math.min(offset, at + 4 * MEBI)), crc);
    }
    return crc;
  }
  const bytes = async (file, from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer());

  async function send(first, offset, resumed) {
    const mine = ++turn;
    underWay.clear();
    for (let i = first; i < files.length; i++, offset = -1) {
      const f = files[i];
      if (f.end) continue;
      let at = offset >= 0 ? offset : Number(resumed[i] || 0);
      try {
        let crc = await checksumTo(i, at, mine);
        for (let last = false; !last && !f.end;) {
          while (underWay.size >= WINDOW && mine === turn) await new Promise(go => { wake = go; });
          if (mine !== turn) return;
          const to = Math.min(f.size, at + line.chunk);
          const chunk = await bytes(f.file, at, to);
          if (mine !== turn) return;
          if (chunk.length !== to - at) throw new Error('it has changed');
          crc = crc32(chunk, crc);
          last = to >= f.size;
          checksums.set(i, [...(checksums.get(i) || []).slice(-2 * WINDOW), [to, crc]]);
          const n = chunks++;
          underWay.set(n, {f, to});
          line.send({kind: 'chunk', n, file: i, offset: at, crc, last}, [chunk]);
          at = to;
        }
      } catch (e) {
        if (mine !== turn) return;
        line.send({kind: 'unreadable', file: i, message: String(e.message || e)});
      }
    }
  }

  const line = await keepLine({
    message: data => {
      lost = false;
      switch (data.kind) {
        case 'ready': if (state === 'choosing') root.replaceChildren(box); break;
        case 'plan':
          files.slice(0, data.file).forEach(f => { f.at = f.end ? f.at : f.size; f.end = f.end || 'saved'; });
          if (files[data.file]) files[data.file].at = data.offset;
          for (const [i, at] of Object.entries(data.resumed)) files[i].at = at;
          send(data.file, data.offset, data.resumed);
          break;
        case 'ack': {
          const chunk = underWay.get(data.n);
          if (chunk) { chunk.f.at = chunk.to; underWay.delete(data.n); wake(); }
          break;
        }
        case 'saved': Object.assign(files[data.file], {at: files[data.file].size, end: 'saved as ' + data.name}); break;
        case 'refused': Object.assign(files[data.file], {end: data.message, wrong: true, at: files[data.file].size}); wake();
      }
      if (state === 'running') show(data.kind !== 'ack');
    },
    broken: () => { turn++; lost = true; if (state === 'running') show(true); },
    over: why => { turn++; only(why); },
  });
};
