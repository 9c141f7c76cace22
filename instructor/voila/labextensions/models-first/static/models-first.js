// Voilà draws what the cells gave once all plugins have started. Each widget then looks for its model for 2 s; where the
// kernel's answer came in just as these were over, the widget is given up: "Error displaying widget: model not found".
// This plugin has started only when the models are there, so that every widget finds its own. (jupyterlab_widgets 3.0.17
// waits these 2 s; once a widget that has been given up is drawn again after all, no plugin is needed.)
(() => {
  const PATIENCE_MS = 60000; // without a kernel the page shows what can be read

  const restored = async (app) => {
    const manager = await app.widgetManagerPromise.promise;
    if (!manager.restoredStatus) await new Promise((done) => manager.restored.connect(done));
  };
  const plugin = {
    id: "models-first:plugin",
    autoStart: true,
    async activate(app) {
      if (!document.querySelector('script[type="application/vnd.voila.cell-output+json"]')) return; // a list of lessons
      await Promise.race([restored(app), new Promise((done) => setTimeout(done, PATIENCE_MS))]);
    },
  };
  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB["models-first"] = { init() {}, get: async () => () => plugin };
})();
