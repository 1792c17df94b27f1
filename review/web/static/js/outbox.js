/* What could not be sent waits in this browser: it outlives a closed lid, a reload and a lost connection. */
(() => {
  "use strict";
  window.outbox = (name) => {
    const place = `expertiza.${name}`;
    const all = () => {
      try { return JSON.parse(localStorage.getItem(place)) || {}; } catch { return {}; }
    };
    const keep = (items) => {
      try {
        if (Object.keys(items).length) localStorage.setItem(place, JSON.stringify(items));
        else localStorage.removeItem(place);
        return true;
      } catch { return false; /* a full or forbidden store: the page still holds it */ }
    };
    return {
      all,
      put: (key, value) => keep({ ...all(), [key]: value }),
      drop: (key) => { const items = all(); delete items[key]; keep(items); },
    };
  };
})();
