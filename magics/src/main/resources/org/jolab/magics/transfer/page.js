settings => {
  'use strict';
  const MEBI = 1 << 20;
  const WINDOW = 8;                       // chunks under way
  const GIVE_UP = 70_000;                 // ms; a little longer than the kernel waits
  const root = document.currentScript ? document.currentScript.parentElement.querySelector('.jolab-transfer')
    : [...document.querySelectorAll('.jolab-transfer')].pop();
  const line = root.textContent;
  const client = random();

  function random() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
  }
  const pause = ms => new Promise(done => setTimeout(done, ms));

  function element(tag, attributes = {}, ...children) {
    const node = Object.assign(document.createElement(tag), attributes);
    node.append(...children);
    return node;
  }

  function amount(bytes) {
    if (bytes < 1000) return bytes === 1 ? '1 byte' : bytes + ' bytes';
    const units = ['kB', 'MB', 'GB', 'TB'];
    let value = bytes / 1e3, unit = 0;
    while (value >= 999.5 && unit < units.length - 1) { value /= 1e3; unit++; }
    return (value < 9.95 ? value.toFixed(1) : value.toFixed(0)) + ' ' + units[unit];
  }

  function time(seconds) {
    const s = Math.ceil(seconds);
    return s < 60 ? s + ' s' : s < 3600 ? Math.floor(s / 60) + ' min ' + s % 60 + ' s'
      : Math.floor(s / 3600) + ' h ' + Math.floor(s % 3600 / 60) + ' min';
  }

  // CRC-32, eight bytes a step. Web pages have no checksum that goes on from chunk to chunk, and none at all on http.
  const tables = (() => {
    const t = Array.from({length: 8}, () => new Uint32Array(256));
    for (let i = 0; i < 256; i++) {
      let c = i;
      for (let k = 0; k < 8; k++) c = c & 1 ? 0xEDB88320 ^ c >>> 1 : c >>> 1;
      t[0][i] = c >>> 0;
    }
    for (let i = 0; i < 256; i++) {
      for (let k = 1; k < 8; k++) t[k][i] = t[0][t[k - 1][i] & 255] ^ t[k - 1][i] >>> 8;
    }
    return t;
  })();
  function crc32(bytes, before) {
    const [a, b, c, d, e, f, g, h] = tables;
    let crc = ~before, i = 0;
    for (const end = bytes.length - 7; i < end; i += 8) {
      crc ^= bytes[i] | bytes[i + 1] << 8 | bytes[i + 2] << 16 | bytes[i + 3] << 24;
      crc = h[crc & 255] ^ g[crc >>> 8 & 255] ^ f[crc >>> 16 & 255] ^ e[crc >>> 24]
        ^ d[bytes[i + 4]] ^ c[bytes[i + 5]] ^ b[bytes[i + 6]] ^ a[bytes[i + 7]];
    }
    for (; i < bytes.length; i++) crc = a[(crc ^ bytes[i]) & 255] ^ crc >>> 8;
    return ~crc >>> 0;
  }

  // The Jupyter server that this page is from.
  const page = (() => {
    const element = document.getElementById('jupyter-config-data');
    let data = {};
    try { data = element ? JSON.parse(element.textContent) : {}; } catch (e) { /* then as if there were none */ }
    const base = data.baseUrl || document.body.dataset.baseUrl;
    if (!base) return null;
    const http = new URL(base.endsWith('/') ? base : base + '/', location.href).href;
    const ws = data.wsUrl ? new URL(data.wsUrl.replace(/\/?$/, '/'), http).href : http;
    return {http, ws: ws.replace(/^http/, 'ws'), token: data.token || '', root: data.serverRoot, app: data.appName};
  })();
  function ask(path, options = {}) {
    const headers = {...options.headers};
    const xsrf = document.cookie.split('; ').filter(c => c.startsWith('_xsrf=')).pop();
    if (xsrf) headers['X-XSRFToken'] = decodeURIComponent(xsrf.slice(6));
    if (page.token) headers.Authorization = 'token ' + page.token;
    return fetch(page.http + path, {credentials: 'same-origin', cache: 'no-store', ...options, headers});
  }

  // Both forms in which kernel messages travel over a WebSocket.
  const V1 = 'v1.kernel.websocket.jupyter.org';
  function encode(v1, channel, message, buffers) {
    const text = new TextEncoder();
    if (!v1 && !buffers.length) return JSON.stringify({...message, channel, buffers: []});
    const parts = v1
      ? [channel, ...['header', 'parent_header', 'metadata', 'content'].map(k => JSON.stringify(message[k]))]
      : [JSON.stringify({...message, channel})];
    const all = [...parts.map(p => text.encode(p)), ...buffers];
    const count = all.length + (v1 ? 1 : 0);
    let at = v1 ? 8 * (count + 1) : 4 * (count + 1);
    const bytes = new Uint8Array(at + all.reduce((sum, part) => sum + part.byteLength, 0));
    const view = new DataView(bytes.buffer);
    v1 ? view.setBigUint64(0, BigInt(count), true) : view.setUint32(0, count);
    for (let i = 0; i < count; i++) {
      v1 ? view.setBigUint64(8 * (i + 1), BigInt(at), true) : view.setUint32(4 * (i + 1), at);
      if (i < all.length) { bytes.set(all[i], at); at += all[i].byteLength; }
    }
    return bytes;
  }
  function decode(v1, data) {
    if (typeof data === 'string') return JSON.parse(data);
    const view = new DataView(data);
    const count = v1 ? Number(view.getBigUint64(0, true)) : view.getUint32(0);
    const at = i => v1 ? Number(view.getBigUint64(8 * (i + 1), true))
      : i < count ? view.getUint32(4 * (i + 1)) : data.byteLength;
    const part = i => new Uint8Array(data, at(i), at(i + 1) - at(i));
    const text = i => new TextDecoder().decode(part(i));
    if (!v1) {
      return {...JSON.parse(text(0)), buffers: Array.from({length: count - 1}, (_, i) => part(i + 1))};
    }
    const channel = text(0), header = JSON.parse(text(1));
    // Nothing but comm messages is of interest, so nothing else is read.
    if (!header.msg_type.startsWith('comm_')) return {channel, header};
    return {channel, header, content: JSON.parse(text(4)),
      buffers: Array.from({length: count - 6}, (_, i) => part(i + 5))};
  }

  // One line to the kernel over a WebSocket of its own. Ends with `gone`, once.
  function connect(kernel, handlers) {
    const session = random(), id = random();
    const address = new URL(`api/kernels/${kernel}/channels`, page.ws);
    address.searchParams.set('session_id', session);
    if (page.token) address.searchParams.set('token', page.token);
    // A server that knows no newer form refuses to be asked for one.
    const socket = new WebSocket(address, handlers.v1 ? [V1] : []);
    socket.binaryType = 'arraybuffer';
    let ended = false, greeted = false, opened = false;
    const end = (why, code) => {
      if (ended) return;
      ended = true;
      clearTimeout(deadline);
      socket.close();
      handlers.gone(why, code, greeted, opened);
    };
    const deadline = setTimeout(() => end('broken'), 5_000);
    const send = (type, content, buffers = []) => socket.send(encode(socket.protocol === V1, 'shell', {
      header: {msg_id: random(), username: '', session, date: new Date().toISOString(), msg_type: type, version: '5.3'},
      parent_header: {}, metadata: {jolab_without_status: true}, content,
    }, buffers));
    socket.onopen = () => { opened = true; send('comm_open', {comm_id: id, target_name: settings.target, data: {client}}); };
    socket.onclose = e => end('broken', e.code);
    socket.onmessage = e => {
      const {header, content, buffers} = decode(socket.protocol === V1, e.data);
      if (!content || content.comm_id !== id) return;
      if (header.msg_type === 'comm_close') {
        handlers.message = () => {};
        end('over', content.data && content.data.message);
      } else if (header.msg_type === 'comm_msg') {
        greeted = true;
        clearTimeout(deadline);
        handlers.message(content.data, buffers || []);
      }
    };
    return {
      send: (data, buffers) => { if (!ended && socket.readyState === 1) send('comm_msg', {comm_id: id, data}, buffers); },
      close: () => {
        if (!ended && socket.readyState === 1) send('comm_close', {comm_id: id, data: {}});
        ended = true;
        clearTimeout(deadline);
        socket.close();
      },
    };
  }

  // The same on Colab, whose page hands messages on.
  async function connectOnColab(handlers) {
    const comm = await google.colab.kernel.comms.open(settings.target, {client}, []);
    (async () => {
      for await (const m of comm.messages) handlers.message(m.data, (m.buffers || []).map(b => new Uint8Array(b)));
      handlers.gone('over', '', true);
    })();
    return {
      send: (data, buffers = []) => comm.send(data, {buffers: buffers.map(b => b.slice().buffer)}),
      close: () => comm.close(),
    };
  }

  // The same by files in a folder that the kernel looks into, for networks that let no WebSocket through: slow, but sure.
  async function connectByFiles(handlers) {
    if (!settings.folder) return null;
    const name = settings.target.replaceAll('.', '-');
    const contents = (path, options) => ask('api/contents/' + encoded(path), options);
    const put = (path, model) => contents(path,
      {method: 'PUT', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(model)});
    const names = async box => {
      const reply = await ask('api/contents/' + encoded(box) + '?content=1');
      if (reply.status === 404) return null;
      return reply.ok ? (await reply.json()).content.map(f => f.name) : [];
    };
    let box, sent = 0, got = 0, ended = false, post = Promise.resolve();
    async function write(data, buffers) {
      const length = buffers.reduce((sum, b) => sum + b.byteLength, 0);
      const blob = new Blob([JSON.stringify({data, got, length}) + '\n', ...buffers]);
      const content = await new Promise(done => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result.split(',')[1]);
        reader.readAsDataURL(blob);
      });
      const file = `${box}/up-${++sent}`, since = Date.now();
      while (!ended) {
        try {
          if ((await put(file, {type: 'file', format: 'base64', content})).ok) return;
        } catch (e) { /* then once more */ }
        if (Date.now() - since > GIVE_UP) return end('The connection to the kernel is lost.');
        await pause(1000);
      }
    }
    const end = why => { if (!ended) { ended = true; handlers.gone('over', why); } };
    async function look() {
      const all = await names(box);
      if (!all) return false;
      const fresh = all.filter(n => n.startsWith('down-')).map(n => Number(n.slice(5))).filter(n => n > got);
      for (const n of fresh.sort((a, b) => a - b)) {
        const reply = await ask('api/contents/' + encoded(`${box}/down-${n}`) + '?type=file&format=base64&content=1');
        if (!reply.ok) break;
        const bytes = Uint8Array.from(atob((await reply.json()).content), c => c.charCodeAt(0));
        const at = bytes.indexOf(10);
        got = n;
        handlers.message(JSON.parse(new TextDecoder().decode(bytes.subarray(0, at))).data, [bytes.slice(at + 1)]);
      }
      return true;
    }
    const {found, folder, root} = await places(settings.folder);
    for (const candidate of new Set([...(root === settings.folder ? [''] : []), ...found, folder])) {
      box = (candidate ? candidate + '/' : '') + name;
      if (await names(box) || !(await put(box, {type: 'directory'})).ok) continue;
      await write({client}, []);
      let there = [];
      for (let tries = 0; tries < 12 && !there.includes('down-1'); tries++, await pause(250)) there = await names(box) || [];
      if (there.includes('down-1')) break;
      // Not the folder that the kernel has.
      for (const file of there) await contents(box + '/' + file, {method: 'DELETE'});
      await contents(box, {method: 'DELETE'});
      sent = 0;
      box = null;
    }
    if (!box) return null;
    (async () => {
      for (let since = Date.now(); !ended;) {
        await pause(250);
        try {
          if (!await look()) end('');
          since = Date.now();
        } catch (e) {
          if (Date.now() - since > GIVE_UP) end('The connection to the kernel is lost.');
        }
      }
    })();
    return {
      send: (data, buffers = []) => { post = post.then(() => ended || write(data, buffers)); },
      close: () => { ended = true; },
    };
  }

  // A line that is opened again when it breaks. `handlers`: message(data, buffers), broken(), over(why).
  async function keepLine(handlers) {
    let line = null, isOver = false, since = 0;
    const kept = {
      chunk: MEBI,
      send: (data, buffers) => line && line.send(data, buffers),
      close: () => { isOver = true; if (line) line.close(); line = null; },
    };
    const over = why => { if (!isOver) { isOver = true; line = null; handlers.over(why); } };
    addEventListener('pagehide', kept.close);
    const message = (data, buffers) => {
      since = 0;
      data.kind === 'ping' ? kept.send({kind: 'alive'}) : handlers.message(data, buffers);
    };
    const colab = globalThis.google && google.colab && google.colab.kernel;
    if (colab) {
      if (colab.accessAllowed) line = await connectOnColab({message, gone: (_, why) => over(why)});
      return kept;
    }
    if (!page) return kept;

    async function candidates() {
      if (settings.kernel) {
        const reply = await ask('api/kernels/' + settings.kernel);
        if (reply.ok) return [settings.kernel];
        if (reply.status !== 404 && reply.status !== 403) throw new Error('HTTP ' + reply.status);
        // A kernel that this server has under another name; but a notebook of old starts nothing.
        if (Math.abs(Date.now() - Number(settings.at)) > 60_000) return [];
      }
      const kernels = await (await ask('api/kernels')).json();
      return kernels.map(k => k.id).slice(0, 50);
    }
    let v1 = true, refusals = 0;
    function attempt(kernels) {
      if (isOver) return;
      const [kernel, ...others] = kernels;
      const mine = connect(kernel, {
        message, v1,
        gone: (why, detail, greeted, opened) => {
          line = null;
          if (!opened) v1 = !v1;
          refusals = opened ? 0 : refusals + 1;
          if (isOver) return;
          if (greeted) settings.kernel = kernel;
          if (why === 'over') {
            if (!greeted && others.length) attempt(others);
            else over(detail);
          } else {
            if (detail === 1009) kept.chunk = Math.max(1 << 15, kept.chunk / 4);
            again();
          }
        },
      });
      line = mine;
    }
    let tries = 0;
    async function again() {
      if (isOver) return;
      if (!since) { since = Date.now(); tries = 0; handlers.broken(); }
      if (Date.now() - since > GIVE_UP) return over('The connection to the kernel is lost.');
      await pause(Math.min(3000, 250 * 2 ** tries++));
      try {
        const kernels = await candidates();
        if (!kernels.length) return over('');
        // The server answers, but both forms of a WebSocket were refused.
        if (refusals >= 2 && (line = await connectByFiles({message, gone: (_, why) => over(why)}))) return;
        attempt(kernels);
      } catch (e) {
        again();
      }
    }
    try {
      const kernels = await candidates();
      if (!kernels.length) over('');
      else attempt(kernels);
    } catch (e) {
      again();
    }
    return kept;
  }

  const only = text => root.replaceChildren(text || line);
  const tasks = {};

  // Speed and time left, over the last seconds.
  function meter() {
    let marks = [];
    return (done, total) => {
      const now = performance.now();
      marks.push([now, done]);
      while (marks.length > 2 && now - marks[0][0] > 4000) marks.shift();
      const [[t0, d0]] = marks;
      const rate = now - t0 > 300 ? (done - d0) / (now - t0) * 1000 : 0;
      return (total < 0 ? amount(done) : `${amount(done)} of ${amount(total)}`)
        + (rate > 0 ? `, ${amount(rate)}/s` + (total > done ? `, ${time((total - done) / rate)}` : '') : '');
    };
  }

  const encoded = path => path.split('/').map(encodeURIComponent).join('/');

  const json = async address => { const reply = await ask(address); return reply.ok ? reply.json() : null; };

  // What a path of the kernel's may be called by this page's server, and the folder of the notebook.
  async function places(path) {
    const found = [];
    const query = new URLSearchParams({path, kernel: settings.kernel});
    const resolved = await json('api/resolvePath?' + query);
    if (resolved) found.push(...resolved.resolved.filter(r => r.scope === 'server').map(r => r.path));
    const root = (page.root || '').replace(/[/\\]+$/, '');
    if (root && path.startsWith(root + '/')) found.push(path.slice(root.length + 1));
    // As it is told, the home folder is left out: two or three parts of the path, or one of root's.
    if (root.startsWith('~/')) found.push(path.split(root.slice(1) + '/').slice(1).join(root.slice(1) + '/'));
    else if (root === '~') found.push(...[2, 3].map(depth => path.split('/').slice(depth).join('/')));
    const session = (await json('api/sessions') || []).find(s => s.kernel && s.kernel.id === settings.kernel);
    const folder = session ? session.path.split('/').slice(0, -1).join('/') : '';
    return {found: [...new Set(found.map(p => p.replace(/^\/+/, '')))].filter(p => p), folder, root};
  }

  // Where this page's server has the very file that the kernel has at `path`: same place, same size, same time.
  async function onServer({path, size, modified}) {
    if (!page || !path) return null;
    const {found, folder} = await places(path);
    for (const candidate of found) {
      const model = await json('api/contents/' + encoded(candidate) + '?content=0');
      if (model && model.type !== 'directory' && model.size === size
          && Math.abs(Date.parse(model.last_modified) - modified) < 1000) {
        return {path: candidate, folder};
      }
    }
    return null;
  }

  /*TASK*/

  tasks[settings.task]();
}
