tasks.view = async () => {
  // The link as the notebook's page resolves it: from the folder of the notebook.
  function relative({path, folder}) {
    const from = folder ? folder.split('/') : [], to = path.split('/');
    while (from.length && to.length > 1 && from[0] === to[0]) { from.shift(); to.shift(); }
    return [...from.map(() => '..'), ...to].map(encodeURIComponent).join('/');
  }
  const line = await keepLine({
    message: async data => {
      if (data.kind === 'offer') {
        let place = null;
        try { place = await onServer(data); } catch (e) { /* then the kernel shows it */ }
        line.send({kind: 'take', link: place ? relative(place) : '', lab: page.app === 'JupyterLab'});
      }
    },
    broken: () => {},
    over: only,
  });
};
