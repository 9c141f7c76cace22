// The kernel as a host of cards, through ipywidgets and anywidget.

const PULSE_MS = 1000;

/** Draw the card of a model; the page's style comes with the first. `kernel` is the model that all cards share. */
export function render({ model, el, style, kernel }) {
  if (!document.getElementById("kb-style")) document.head.append(make("style", { id: "kb-style" }, style));
  const saved = `#${model.get("saved")}`;
  const hidden = make("style", {}, `${saved}, .jp-OutputArea-child:has(${saved}) { display: none }`);
  document.head.append(hidden); // the copy for reading without Python, which stands above in the same cell
  let bytes = null;
  let image = "";
  let answered = 0;
  const host = {
    get(name) {
      if (name === "answered") return answered;
      if (name !== "picture") return model.get(name);
      if (model.get("picture") !== bytes) {
        bytes = model.get("picture");
        image = bytes?.byteLength ? new Blob([bytes], { type: "image/png" }) : "";
      }
      return image;
    },
    send: (message) => model.send(message),
    alive: () => kernel.comm_live && !kernel.comm?.jsServicesComm?.isDisposed,
    on(change) {
      const state = () => change("state");
      const said = (message) => {
        answered = message.answered;
        change("answered");
      };
      const life = () => {
        wake();
        change("life");
      };
      model.on("change", state);
      model.on("msg:custom", said);
      kernel.on("comm_live_update", life);
      const pulse = setInterval(life, PULSE_MS); // that a kernel was shut down is told to nobody
      return () => {
        clearInterval(pulse);
        model.off("change", state);
        model.off("msg:custom", said);
        kernel.off("comm_live_update", life);
      };
    },
  };
  // A page with a living card needs no line that says how to wake it.
  const wake = () => (el.closest(".jp-Notebook") ?? document.body).classList.toggle("kb-awake", kernel.comm_live);
  const awake = new ResizeObserver(wake); // reports once the card stands in the page
  awake.observe(el);
  const stop = mount(el, host);
  foldMore();
  return () => {
    awake.disconnect();
    hidden.remove();
    stop();
  };
}
