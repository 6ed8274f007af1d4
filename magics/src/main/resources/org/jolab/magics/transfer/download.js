tasks.download = async () => {
  let offer = null, sink = null, isTaken = false, isOnServer = null, isDone = false;
  let at = 0, crc = 0, busy = Promise.resolve(), writing = [];
  const bar = element('progress'), note = element('span', {className: 'note'});
  const name = element('span', {className: 'name'});
  const cancel = element('button', {type: 'button', textContent: 'Cancel', onclick: () => line.send({kind: 'cancel'})});
  const measure = meter();
  let shown = 0;

  function show(text) {
    if (!text && performance.now() - shown < 100) return;
    shown = performance.now();
    if (offer.size > 0) { bar.max = offer.size; bar.value = Math.min(at, offer.size); }
    note.textContent = text || measure(at, offer.exact ? offer.size : -1);
  }

  // The browser's own disk space takes what is large, so that memory does not; pages from http have none.
  async function makeSink(size) {
    const parts = [];
    const inMemory = {write: bytes => parts.push(new Blob([bytes])), close: () => new Blob(parts), drop: () => {}};
    if (size < 32 * MEBI || !navigator.storage || !navigator.storage.getDirectory) return inMemory;
    try {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('jolab', {create: true});
      for await (const old of folder.keys()) {
        if (Date.now() - Number(old.split('-')[0]) > 3_600_000) await folder.removeEntry(old).catch(() => {});
      }
      const key = Date.now() + '-' + random();
      const handle = await folder.getFileHandle(key, {create: true});
      const stream = await handle.createWritable();
      const drop = () => folder.removeEntry(key).catch(() => {});
      return {
        write: bytes => stream.write(bytes),
        // The browser copies it from there; who knows how long that takes.
        close: async () => { await stream.close(); setTimeout(drop, 3_600_000); return handle.getFile(); },
        drop: () => stream.abort().then(drop, drop),
      };
    } catch (e) {
      return inMemory;
    }
  }

  function save(address) {
    const link = element('a', {href: address, download: offer.name, hidden: true});
    root.append(link);
    link.click();
    link.remove();
  }

  async function take() {
    isTaken = true;
    try { isOnServer = await onServer(offer); } catch (e) { isOnServer = null; }
    if (isOnServer) {
      const address = new URL(page.http + 'files/' + encoded(isOnServer.path) + '?download=1');
      // A link carries the cookies alone.
      const reply = await fetch(address, {method: 'HEAD', credentials: 'same-origin'}).catch(() => null);
      isOnServer = reply && reply.ok && !reply.redirected ? address : null;
    }
    line.send({kind: 'take', server: !!isOnServer});
  }

  async function go() {
    if (isOnServer) {
      save(isOnServer);
      line.send({kind: 'started'});
      return;
    }
    name.textContent = offer.name;
    root.replaceChildren(element('div', {className: 'row'}, name, bar, note), cancel);
    if (!sink) sink = await makeSink(offer.size);
    line.send({kind: 'pull', offset: at});
  }

  async function receive(data, bytes) {
    if (data.offset !== at || !sink) return;
    crc = crc32(bytes, crc);
    if (crc !== data.crc) throw new Error('what arrived is not what was sent; the checksums differ');
    at += bytes.length;
    // The disk may be a few chunks behind; the kernel is told what it has.
    const end = at;
    writing.push(Promise.resolve(sink.write(bytes)).then(() => line.send({kind: 'ack', offset: end})));
    if (writing.length > 4) await writing.shift();
    show();
    if (data.last) {
      await Promise.all(writing);
      const saved = sink;
      sink = null;
      const address = URL.createObjectURL(await saved.close());
      save(address);
      setTimeout(() => URL.revokeObjectURL(address), 3_600_000);
      line.send({kind: 'done'});
      isDone = true;
    }
  }
  const line = await keepLine({
    message: (data, buffers) => {
      switch (data.kind) {
        case 'offer':
          offer = data;
          if (isDone) line.send({kind: 'done'});
          else if (!isTaken) take();
          else if (sink) line.send({kind: 'pull', offset: at});
          else line.send({kind: 'take', server: !!isOnServer});
          break;
        case 'go': go(); break;
        case 'data':
          busy = busy.then(() => receive(data, buffers[0] || new Uint8Array(0))).catch(e => {
            if (sink) sink.drop();
            sink = null;
            line.send({kind: 'failed', message: String(e.message || e)});
          });
      }
    },
    broken: () => { if (sink) show('connection lost, trying again …'); },
    over: why => { if (sink) sink.drop(); sink = null; only(why); },
  });
};
