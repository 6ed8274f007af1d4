// What Colab's page offers to the frames of outputs (google.colab.kernel.comms), on top of a Jupyter server.
(() => {
  const config = JSON.parse(document.getElementById('jupyter-config-data').textContent);
  const text = new TextEncoder();
  const id = () => crypto.randomUUID().replaceAll('-', '');
  const kernel = {accessAllowed: true, opened: 0};

  // A message and its buffers, as servers take them that are asked for no particular form.
  function packed(message, buffers) {
    const parts = [text.encode(JSON.stringify(message)), ...buffers.map(b => new Uint8Array(b))];
    const head = new DataView(new ArrayBuffer(4 * (parts.length + 1)));
    head.setUint32(0, parts.length);
    let at = head.byteLength;
    parts.forEach((part, i) => { head.setUint32(4 * (i + 1), at); at += part.byteLength; });
    return new Blob([head, ...parts]);
  }

  function unpacked(data) {
    if (typeof data === 'string') return {...JSON.parse(data), buffers: []};
    const head = new DataView(data), count = head.getUint32(0);
    const at = i => i < count ? head.getUint32(4 * (i + 1)) : data.byteLength;
    const parts = Array.from({length: count}, (_, i) => data.slice(at(i), at(i + 1)));
    return {...JSON.parse(new TextDecoder().decode(parts[0])), buffers: parts.slice(1)};
  }

  kernel.comms = {
    async open(target, data, buffers = []) {
      kernel.opened++;
      const server = new URL(config.baseUrl, location.href);
      const sessions = await (await fetch(new URL('api/sessions?token=' + config.token, server))).json();
      const {kernel: {id: mine}} = sessions.find(s => location.pathname.endsWith('/' + s.path));
      const address = new URL(`api/kernels/${mine}/channels?token=${config.token}`, server);
      const socket = new WebSocket(address.href.replace(/^http/, 'ws'));
      socket.binaryType = 'arraybuffer';
      await new Promise(done => { socket.onopen = done; });
      const comm = id(), session = id(), arrived = [];
      let wake = () => {}, isOver = false;
      const send = (type, content, attached) => socket.send(packed({
        channel: 'shell', parent_header: {}, metadata: {}, content,
        header: {msg_id: id(), session, username: '', date: new Date().toISOString(), msg_type: type, version: '5.3'},
      }, attached));
      const over = () => { isOver = true; wake(); };
      socket.onclose = over;
      socket.onmessage = event => {
        const message = unpacked(event.data);
        if (!message.content || message.content.comm_id !== comm) return;
        if (message.header.msg_type === 'comm_close') over();
        else if (message.header.msg_type === 'comm_msg') {
          arrived.push({data: message.content.data, buffers: message.buffers});
          wake();
        }
      };
      send('comm_open', {comm_id: comm, target_name: target, data}, buffers);
      return {
        send: (said, options = {}) => send('comm_msg', {comm_id: comm, data: said}, options.buffers || []),
        close: () => { send('comm_close', {comm_id: comm, data: {}}, []); over(); },
        messages: (async function* () {
          while (arrived.length || !isOver) {
            if (arrived.length) yield arrived.shift();
            else await new Promise(done => { wake = done; });
          }
        })(),
      };
    },
  };
  window.google = {colab: {kernel}};
})();
