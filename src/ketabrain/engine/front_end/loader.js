// What every card brings to the page: a few lines that fetch the module, which all cards of a kernel share, from its model.
const modules = (globalThis.kbModules ??= {});

export default {
  async render({ model, el }) {
    const shared = await model.widget_manager.get_model(model.get("front_end").replace("IPY_MODEL_", ""));
    const [version, script, style] = ["version", "script", "style"].map((name) => shared.get(name));
    modules[version] ??= import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    return (await modules[version]).render({ model, el, style, kernel: shared });
  },
};
