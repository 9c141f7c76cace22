// Letters as large as their slide allows; sizes are those of a slide 1280 by 720, before reveal.js makes it larger.
const LARGEST = { title: 38, claim: 50, words: 46, asks: 36, pause: 44, answer: 36, exercise: 40, sorting: 30, verdict: 30 };
const SMALLEST = 18;

const fit = (slide) => {
  const room = slide.querySelector('.room');
  const words = slide.querySelector('.fits');
  if (!room || !words) return;
  const kind = Object.keys(LARGEST).find((name) => slide.classList.contains(name));
  let size = LARGEST[kind];
  const set = () => { words.style.fontSize = `${size}px`; };
  set();
  while (size > SMALLEST && words.offsetHeight > room.clientHeight) {
    size -= 1;
    set();
  }
};

// Before reveal.js takes over every slide is laid out; those that it hides could not be measured.
const begin = () => {
  document.querySelectorAll('.slides > section').forEach(fit);
  Reveal.initialize({
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 6, center: false, display: 'flex', hash: true,
    transition: 'none', backgroundTransition: 'none', controlsTutorial: false, pdfSeparateFragments: false,
    pdfMaxPagesPerSlide: 1, plugins: [RevealNotes],
  });
};
const letters = ['16px', 'bold 16px'].map((size) => document.fonts.load(`${size} "Source Sans Pro"`));
Promise.allSettled(letters).then(begin);
